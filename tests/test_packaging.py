"""What is installed is locked, is whole, and holds no answer."""

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from course import widgets
from grader.notebooks import shows_solution
from grader.source import read_source

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# requirements.lock


@pytest.fixture(scope="module")
def locked():
    """The lock's requirements, each with its hashes: [(Requirement, [hash])]."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.split("--hash=") for line in text.splitlines() if line.strip()]
    return [(Requirement(first.strip()), [h.strip() for h in rest]) for first, *rest in entries]


def declared():
    """Every direct dependency: of the project, of its extras, of the dev group."""
    project = PROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    lines = [line for one in [*lists, PROJECT["dependency-groups"]["dev"]] for line in one]
    requirements = [Requirement(line) for line in lines]
    return [r for r in requirements if canonicalize_name(r.name) != "nndl-course"]


def test_the_lock_names_no_host_and_no_path():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-|^\s*#| @ |/", text.replace("    --hash=", ""), re.MULTILINE)


def test_everything_locked_is_one_version_with_its_hashes(locked):
    for requirement, hashes in locked:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement


@pytest.mark.parametrize("wanted", declared(), ids=str)
def test_the_lock_has_each_direct_dependency_in_a_version_that_fits(locked, wanted):
    pins = [r for r, _ in locked if canonicalize_name(r.name) == canonicalize_name(wanted.name)]
    assert pins, f"{wanted.name} is not locked; run tools/refresh_lock.py"
    for pin in pins:
        (version,) = (specifier.version for specifier in pin.specifier)
        assert wanted.specifier.contains(version, prereleases=True), pin


def test_what_is_installed_here_is_what_the_lock_holds_for_one_platform(locked):
    for name in {requirement.name for requirement, _ in locked}:
        pins = [r for r, _ in locked if r.name == name and (not r.marker or r.marker.evaluate())]
        assert len(pins) <= 1, pins


# The wheel and the sdist


def contents(path):
    """Return what an archive holds: name -> bytes."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(path) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {f.name.split("/", 1)[1]: archive.extractfile(f).read() for f in files}


def texts(path):
    """Return the texts that an archive holds, the cells of its notebooks one by one."""
    for name, content in contents(path).items():
        if name.endswith(".ipynb"):
            for cell in json.loads(content)["cells"]:
                yield name, "".join(cell["source"])
        elif name.endswith((".py", ".json", ".md", ".toml")):
            yield name, content.decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_distribution_carries_the_course_its_notebooks_and_its_data(distributions, kind):
    rooms = "course/_shipped/" if kind == "wheel" else ""
    wanted = {f"{rooms}datasets/{path.name}" for path in ROOT.glob("datasets/*.h5")}
    wanted |= {f"{rooms}{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("week*/notebooks/*")}
    wanted |= {f"{rooms}{p.relative_to(ROOT).as_posix()}" for p in ROOT.glob("week*/lent/*")}
    wanted |= {f"{rooms}datasets/cats_manifest.csv"}
    for room in ("course", "grader"):
        files = (path for path in (ROOT / room).rglob("*") if path.is_file())
        wanted |= {path.relative_to(ROOT).as_posix() for path in files}
    wanted = {name for name in wanted if "__pycache__" not in name and "_checkpoints" not in name}
    assert wanted <= set(contents(distributions[kind]))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_distribution_carries_no_source_checks_or_tests(distributions, kind):
    names = contents(distributions[kind])
    content = r"week\d+/[^/]*\.py$|/?tests/|week\d+/checks/|week\.toml$"
    assert [n for n in names if re.search(content, n)] == []
    assert [n for n in names if re.search(r"__pycache__|\.lock$|ipynb_checkpoints", n)] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_distribution_holds_no_solution(distributions, kind):
    sources = [read_source(p) for p in ROOT.glob("week*/*.py")]
    solutions = [solution for source in sources for solution in source.solutions.values()]
    assert solutions
    for name, text in texts(distributions[kind]):
        assert [s.name for s in solutions if shows_solution(text, s)] == [], name


def run_in(python, folder, code):
    """Return what the code prints, run by this Python in this folder."""
    command = [python, "-c", code]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.strip()


# Every widget's model, with its script and its style, and its still picture; printed is its name.
STILLS = """
import contextlib, io
from course.widgets.gallery import EXAMPLES
for example in sorted(EXAMPLES, key=lambda example: example.name):
    *before, last = example.code.splitlines()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(chr(10).join(before), names := {})
        widget = eval(last, names)
        data, _ = widget._repr_mimebundle_()
    state = widget.get_state()
    assert "render" in state["_esm"] and ".nndl-widget" in state["_css"], example.name
    assert "data:image/png;base64," in data["text/html"], example.name
    print(example.name)
"""


@pytest.mark.slow
def test_an_installed_wheel_loads_pictures_checks_widgets_and_copies_notebooks(
    distributions, tmp_path
):
    python = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wheel = distributions["wheel"]
    subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, str(tmp_path / "venv")])
    lock = ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
    for what in (lock, ["--no-deps", str(wheel)]):
        subprocess.run(
            ["uv", "pip", "install", "--quiet", "--python", str(python), *what], check=True
        )
    learns = """
import course
from course.resources import fixture_file
check = course.checks("week2/cat_classifier")
assert "site-packages" in course.__file__, course.__file__
assert course.load_cats().train_x.shape == (209, 64, 64, 3)
def image2vector(image):
    return image.reshape(-1)
print(check.outcome(image2vector).kind)
"""
    assert run_in(python, tmp_path, learns) == "wrong"
    stills = run_in(python, tmp_path, STILLS)
    assert stills.split() == sorted(widgets.__all__)
    subprocess.run(
        [python.with_name("course"), "lab", "mine", "--copy-only"], cwd=tmp_path, check=True
    )
    shipped = ROOT / "week2/notebooks/cat_classifier.ipynb"
    assert (tmp_path / "mine/week2" / shipped.name).read_bytes() == shipped.read_bytes()
