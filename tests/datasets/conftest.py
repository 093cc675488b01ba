"""The generator is no package of the wheel: its tests find it beside the files it makes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "datasets"))
