"""The build makes what its sources say, twice the same, without an answer in it, and sees drift."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
import tiny

from grader.build import Built, build_week, difference
from grader.notebooks import (
    STUB,
    generate_assignment,
    release_notebooks,
    solution_texts,
    source_notebook,
    write_source,
)
from grader.source import SourceError, read_source

NOTEBOOK = Path("week9/notebooks/tiny.ipynb")
FIXTURE = Path("course/fixtures/week9/tiny.json")


@pytest.fixture
def source(tmp_path):
    return read_source(tiny.write(tmp_path))


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    """The tiny course's learner notebook."""
    path = tiny.write(tmp_path_factory.mktemp("content"))
    return nbformat.reads(release_notebooks([read_source(path)])["tiny"], as_version=4)


# From a source to the learner's notebook


def test_each_kind_of_cell_becomes_its_kind_of_nbgrader_cell(source):
    told = {
        cell.id: tuple(cell.metadata.nbgrader[key] for key in ("grade", "solution", "locked"))
        for cell in source_notebook(source).cells
        if "nbgrader" in cell.metadata
    }
    assert told == {
        "setup": (False, False, True),
        "double": (False, True, False),
        "check-double": (True, False, True),
        "square_of_double": (False, True, False),
        "check-square_of_double": (True, False, True),
    }


def test_points_are_those_of_the_source(source):
    points = {
        c.id: c.metadata.get("nbgrader", {}).get("points") for c in source_notebook(source).cells
    }
    assert (points["check-double"], points["check-square_of_double"]) == (5, 2.5)


def test_other_cells_are_the_learners_own_and_keep_their_tags(source):
    plain = [c for c in source_notebook(source).cells if "nbgrader" not in c.metadata]
    assert [(cell.cell_type, dict(cell.metadata)) for cell in plain] == [
        ("markdown", {}),
        ("code", {"tags": ["demonstration"]}),
    ]


def test_the_same_source_gives_the_same_bytes(tmp_path):
    one, two = (read_source(tiny.write(tmp_path / name)) for name in ("one", "two"))
    assert release_notebooks([one]) == release_notebooks([two])


def test_a_cells_id_stays_when_other_cells_come(tmp_path, source):
    def ids(source):
        return {cell.source: cell.id for cell in source_notebook(source).cells}

    text = tiny.edited(tiny.SOURCE, "# %% setup=", "# %%\nprint('new')\n\n# %% setup=")
    before, after = ids(source), ids(read_source(tiny.write(tmp_path, text)))
    assert {code: after[code] for code in before} == before
    assert len(after) == len(before) + 1


def test_equal_cells_have_different_ids(tmp_path):
    text = tiny.SOURCE + "\n# %%\n1 + 1\n\n# %%\n1 + 1\n"
    ids = [cell.id for cell in source_notebook(read_source(tiny.write(tmp_path, text))).cells]
    assert len(set(ids)) == len(ids)


def test_a_learner_sees_nbgraders_stub_where_the_solution_was(learner):
    cell = next(cell for cell in learner.cells if cell.id == "square_of_double")
    stub = "".join(f"    {line}\n" for line in STUB.splitlines())
    assert cell.source.endswith(f'"""Return (2 x)^2."""\n{stub}    return y')


def test_no_solution_is_left_in_the_learners_notebook(source, learner):
    text = nbformat.writes(learner)
    assert "SOLUTION" not in text
    for solution in source.solutions.values():
        for line in "\n".join(solution_texts(solution)).splitlines():
            assert line.strip() not in text


def test_nbgrader_locks_the_cells_and_signs_them(learner):
    graded = [cell for cell in learner.cells if "nbgrader" in cell.metadata]
    assert all(cell.metadata.nbgrader.checksum for cell in graded)
    assert [c.id for c in graded if c.metadata.get("editable", True)] == [
        "double",
        "square_of_double",
    ]
    assert not any(cell.metadata.get("deletable", True) for cell in graded)


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """A gradebook with the tiny assignment, made while no program was on PATH."""
    folder = tmp_path_factory.mktemp("course")
    write_source(read_source(tiny.write(folder)), folder)
    url = f"sqlite:///{folder}/gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.devnull)
        generate_assignment(folder, "week9", url)
        assert os.environ["PATH"] == os.devnull
    return url


