"""The errors that speak to a person: what was found, where, and what to do."""


class CourseError(Exception):
    """Something that the person in front of the screen can mend.

    Its text is one or a few plain sentences; a command prints them and exits
    with 1, a notebook shows them without a traceback of the course's own code.
    """

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone where IPython would show a traceback."""
        return [f"{type(self).__name__}: {self}"]


class DataError(CourseError):
    """A data file is missing, damaged, or not what it should be."""
