"""What all widgets share: their style, and a picture where there is no front end."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from course.plots.look import Plot

STYLE = Path(__file__).resolve().parent / "style.css"


class Buffer(traitlets.Bytes):
    """Bytes that the browser may set too: from there they come as a memoryview."""

    def validate(self, obj: object, value: object) -> bytes:
        return super().validate(obj, bytes(value) if isinstance(value, memoryview) else value)


class Widget(anywidget.AnyWidget):
    """A widget with a still picture of itself, for print, for grading and for web pages."""

    _css = STYLE

    def still(self) -> Plot:
        """Return the widget's present state as a figure."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: object):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        picture = self.still()
        return {**data, "text/html": picture._repr_html_(), "text/plain": repr(picture)}, metadata
