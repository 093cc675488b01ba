"""The course finds what it ships, in a checkout and in a wheel alike."""

import importlib.util
from pathlib import Path

import pytest

from course import resources
from course.errors import CourseError


@pytest.fixture
def laid_out(tmp_path):
    """Make files below a folder and return `course.resources` as it would be there."""

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")
        home = tmp_path / "course"
        home.mkdir(exist_ok=True)
        copy = home / "resources.py"
        copy.write_bytes(Path(resources.__file__).read_bytes())
        spec = importlib.util.spec_from_file_location("resources_elsewhere", copy)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return make


def test_a_checkout_serves_the_files_in_their_rooms(laid_out, tmp_path):
    there = laid_out("datasets/cats.h5", "week2/notebooks/cat_classifier.ipynb")
    assert there.data_file("cats.h5") == tmp_path / "datasets/cats.h5"
    assert there.learner_notebooks() == {
        "week2": [tmp_path / "week2/notebooks/cat_classifier.ipynb"]
    }


def test_a_wheel_serves_the_files_beside_the_package(laid_out, tmp_path):
    shipped = "course/_shipped"
    there = laid_out(f"{shipped}/datasets/cats.h5", f"{shipped}/week2/notebooks/a.ipynb")
    assert there.data_file("cats.h5") == tmp_path / shipped / "datasets/cats.h5"
    assert there.learner_notebooks() == {"week2": [tmp_path / shipped / "week2/notebooks/a.ipynb"]}


def test_a_wheel_never_takes_a_strangers_folder_for_its_own(laid_out):
    there = laid_out("course/_shipped/datasets/cats.h5", "week2/notebooks/a.ipynb")
    assert there.learner_notebooks() == {}


def test_weeks_and_notebooks_come_in_order(laid_out):
    there = laid_out(*(f"week{w}/notebooks/{n}.ipynb" for w in (3, 1) for n in "ba"))
    found = [(week, [p.stem for p in paths]) for week, paths in there.learner_notebooks().items()]
    assert found == [("week1", ["a", "b"]), ("week3", ["a", "b"])]


def test_the_gallery_comes_last(laid_out, tmp_path):
    there = laid_out("course/widgets/gallery.ipynb", "week1/notebooks/a.ipynb")
    assert list(there.learner_notebooks()) == ["week1", "widgets"]
    assert there.learner_notebooks()["widgets"] == [tmp_path / "course/widgets/gallery.ipynb"]


def test_a_week_without_notebooks_is_left_out(laid_out, tmp_path):
    there = laid_out("week2/notebooks/notes.txt")
    assert there.learner_notebooks() == {}


@pytest.mark.parametrize("find", ["data_file", "fixture_file"])
def test_a_missing_file_is_one_line_that_names_it(laid_out, find):
    there = laid_out()
    arguments = ("cats.h5",) if find == "data_file" else ("week2/cats", ".h5")
    with pytest.raises(CourseError, match=r"cats\.h5 is missing; reinstall") as caught:
        getattr(there, find)(*arguments)
    assert "\n" not in str(caught.value)


def test_this_checkout_ships_its_notebook_data_and_fixture():
    assert "cat_classifier" in [path.stem for path in resources.learner_notebooks()["week2"]]
    assert resources.data_file("cats.h5").is_file()
    assert resources.fixture_file("week2/cat_classifier", ".npz").is_file()
