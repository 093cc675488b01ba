"""Where nbgrader's own pages take their templates from: ours first, then nbgrader's."""

from importlib.util import find_spec
from pathlib import Path

_NBGRADER = Path(find_spec("nbgrader").origin).parent
TEMPLATES = [
    str(Path(__file__).parent / "nbgrader"),
    str(_NBGRADER / "server_extensions" / "formgrader" / "templates"),
]
