"""nbgrader's exchange as the service uses it: where it is, and how feedback is released in it.

The layout and permissions are those of nbgrader's own release_feedback, so that "Fetch Feedback"
in a learner's Assignment List finds what is released here.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from grader.coursedir import CourseDir
from grader.files import write_atomically

_ROOT = "/usr/local/share/nbgrader/exchange"  # nbgrader's own default
_FOLDER_MODE = 0o711  # a page's name is a secret: nobody may list them


@dataclass(frozen=True)
class Exchange:
    """One course's part of an exchange.

    Attributes
    ----------
    folder : the course's folder in the exchange.
    check_owner : a submission must belong to the Unix user in its name.
    """

    folder: Path
    check_owner: bool = True

    @property
    def inbound(self) -> Path:
        """Where learners hand in."""
        return self.folder / "inbound"

    def page(self, secret: str, notebook: str) -> Path:
        """Return where nbgrader looks for a notebook's feedback; `secret` is the submission's."""
        digest = hashlib.md5((secret + notebook).encode(), usedforsecurity=False).hexdigest()
        return self.folder / "feedback" / f"{digest}.html"

    def release(self, secret: str, notebook: str, page: bytes) -> None:
        """Put a page where its learner finds it; it is seen whole or not at all."""
        path = self.page(secret, notebook)
        if not path.parent.is_dir():
            path.parent.mkdir(exist_ok=True)  # two submissions may be released at once
            path.parent.chmod(_FOLDER_MODE)
        write_atomically(path, page)


def find_exchange(course: CourseDir) -> Exchange:
    """Return the course's exchange, as nbgrader's own configuration names it.

    That of the course directory counts before the machine's. Raises CourseError where it is not
    there, or cannot be read and written.
    """
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Application

    application = Application()
    paths = [str(course.root), *jupyter_config_path()]
    application.load_config_file("nbgrader_config", path=paths)
    config = application.config
    root = Path(config.Exchange.get("root", _ROOT))
    check_owner = bool(config.ExchangeCollect.get("check_owner", True))
    exchange = Exchange(root / course.course_id, check_owner)
    if not exchange.inbound.is_dir():
        raise CourseError(
            f"There is no {exchange.inbound}. Release a week in the exchange first, in"
            f" {course.root}: nbgrader release_assignment week1"
        )
    for folder in (exchange.inbound, exchange.folder):
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise CourseError(
                f"{folder} cannot be read and written; run grader serve as the user who owns it."
            )
    return exchange
