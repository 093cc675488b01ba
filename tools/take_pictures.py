"""Take the README's pictures, for real: `uv run python tools/take_pictures.py`.

check-in-jupyterlab.png   a wrong solution is told by name, in JupyterLab
class-report.png          what the demo's class has misunderstood
demo.png                  what `grader demo` prints

Needs Chromium. Everything runs in a temporary directory; only docs/pictures/ is written.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from course.errors import CourseError
from course.widgets import live
from grader.content import find_root, load_notebook
from grader.demo.planted import filled_in, without_markers
from grader.demo.run import Demo, play_demo
from grader.demo.table import show

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000  # bytes of one picture

NOTEBOOK, EXERCISE, MISTAKE = "week2/cat_classifier", "propagate", "cost without the minus sign"

_TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px 24px; background: #12161c; color: #e6edf3; width: max-content; }}
pre {{ margin: 0; font: 15px/1.32 "DejaVu Sans Mono", monospace; }}
</style><pre>{code}</pre>"""


_COLOURS = TerminalTheme(
    (18, 22, 28),
    (230, 237, 243),
    [  # black, red, green, yellow, blue, magenta, cyan, white
        *((72, 79, 88), (255, 123, 114), (86, 211, 140), (227, 179, 65)),
        *((121, 192, 255), (210, 168, 255), (118, 227, 234), (177, 186, 196)),
    ],
)


def main() -> None:
    """Take all pictures, or those that are named."""
    takers = {
        "check-in-jupyterlab": take_check,
        "class-report": take_report,
        "demo": take_terminal,
    }
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(takers))
    names = parser.parse_args().names or list(takers)
    if wrong := [name for name in names if name not in takers]:
        sys.exit(f"take_pictures: no picture is called {wrong[0]}; there is {', '.join(takers)}")
    try:
        with live.chromium() as browser, tempfile.TemporaryDirectory() as folder:
            for name in names:
                save(takers[name](browser, Path(folder)), PICTURES / f"{name}.png")
    except CourseError as error:
        sys.exit(f"take_pictures: {error}")


def take_check(browser: Browser, folder: Path) -> bytes:
    """Run the cells of a notebook with one mistake in JupyterLab, and take the check's answer."""
    work = folder / "work"
    work.mkdir()
    ids = write_mistaken_notebook(work / "cat_classifier.ipynb")
    with live.jupyter(work) as address:
        page = browser.new_page(viewport={"width": 1180, "height": 860}, device_scale_factor=1.25)
        page.goto(f"{address}/lab/tree/cat_classifier.ipynb")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_selector(".jp-NotebookPanel-toolbar [data-status='idle']", timeout=60_000)
        page.keyboard.press("Control+b")  # the file browser aside
        for cell in ids:
            run_cell(page, ids[cell])
        answer = page.locator(".jp-Notebook .jp-Cell").nth(ids[f"check-{EXERCISE}"])
        answer.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1000)
        answer.evaluate("cell => cell.scrollIntoView({block: 'end'})")
        page.mouse.wheel(0, 60)
        page.wait_for_timeout(700)
        return page.screenshot()


def write_mistaken_notebook(path: Path) -> dict[str, int]:
    """Write the learner's notebook with the mistake in it; return grade id -> place, to be run."""
    notebook = load_notebook(find_root(ROOT), NOTEBOOK)
    week, stem = NOTEBOOK.split("/")
    released = json.loads((ROOT / week / "notebooks" / f"{stem}.ipynb").read_text("utf-8"))
    item = notebook.items[EXERCISE]
    mistake = next(one for one in item.declared.misconceptions if one.name == MISTAKE)
    codes = {name: filled_in(notebook.items[name]) for name in notebook.called_by(EXERCISE)}
    codes[EXERCISE] = without_markers(item.edited(mistake))
    places = {}
    for place, cell in enumerate(released["cells"]):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in codes:
            cell["source"] = codes[name]
        if name in codes or name.startswith("setup") or name == f"check-{EXERCISE}":
            places[name] = place
    path.write_text(json.dumps(released), encoding="utf-8")
    return places


def run_cell(page: Page, place: int) -> None:
    """Run one cell, and wait until its number is there."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
    cell.scroll_into_view_if_needed()
    cell.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    prompt = cell.locator(".jp-InputPrompt")
    for _ in range(300):
        if prompt.inner_text().strip("[]: ").isdigit():
            return
        page.wait_for_timeout(100)
    raise TimeoutError(f"cell {place} did not end within 30 seconds")


def take_report(browser: Browser, folder: Path) -> bytes:
    """Take the top of the demo's class report."""
    page = browser.new_page(viewport={"width": 1000, "height": 1080}, device_scale_factor=1.5)
    page.goto(demo(folder)[0].report.as_uri())
    return page.screenshot()


def take_terminal(browser: Browser, folder: Path) -> bytes:
    """Take what the demo prints."""
    result, seconds = demo(folder)
    console = Console(width=100, record=True, file=io.StringIO(), force_terminal=True)
    console.print("[bold]$ uv run grader demo --weeks week2")
    show([result], seconds, console)
    shown = console.export_html(theme=_COLOURS, inline_styles=True, code_format=_TERMINAL)
    path = folder / "terminal.html"
    # Nobody's temporary directory belongs in a picture.
    path.write_text(shown.replace(str(folder), "/tmp"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 400, "height": 300}, device_scale_factor=1.5)
    page.goto(path.as_uri())
    return page.locator("body").screenshot()


def demo(folder: Path) -> tuple[Demo, float]:
    """Play the demo, once for all pictures; return its result and how long it took."""
    if folder not in _played:
        start = time.monotonic()
        (result,) = play_demo(folder / "nndl-demo", find_root(ROOT), NOTEBOOK.split("/")[:1])
        _played[folder] = result, time.monotonic() - start
    return _played[folder]


_played: dict[Path, tuple[Demo, float]] = {}


def save(png: bytes, path: Path) -> None:
    """Write a picture with a palette, which is a third of its size."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path}: {picture.width} x {picture.height}, {size // 1000} kB")
    if size > LARGEST:
        sys.exit(f"take_pictures: {path.name} is larger than {LARGEST // 1000} kB")


if __name__ == "__main__":
    main()
