# A learner's nbgrader: the course, and where the hub mounts its exchange.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "nndl"
c.Exchange.root = "/srv/nbgrader/exchange"
