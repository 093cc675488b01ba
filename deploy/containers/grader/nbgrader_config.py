# An instructor's nbgrader in a pod: the course's own config, and the exchange.
from pathlib import Path

c = get_config()  # noqa: F821

COURSE = Path("/srv/course/nbgrader_config.py")  # written by `grader init`
if COURSE.exists():
    load_subconfig(str(COURSE))  # noqa: F821
c.Exchange.root = "/srv/nbgrader/exchange"
# All learners' pods are one Unix user; `grader.gather` has seen to it who handed in what.
c.ExchangeCollect.check_owner = False
