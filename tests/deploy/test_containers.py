"""What the images are made of: a learner's of no answer, both by hash and for an ordinary user.

tests/test_packaging.py looks for solutions in the wheel itself. Docker is not asked for here: what
the build stage runs is run in a folder.
"""

import os
import re
import shutil
import subprocess
import zipfile

import pytest
from cluster import ROOT

CONTAINERS = ROOT / "deploy" / "containers"
IMAGES = ("learner", "grader")
ANSWERS = re.compile(r"week\d+/([^/]*\.py|week\.toml|checks/.*|variants/.*|lent/.*\.py)$")


def instructions(image):
    """Return an image's Containerfile as [(instruction, arguments)]."""
    text = (CONTAINERS / f"{image}.Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", " ").splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def last(image, instruction):
    return [told for name, told in instructions(image) if name == instruction][-1]


@pytest.mark.parametrize("image", IMAGES)
def test_the_base_is_one_tag_of_a_python_that_the_project_takes(image):
    (base,) = [told for name, told in instructions(image) if name == "ARG"]
    assert re.fullmatch(r"BASE=docker\.io/library/python:3\.1[1-9]-slim-\w+", base)
    assert {told.split()[0] for name, told in instructions(image) if name == "FROM"} == {"${BASE}"}
    assert base == last("learner", "ARG")


@pytest.mark.parametrize(("image", "user"), [("learner", "1000:100"), ("grader", "1001:100")])
def test_it_runs_as_an_ordinary_user_who_is_named_for_nbgrader(image, user):
    assert last(image, "USER") == user
    useradd = next(told for name, told in instructions(image) if "useradd" in told)
    assert f"useradd --uid {user.split(':')[0]} --gid 100 --create-home jovyan" in useradd


def test_a_learners_image_copies_the_wheel_and_settings_and_nothing_else():
    copied = [told.split()[:-1] for name, told in instructions("learner") if name == "COPY"]
    assert copied == [
        ["uv.txt", "requirements.lock", "install.sh", "nndl_course-*.whl"],
        ["--from=build", "/opt/course"],
        ["etc/"],
    ]
    assert not [name for name, _ in instructions("learner") if name == "ADD"]
    assert last("learner", "RUN").startswith("useradd")
    assert ("RUN", "sh install.sh lab,hub") in instructions("learner")


def test_what_installs_the_rest_is_pinned_by_hash_and_names_no_host():
    text = (CONTAINERS / "uv.txt").read_text(encoding="utf-8")
    assert re.match(r"uv==[\d.]+ \\\n", text)
    assert "--hash=sha256:" in text
    assert "://" not in text


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    """Return a function that gives the folder from which an image would be built."""
    made = {}

    def of(image, **told):
        key = (image, *told.items())
        if key not in made:
            made[key] = tmp_path_factory.mktemp(image) / "context"
            env = {**os.environ, "CONTEXT": str(made[key]), **told}
            subprocess.run([CONTAINERS / "build", image], env=env, check=True)
        return made[key]

    return of


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_there_is_no_answer_in_what_a_learners_image_is_made_of(context):
    held = files(context("learner"))
    (wheel,) = [name for name in held if name.endswith(".whl")]
    with zipfile.ZipFile(context("learner") / wheel) as archive:
        held |= set(archive.namelist())
    assert "course/_shipped/week2/notebooks/cat_classifier.ipynb" in held
    assert [name for name in held if ANSWERS.search(name)] == []


@pytest.mark.slow
def test_the_graders_image_holds_every_weeks_sources_and_checks(context):
    content = context("grader") / "content"
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob("week*/**/*")
        if path.suffix in (".py", ".toml") and "__pycache__" not in path.parts
    }
    assert wanted
    assert wanted <= files(content)
    assert not [name for name in files(content) if "__pycache__" in name]


@pytest.mark.slow
def test_a_private_folder_takes_the_place_of_this_checkouts_weeks(context, tmp_path):
    for name in ("week9/week.toml", "course/fixtures/week9/tiny.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("")
    content = context("grader", CONTENT=str(tmp_path)) / "content"
    assert files(content) == {"week9/week.toml", "course/fixtures/week9/tiny.json"}


def test_a_folder_without_weeks_makes_no_image(tmp_path):
    env = {**os.environ, "CONTENT": str(tmp_path), "CONTEXT": str(tmp_path / "context")}
    done = subprocess.run([CONTAINERS / "build", "grader"], env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "holds no week*/" in done.stderr


def test_an_image_without_a_name_is_told_before_anything_is_built(tmp_path):
    env = {k: v for k, v in os.environ.items() if k != "CONTEXT"} | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [CONTAINERS / "build", "learner"], env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def install(context, prefix, extras):
    env = {**os.environ, "PREFIX": str(prefix)}
    return subprocess.run(
        ["sh", "install.sh", extras], cwd=context, env=env, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def installed(context, tmp_path_factory):
    """What the build stage of a learner's image makes, in a folder of its own."""
    prefix = tmp_path_factory.mktemp("opt")
    done = install(context("learner"), prefix, "lab,hub")
    assert done.returncode == 0, done.stderr
    return prefix / "course"


@pytest.mark.slow
def test_the_build_stage_installs_a_learners_server_compiled_and_without_answers(installed):
    for program in ("jupyter-lab", "jupyterhub-singleuser", "nbgrader", "alembic", "course"):
        assert (installed / "bin" / program).is_file()
    assert [name for name in files(installed) if ANSWERS.search(name)] == []
    (course,) = installed.glob("lib/python3*/site-packages/course")
    assert {p.stem for p in course.glob("*.py")} == {
        p.name.split(".")[0] for p in course.glob("__pycache__/*.pyc")
    }
    assert not list(installed.glob("lib/python3*/site-packages/playwright"))  # no dev group


@pytest.mark.slow
def test_a_learners_server_has_no_instructors_pages(installed):
    def extensions():
        env = {**os.environ, "HOME": "/nonexistent"}
        run = [installed / "bin" / "jupyter-server", "extension", "list"]
        done = subprocess.run(run, env=env, capture_output=True, text=True)
        text = re.sub(r"\x1b\[\d+m", "", done.stdout + done.stderr)
        return dict(re.findall(r"nbgrader\.server_extensions\.(\w+) (\w+)\n", text))

    every = extensions()
    assert set(every.values()) == {"enabled"}
    shutil.copytree(CONTAINERS / "learner", installed / "etc/jupyter", dirs_exist_ok=True)
    pages = {"formgrader": "disabled", "course_list": "disabled"}
    assert extensions() == every | pages


@pytest.mark.slow
def test_a_package_with_another_hash_is_not_installed(context, tmp_path):
    copied = tmp_path / "context"
    copied.mkdir()
    for path in context("learner").iterdir():
        if path.is_file():
            (copied / path.name).write_bytes(path.read_bytes())
    lock = copied / "requirements.lock"
    lock.write_text(re.sub("sha256:.{8}", "sha256:00000000", lock.read_text(encoding="utf-8")))
    done = install(copied, tmp_path, "lab,hub")
    assert done.returncode != 0
    assert "sha256:00000000" in done.stderr
