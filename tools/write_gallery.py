"""Write what shows every widget once: the page and the notebook, both from `EXAMPLES`.

    uv run --no-sync python tools/write_gallery.py                      write both anew
    uv run --no-sync python tools/write_gallery.py --pictures           take all pictures before
    uv run --no-sync python tools/write_gallery.py --pictures neuron    or those that are named

docs/widgets.md           from the mark on; what stands before it is written by hand
course/widgets/gallery.ipynb
docs/pictures/widgets/    each picture carries the words in which its widget says what it shows

Only pictures need Chromium.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from course.errors import CourseError
from course.widgets import live
from course.widgets.gallery import EXAMPLES, Example

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "widgets.md"
NOTEBOOK = ROOT / "course" / "widgets" / "gallery.ipynb"
PICTURES = ROOT / "docs" / "pictures" / "widgets"
LARGEST = 300_000  # bytes of one picture
MARK = "<!-- From here on tools/write_gallery.py writes. -->\n"

_INTRODUCTION = """\
# Widgets

Every widget of the course once, at work. Run all cells (*Run*, then *Run All Cells*); training
a few of the networks takes some seconds. Then read what to try, and try it.

What stands for your own functions is your own, where you have passed its checks, and else lent by
the course."""

# What a picture shows beyond what `press` brings about: a default can be dull.
POSES = {
    "neuron": lambda it: (it.slide("Weight w", 2.4), it.slide("Bias b", -90)),
    "network": lambda it: it.press_key("ArrowDown"),
    "broadcasting": lambda it: (it.write("Shape of A", "(2, 1)"), it.write("Shape of B", "(4,)")),
    "scale": lambda it: it.press("Train"),
    "two_bends": lambda it: it.press("Train"),
    "unroll": lambda it: (
        it.slide("Row of the column", 76),
        it.choose("All pictures in one matrix", index=1),
    ),
    "secant": lambda it: it.slide("Step", 0),
    "computation_graph": lambda it: it.press("All"),
    "boundary": lambda it: it.press("10 steps downhill"),
    "valley": lambda it: (it.slide("Learning rate α", 0.9), it.press("20 steps")),
    "descent": lambda it: (it.press("20 steps"), it.press("20 steps")),
    "activation": lambda it: it.slide("Point", 4.2),
    "passes": lambda it: [it.press("Step") for _ in range(9)],
    "symmetry": lambda it: [it.press("100 steps") for _ in range(4)],
    "playground": lambda it: (it.press("Train"), it.page.wait_for_timeout(9000), it.press("Pause")),
    "training": lambda it: (it.slide("Steps", 1000), it.press("Train")),
    "parity": lambda it: it.press("All"),
    "mismatch": lambda it: it.press("W1 (4, 10)"),
    "sweep": lambda it: (it.write("Steps", "600"), it.press("Train all")),
    "digit_pad": lambda it: it.draw((110, 30), (50, 150), (200, 150), (140, 90), (140, 230)),
}


def main() -> None:
    names = [example.name for example in EXAMPLES]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", nargs="*", metavar="NAME", choices=names, help="of these")
    asked = parser.parse_args().pictures
    try:
        if asked is not None:
            take_pictures([example for example in EXAMPLES if not asked or example.name in asked])
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        NOTEBOOK.write_text(notebook(), encoding="utf-8")
    except (CourseError, OSError, ValueError) as error:
        sys.exit(f"write_gallery: {error}")


def written(page: str) -> str:
    """Return the page with its generated part anew; raises ValueError where the mark is missing."""
    before, mark, _ = page.partition(MARK)
    if not mark:
        raise ValueError(f"{PAGE.name} has no line {MARK.strip()}")
    return before + mark + "".join(f"\n{section(example)}" for example in EXAMPLES)


def section(example: Example) -> str:
    """Return what the page says of one widget."""
    picture = PICTURES / f"{example.name}.png"
    needs = _code(example.before)
    if needs:
        needs = f"\n<details><summary>What the call needs</summary>\n\n{needs}\n</details>\n"
    return f"""\
## {example.title}

{example.try_this}

![{alt(picture)}]({picture.relative_to(PAGE.parent).as_posix()})

{_code(_call(example))}{needs}"""


def alt(picture: Path) -> str:
    """Return the words that a picture carries of itself."""
    with Image.open(picture) as image:
        return image.text["Description"]


def notebook() -> str:
    """Return the gallery as a notebook's text; the same examples give the same bytes."""
    cells = [_cell("introduction", "markdown", _INTRODUCTION)]
    cells.append(_cell("imports", "code", "import numpy as np\n\nimport course"))
    for example in EXAMPLES:
        name = example.name
        cells.append(_cell(name, "markdown", f"## {example.title}\n\n{example.try_this}"))
        if example.before:
            cells.append(_cell(f"{name}-needs", "code", example.before.strip()))
            cells[-1]["metadata"] = {"jupyter": {"source_hidden": True}}
        cells.append(_cell(f"{name}-call", "code", _call(example)))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(name: str, kind: str, source: str) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": {}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": source.splitlines(keepends=True)}


def _call(example: Example) -> str:
    return f"course.widgets.{example.name}{example.call}"


def _code(text: str) -> str:
    return f"```python\n{text.strip()}\n```\n" if text else ""


def take_pictures(examples: list[Example]) -> None:
    """Show these widgets in JupyterLab, move them, and take a picture of each."""
    with (
        tempfile.TemporaryDirectory() as folder,
        live.chromium() as browser,
        live.jupyter(Path(folder)) as address,
    ):
        live.write_notebook(Path(folder) / "pictures.ipynb")
        page = browser.new_page(viewport={"width": 1240, "height": 1600}, device_scale_factor=1.5)
        live.open_notebook(page, f"{address}/doc/tree/pictures.ipynb")
        for example in examples:
            shown = live.show(page, example.code)
            _pose(shown, example)
            words = " ".join(shown.box.locator(".nndl-state").all_inner_texts())
            png = page.screenshot(clip=_around(shown.box.bounding_box()))
            save(png, f"{example.title}: {words}", PICTURES / f"{example.name}.png")


def _pose(shown: live.Shown, example: Example) -> None:
    """Bring a widget to where there is something to see, and wait until it is at rest."""
    shown.predict(example.press)
    if example.name in POSES:
        POSES[example.name](shown)
    else:
        for name in example.press:
            if shown.box.get_by_role("button", name=name, exact=True).count():
                shown.press(name)
    shown.page.evaluate("document.activeElement.blur()")
    live.seen_at_rest(shown.page, shown.box, seconds=120)


def _around(box: dict) -> dict:
    """A box's own edge may lie within a dot of the picture: take one dot more."""
    return {
        "x": box["x"] - 1,
        "y": box["y"] - 1,
        "width": box["width"] + 2,
        "height": box["height"] + 1,
    }


def save(png: bytes, words: str, path: Path) -> None:
    """Write a picture without its empty margins, with a palette, and with its words in it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    ground = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, 0)))
    left, top, right, bottom = ImageChops.difference(picture, ground).getbbox()
    edge = 12
    whole = Image.new("RGB", (right - left + 2 * edge, bottom - top + 2 * edge), "white")
    whole.paste(picture.crop((left, top, right, bottom)), (edge, edge))
    carried = PngInfo()
    carried.add_itxt("Description", words)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True, pnginfo=carried)
    size = path.stat().st_size
    print(f"{path.name}: {whole.width} x {whole.height}, {size // 1000} kB. {words}")
    if size > LARGEST:
        raise ValueError(f"{path.name} is larger than {LARGEST // 1000} kB")


if __name__ == "__main__":
    main()
