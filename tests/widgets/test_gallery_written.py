"""The page and the notebook of the gallery say what `EXAMPLES` says, and the notebook runs."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from course.widgets.gallery import EXAMPLES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool():
    path = ROOT / "tools" / "write_gallery.py"
    spec = importlib.util.spec_from_file_location("write_gallery", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_and_the_notebook_are_those_of_the_examples(tool):
    page = tool.PAGE.read_text(encoding="utf-8")
    assert page == tool.written(page), "run tools/write_gallery.py"
    assert tool.NOTEBOOK.read_text(encoding="utf-8") == tool.notebook(), (
        "run tools/write_gallery.py"
    )


def test_what_is_written_by_hand_outlives_the_tool(tool):
    page = tool.written(f"# By hand\n\n{tool.MARK}old")
    assert page.startswith(f"# By hand\n\n{tool.MARK}\n## ")
    assert "old" not in page.splitlines()
    with pytest.raises(ValueError, match=r"widgets\.md has no line"):
        tool.written("# By hand")


def test_each_widget_has_one_picture_and_each_picture_a_widget(tool):
    there = sorted(path.stem for path in tool.PICTURES.iterdir())
    assert there == sorted(example.name for example in EXAMPLES)


def test_pictures_are_small_and_show_something(tool):
    paths = list(tool.PICTURES.glob("*.png"))
    assert sum(path.stat().st_size for path in paths) < 2_000_000
    for path in paths:
        assert path.stat().st_size < tool.LARGEST
        with Image.open(path) as image:
            assert len(image.convert("RGB").getcolors(1 << 24)) > 10, path


def test_the_words_for_a_picture_say_what_it_shows(tool):
    for example in EXAMPLES:
        words = tool.alt(tool.PICTURES / f"{example.name}.png")
        assert words.startswith(f"{example.title}: ")
        assert len(words) > len(example.title) + 20
        assert words.count("[") == words.count("]")  # or Markdown ends the words too early


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_cells_are_as_tidy_as_any_code(tool, command):
    pytest.importorskip("ruff", reason="needs ruff")
    ruff = [sys.executable, "-m", "ruff", *command, str(tool.NOTEBOOK)]
    done = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom(tool, tmp_path):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(tool.notebook(), as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    shown = [
        output.data
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "application/vnd.jupyter.widget-view+json" in output.get("data", {})
    ]
    assert len(shown) == len(EXAMPLES)
    assert all("data:image/png;base64," in data["text/html"] for data in shown)
