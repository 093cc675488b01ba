"""Make HTML of what strangers wrote, so that nothing of it can act in a reader's browser.

The pages' templates escape by default; only what :func:`rendered` returns is
put in as it is. A page's Content-Security-Policy stands behind this as a second wall.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import mistune
import nh3
from markupsafe import Markup

LONGEST = 20_000  # characters of Markdown that are rendered: half a second for the most hostile

_TAGS = {
    *("p", "br", "hr", "h4", "h5", "h6", "blockquote", "pre", "code", "kbd", "samp"),
    *("em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "q"),
    *("ul", "ol", "li", "dl", "dt", "dd", "a", "img", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_LINK = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)


def rendered(markdown: str) -> Markup:
    """Return `markdown` as harmless HTML: no script, style, form or frame, and nothing to fetch.

    Pictures are kept where they stand in the text itself; links to web pages are
    kept, for they do nothing until somebody follows them.
    """
    if len(markdown) > LONGEST:
        return Markup(f"<pre>{escape(markdown[:LONGEST])}\n[...]</pre>")
    try:
        html = str(_to_html(markdown))
    except RecursionError:
        html = f"<pre>{escape(markdown)}</pre>"
    return Markup(_cleaner.clean(html))


def live_parts(html: str) -> list[str]:
    """Return what could act in a browser: scripts, handlers, frames, forms, fetches.

    Returns nothing for a page of ours, whatever the learners wrote.
    """
    reader = _LiveParts()
    reader.feed(html)
    reader.close()
    return reader.found


class _Renderer(mistune.HTMLRenderer):
    """Headings below the page's own, formulas as they were written, pictures that are here."""

    def heading(self, text: str, level: int, **_: object) -> str:
        return f"<h{min(level + 3, 6)}>{text}</h{min(level + 3, 6)}>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if _PICTURE.fullmatch(url):
            return f'<img src="{escape(url)}" alt="{escape(text)}">'
        return f"[picture: {escape(text)}]"

    def inline_math(self, text: str) -> str:
        return f"<code>${escape(text)}$</code>"

    def block_math(self, text: str) -> str:
        return f"<pre><code>$$\n{escape(text)}\n$$</code></pre>\n"


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Keep a picture that is in the text itself, and a link to a web page; drop other addresses."""
    if attribute == "src":
        return value if _PICTURE.fullmatch(value) else None
    if attribute == "href":
        return value if _LINK.match(value) else None
    return value


_to_html = mistune.create_markdown(
    renderer=_Renderer(escape=False), plugins=["strikethrough", "table", "math"]
)
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style", "svg", "math", "iframe", "object", "template", "title"},
    attribute_filter=_keep_attribute,
    url_schemes={"http", "https", "mailto", "data"},
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


class _LiveParts(HTMLParser):
    """Notes every tag and attribute that has no business in a page of ours."""

    _acting = frozenset(
        (
            *("script", "noscript", "template", "iframe", "frame", "frameset", "portal"),
            *("object", "embed", "applet", "base", "link", "audio", "video", "source", "track"),
            *("form", "input", "button", "textarea", "select"),
            *("foreignobject", "animate", "set", "use", "image"),
        )
    )
    _addresses = frozenset(
        (
            *("src", "srcset", "href", "xlink:href", "data", "poster", "background", "cite"),
            *("action", "formaction", "ping"),
        )
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._styles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._acting:
            self.found.append(f"<{tag}>")
        self._styles += tag == "style"
        if tag == "style" and self._styles > 1:
            self.found.append("a second <style>")
        for name, value in attrs:
            value = (value or "").strip()
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"<{tag} {name}>")
            if name == "http-equiv" and value.lower() != "content-security-policy":
                self.found.append(f"<{tag} {name}={value}>")
            if name in self._addresses and not self._is_harmless(tag, value):
                self.found.append(f"<{tag} {name}={value[:80]}>")

    @staticmethod
    def _is_harmless(tag: str, address: str) -> bool:
        if tag == "img":
            return bool(_PICTURE.fullmatch(address))
        relative = re.fullmatch(r"[#\w./%~-][^:]*", address) and not address.startswith("//")
        return tag == "a" and bool(relative or _LINK.match(address))