def test_the_gradebook_gets_the_assignment_where_one_is_given(gradebook):
    from nbgrader.api import Gradebook

    with Gradebook(gradebook) as book:
        assert book.find_assignment("week9").max_score == 7.5


LEAKS = {
    "a marker outside an exercise": (
        "np.arange(3)",
        "### BEGIN SOLUTION\nnp.arange(3)",
        "### BEGIN SOLUTION\nnp.",
        "outside an exercise",
    ),
    "END before BEGIN": (
        "    ### BEGIN SOLUTION\n    y = 2 * x\n    ### END SOLUTION",
        "    ### END SOLUTION\n    y = 2 * x\n    ### BEGIN SOLUTION",
        "    ### END SOLUTION\n    y = 2 * x",
        "no ### BEGIN SOLUTION before it",
    ),
    "BEGIN twice": (
        "    y = y**2\n",
        "    ### BEGIN SOLUTION\n    y = y**2\n",
        "    ### BEGIN SOLUTION\n    y = y**2",
        "stands inside the solution",
    ),
    "a solution without an end": (
        '    ### END SOLUTION\n    return y\n\n\n# %% check="double"',
        '    ### END SOLUTION\n    ### BEGIN SOLUTION\n    return y\n\n\n# %% check="double"',
        "    ### BEGIN SOLUTION\n    return y",
        "no ### END SOLUTION after it",
    ),
    "the solution in another cell": (
        "np.arange(3)",
        "x = 1\ny = 2 * x",
        '# %% tags=["demonstration"]',
        "shows a learner the solution of 'double'",
    ),
    "the solution in the text": (
        "# # A very small notebook",
        "# # A very small notebook\n#\n#     y = double(x)\n#     y = y**2",
        "# %% [markdown]",
        "shows a learner the solution of 'square_of_double'",
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_source_that_would_show_a_solution_is_refused_with_its_line(tmp_path, leak):
    old, new, place, words = LEAKS[leak]
    text = tiny.edited(tiny.SOURCE, old, new)
    path = tiny.write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        release_notebooks([read_source(path)])
    line = len(text[: text.index(place)].splitlines()) + 1
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("shown", "refused"), [("a = 1\nb = 2", False), ("b = 2\nc = 3\nd = 4", True)]
)
def test_three_lines_of_a_solution_give_it_away_and_two_do_not(tmp_path, shown, refused):
    solution = "    a = 1\n    b = 2\n    c = 3\n    d = 4\n    y = 2 * x"
    text = tiny.edited(tiny.SOURCE, "    y = 2 * x", solution)
    source = read_source(tiny.write(tmp_path, tiny.edited(text, "np.arange(3)", shown)))
    with pytest.raises(SourceError) if refused else contextlib.nullcontext():
        release_notebooks([source])


def test_an_exercise_may_not_take_the_name_of_the_set_up(tmp_path):
    path = tiny.write(tmp_path, tiny.SOURCE.replace("double", "setup"))
    with pytest.raises(SourceError, match=r"tiny.py:\d+: the name 'setup' is taken already"):
        source_notebook(read_source(path))


# The command


def test_build_writes_notebook_and_fixture_and_says_so(grader, tmp_path):
    tiny.write(tmp_path)
    code, out, _ = grader("build", "--content", tmp_path)
    assert code == 0
    assert out == (
        "week9/tiny: 2 exercises, 3 misconceptions told apart; wrote week9/notebooks/tiny.ipynb,"
        " course/fixtures/week9/tiny.json, course/fixtures/week9/tiny.npz.\n"
    )


def test_a_second_build_leaves_every_file_alone(grader, tmp_path):
    tiny.write(tmp_path)
    grader("build", "--content", tmp_path)
    files = [tmp_path / NOTEBOOK, tmp_path / FIXTURE]
    before = [path.stat().st_mtime_ns for path in files]
    _, out, _ = grader("build", "--content", tmp_path)
    assert [path.stat().st_mtime_ns for path in files] == before
    assert "nothing had changed" in out


def test_check_writes_nothing_and_names_each_missing_file(grader, tmp_path):
    tiny.write(tmp_path)
    code, out, err = grader("build", "--check", "--content", tmp_path)
    assert code == 1
    assert not (tmp_path / "course").exists()
    assert f"{NOTEBOOK}: it is missing." in out
    assert f"{FIXTURE}: tiny.json is missing." in out
    assert err.count("\n") == 1
    assert "run `grader build`" in err


@pytest.fixture
def built(grader, tmp_path):
    """A content folder in which everything is built."""
    tiny.write(tmp_path)
    assert grader("build", "--content", tmp_path)[0] == 0
    return tmp_path


def rewrite(path, change):
    """Change the JSON of a file."""
    node = json.loads(path.read_text(encoding="utf-8"))
    change(node)
    path.write_text(json.dumps(node), encoding="utf-8")


def test_check_is_content_with_what_build_wrote(grader, built):
    assert grader("build", "--check", "--content", built)[0] == 0


def test_check_sees_a_changed_learner_notebook(grader, built):
    path = built / NOTEBOOK
    path.write_text(path.read_text().replace("very small", "very large"))
    code, out, _ = grader("build", "--check", "--content", built)
    assert code == 1
    assert f"{NOTEBOOK}: line 8 is not what the source makes." in out


def test_check_sees_a_changed_source(grader, built):
    tiny.write(built, tiny.edited(tiny.SOURCE, "Return twice x", "Give back twice x"))
    code, out, _ = grader("build", "--check", "--content", built)
    assert code == 1
    assert str(NOTEBOOK) in out


def test_check_sees_a_changed_hint(grader, built):
    tiny.write(built, checks=tiny.edited(tiny.CHECKS, "Count again.", "Count once more."))
    code, out, _ = grader("build", "--check", "--content", built)
    assert code == 1
    assert f"{FIXTURE}: exercises/double/misconceptions/0/hint is not" in out


def arrays_times(folder, factor):
    """Multiply every stored array of the fixture."""
    path = (folder / FIXTURE).with_suffix(".npz")
    with np.load(path) as stored:
        arrays = {name: stored[name] * factor for name in stored.files}
    np.savez(path, **arrays)  # not compressed either: other bytes altogether


def test_check_sees_another_number(grader, built):
    arrays_times(built, 1.001)
    code, out, _ = grader("build", "--check", "--content", built)
    assert code == 1
    assert f"{FIXTURE}: exercises/double/cases/0/calls/0/arguments/0 is not" in out


def test_check_lets_the_last_digits_of_another_machine_pass(grader, built):
    arrays_times(built, 1 + 1e-8)
    assert grader("build", "--check", "--content", built)[0] == 0


def test_check_lets_arrays_stand_in_another_order(grader, built):
    path = (built / FIXTURE).with_suffix(".npz")
    with np.load(path) as stored:
        last = len(stored.files) - 1
        arrays = {f"a{last - i}": stored[f"a{i}"] for i in range(last + 1)}
    np.savez(path, **arrays)

    def turn(node):
        for value in node.values() if isinstance(node, dict) else node:
            if isinstance(value, dict) and set(value) == {"array"}:
                value["array"][2] = last - value["array"][2]
            elif isinstance(value, dict | list):
                turn(value)

    rewrite(built / FIXTURE, turn)
    assert grader("build", "--check", "--content", built)[0] == 0


@pytest.mark.parametrize("suffix", [".json", ".npz"])
@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04 and no more"])
def test_a_damaged_fixture_is_drift_and_is_built_anew(grader, built, suffix, content):
    path = (built / FIXTURE).with_suffix(suffix)
    path.write_bytes(content)
    code, out, _ = grader("build", "--check", "--content", built)
    assert code == 1
    assert str(FIXTURE) in out
    assert grader("build", "--content", built)[0] == 0
    assert grader("build", "--check", "--content", built)[0] == 0


@pytest.mark.parametrize("name", ["week9/notebooks/old.ipynb", "week9/lent/old.json"])
def test_a_built_file_without_a_source_is_named_and_never_deleted(grader, built, name):
    left = built / name
    left.parent.mkdir(exist_ok=True)
    left.write_text("{}")
    for arguments in ((), ("--check",)):
        code, out, _ = grader("build", *arguments, "--content", built)
        assert code == 1
        assert f"{name}: no source makes it; delete it." in out
    assert left.exists()


UNPROVEN = {
    "caught by no case": ('"3 * x"', '"x * 2"', "'three times' is caught by no case"),
    "not told from another": ('"x / 2"', '"x * 3"', "tells 'three times' from 'half'"),
}


@pytest.mark.parametrize("kind", UNPROVEN)
def test_a_misconception_that_is_not_proven_fails_the_build(grader, tmp_path, kind):
    old, new, words = UNPROVEN[kind]
    tiny.write(tmp_path, checks=tiny.edited(tiny.CHECKS, old, new))
    code, _, err = grader("build", "--content", tmp_path)
    assert code == 1
    assert "week9/tiny/double" in err
    assert words in err
    assert not (tmp_path / NOTEBOOK).exists()


# What an instructor can get wrong: (text changed, old, new, the place it names, words)
WRONG = {
    "an unknown tag": (
        *("source", "# %% tags=", "# %% tagz="),
        *("tiny.py:32: ", "unknown tag"),
    ),
    "an edit that fits nowhere": (
        *("checks", '"2 * x", "3', '"4 * x", "3'),
        *("checks/tiny.py:14: ", "found 0 times"),
    ),
    "an error in the checks": (
        *("checks", "EXERCISES = (", "EXERCISES = nothing\nX = ("),
        *("checks/tiny.py:9: ", "NameError"),
    ),
    "an error when cases are drawn": (
        *("checks", "size=(1, 3)", "size=(1, -3)"),
        *("checks/tiny.py:6: ", "ValueError"),
    ),
    "an error in the set-up": (
        *("source", "import numpy as np", "import nunpy as np"),
        *("tiny.py:13: ", "No module named"),
    ),
    "an error in a second set-up cell": (
        *("source", "# %% tags=", "# %% setup=true\nn = 1\nnothing\n\n# %% tags="),
        *("tiny.py:34: ", "NameError"),
    ),
    "a set-up that is not Python": (
        *("source", "import numpy as np", "import as np"),
        *("tiny.py:13: ", "SyntaxError"),
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_an_instructors_mistake_is_one_line_with_file_and_line(grader, tmp_path, mistake):
    which, old, new, place, words = WRONG[mistake]
    texts = {"source": tiny.SOURCE, "checks": tiny.CHECKS}
    texts[which] = tiny.edited(texts[which], old, new)
    tiny.write(tmp_path, **texts)
    code, _, err = grader("build", "--content", tmp_path)
    assert code == 1
    assert err.count("\n") == 1
    assert err.startswith(f"grader: {tmp_path / 'week9'}/{place}")
    assert words in err


@pytest.mark.parametrize(
    ("name", "line"), [("week.toml", 1), ("tiny.py", 10), ("checks/tiny.py", 1), ("notes.py", 1)]
)
def test_a_file_that_is_not_utf8_is_one_line_with_file_and_line(grader, tmp_path, name, line):
    path = tiny.write(tmp_path).parent / name
    lines = path.read_bytes().splitlines() if path.exists() else [b""]
    lines[line - 1] += " # tr\xe8s".encode("latin-1")
    path.write_bytes(b"\n".join(lines) + b"\n")
    code, _, err = grader("build", "--content", tmp_path)
    assert code == 1
    assert err.startswith(f"grader: {path}:{line}: ")
    assert err.count("\n") == 1
    assert "UTF-8" in err.upper()


def test_an_error_is_placed_in_its_own_notebook_though_another_has_a_longer_name(grader, tmp_path):
    path = tiny.write(tmp_path, week=tiny.edited(tiny.WEEK, '["tiny"]', '["tin", "tiny"]'))
    (path.parent / "checks" / "tin.py").write_text(tiny.CHECKS)
    path.with_name("tin.py").write_text(tiny.SOURCE)
    path.write_text(tiny.edited(tiny.SOURCE, "import numpy as np", "import numpy as np; 1 / 0"))
    code, _, err = grader("build", "--content", tmp_path)
    assert code == 1
    assert err.startswith(f"grader: {path}:13: ZeroDivisionError")


def test_a_solution_that_raises_is_told_with_its_exercise(grader, tmp_path):
    tiny.write(tmp_path, tiny.edited(tiny.SOURCE, "y = double(x)", "y = triple(x)"))
    code, _, err = grader("build", "--content", tmp_path)
    assert code == 1
    assert err.count("\n") == 1
    assert "week9/tiny/square_of_double" in err


def test_a_notebook_source_that_the_week_forgets_is_named(grader, tmp_path):
    path = tiny.write(tmp_path).with_name("forgotten.py")
    path.write_text('"""Notes."""\n# %%\n1 + 1\n')
    code, _, err = grader("build", "--content", tmp_path)
    assert code == 1
    assert err.startswith(f"grader: {path}:2: this notebook is not in notebooks of")


def test_every_week_with_a_mistake_is_named_at_once(grader, tmp_path):
    text = tiny.edited(tiny.SOURCE, "# %% tags=", "# %% tagz=")
    tiny.write(tmp_path, text)
    (tmp_path / "week9").rename(tmp_path / "week8")
    tiny.write(tmp_path, text)
    _, _, err = grader("build", "--content", tmp_path)
    assert [line.split("/")[-2] for line in err.splitlines()] == ["week8", "week9"]


@pytest.mark.parametrize("arguments", [("--content", "nowhere"), ("week7",)])
def test_the_command_itself_shows_no_traceback(tmp_path, arguments):
    run = subprocess.run(
        [sys.executable, "-c", "from grader.cli import main; main()", "build", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith("grader: ")
    assert run.stderr.count("\n") == 1


def test_asking_for_help_does_not_import_what_only_building_needs():
    code = (
        "import sys, grader.cli;"
        "print(sorted({'nbgrader', 'nbformat', 'jupytext', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_values_differ_where_kind_or_shape_do():
    assert difference(np.zeros(2), np.zeros((2, 1)))
    assert difference(np.zeros(2), np.zeros(2, dtype=int))
    assert difference(1, 1.0)
    assert difference({"a": 1}, {"a": 1, "b": 2}) == "the fixture: 'b' stands on one side only."
    assert not difference(np.array([np.nan, 0.1 + 0.2]), np.array([np.nan, 0.3]))


def test_nothing_is_written_before_the_whole_week_is_proven(tmp_path):
    tiny.write(tmp_path)
    assert all(isinstance(one, Built) for one in build_week(tmp_path, "week9"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["week9"]
    assert not (tmp_path / NOTEBOOK).exists()


def test_one_notebook_is_built_though_another_of_its_week_is_broken(grader, tmp_path):
    path = tiny.write(tmp_path, week=tiny.edited(tiny.WEEK, '["tiny"]', '["broken", "tiny"]'))
    path.with_name("broken.py").write_text("# %% nothing=\n")
    code, out, err = grader("build", "week9/tiny", "--content", tmp_path)
    assert (code, err) == (0, "")
    assert out.startswith("week9/tiny: 2 exercises")
    assert (tmp_path / NOTEBOOK).is_file()
    assert grader("build", "week9", "--content", tmp_path)[0] == 1
    _, _, err = grader("build", "week9/huge", "--content", tmp_path)
    assert err.startswith("grader: week9 has no notebook huge")
