"""The audit tells every weakness of an exercise's checks, and passes those that have none."""

import json

import pytest
import tiny
from typer.testing import CliRunner

from course.errors import CourseError
from grader import audit as auditing
from grader.audit import audit, audit_mixes, fresh_seeds, to_json, totals
from grader.cli import app
from grader.content import find_root, load_notebook
from grader.source import SourceError
from grader.variants import read_variants

VARIANTS = """# %% setup=true
import functools

# %% exercise="double" variant="a sum"
def double(x):
    return functools.reduce(lambda a, b: a + b, [x, x])

# %% exercise="square_of_double" variant="four times the square"
def square_of_double(x):
    return 4 * x * x

# %% exercise="double" mistake="half"
def double(number):
    return number * 0.5
"""
CUBED = 'Misconception("cubed", "y**2", "y**3", "Two factors.")'
IDEA = 'help={"Idea": "Add x to itself."},'
PROPERTY = """

def _{name}(functions, rng):
    assert {claim}
"""


def content(tmp_path, checks=tiny.CHECKS, variants=VARIANTS, source=tiny.SOURCE):
    path = tiny.write(tmp_path, source, checks)
    if variants is not None:
        folder = path.parent / "variants"
        folder.mkdir(exist_ok=True)
        (folder / "tiny.py").write_text(variants, encoding="utf-8")
    return load_notebook(find_root(tmp_path), "week9/tiny")


def faults(notebook, *exercises, seeds=(0, 1)):
    audits = audit(notebook, exercises or list(notebook.items), seeds)
    return [line for one in audits for line in one.faults]


def with_property(name, claim):
    checks = tiny.CHECKS.replace(
        "\n\nEXERCISES", f"{PROPERTY.format(name=name, claim=claim)}\n\nEXERCISES"
    )
    return tiny.edited(checks, IDEA, f"{IDEA} properties=(_{name},),")


def test_sound_checks_have_no_fault_and_full_figures(tmp_path):
    double, square = audit(content(tmp_path), ["double", "square_of_double"], (0, 1))
    assert double.faults == square.faults == double.escaped == square.escaped == []
    one = double.figures
    assert (one.misconceptions, one.caught, one.named) == (2, 2, 2)
    assert (one.variants, one.variants_accepted) == (1, 1)
    assert one.mutants == one.mutants_caught > 3
    assert totals([double, square]).misconceptions == 3
    assert audit_mixes(content(tmp_path), (0, 1)) == []


def test_a_misconception_that_no_case_catches_is_a_fault(tmp_path):
    checks = tiny.edited(tiny.CHECKS, '"y**2", "y**3"', '"y**2", "y * y"')
    (line,) = faults(content(tmp_path, checks), "square_of_double", seeds=(0,))
    assert "'cubed' is not caught on seed 0" in line


def test_a_misconception_that_only_a_fresh_case_misses_is_a_fault(tmp_path):
    checks = tiny.edited(tiny.CHECKS, '"2 * x", "3 * x"', '"2 * x", "(2 + (x[0, 0] > 0)) * x"')
    found = faults(content(tmp_path, checks), "double", seeds=range(8))
    assert any("'three times' is not caught on seed" in line for line in found)


def test_two_misconceptions_that_show_the_same_are_a_fault(tmp_path):
    checks = tiny.edited(tiny.CHECKS, '"2 * x", "x / 2"', '"2 * x", "x + 2 * x"')
    found = faults(content(tmp_path, checks, variants=None), "double", seeds=(0,))
    assert found == ["week9/tiny/double: 'half' is called three times on seed 0."]


def test_a_right_variant_that_is_rejected_is_a_fault(tmp_path):
    wrong = tiny.edited(VARIANTS, "4 * x * x", "5 * x * x")
    (line,) = faults(content(tmp_path, variants=wrong), "square_of_double", seeds=(0,))
    assert "right, and rejected by square_of_double on seed 0: 'four times the square'" in line


def test_a_right_variant_that_its_caller_rejects_is_a_fault(tmp_path):
    source = tiny.edited(tiny.SOURCE, "    y = y**2", "    y = y.tolist() and y**2")
    listed = tiny.edited(
        VARIANTS, "[x, x])", "[x, x]).view(type('A', (type(x),), {'tolist': None}))"
    )
    (line,) = faults(content(tmp_path, variants=listed, source=source), "double", seeds=(0,))
    assert "rejected by square_of_double" in line


def test_a_mistake_in_other_words_must_be_recognised(tmp_path):
    other = tiny.edited(VARIANTS, "number * 0.5", "number * 0.25")
    (line,) = faults(content(tmp_path, variants=other), "double", seeds=(0,))
    assert "'half', told as ''," in line
    assert "is called nothing" in line


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ('mistake="half"', 'mistake="whole"', "no misconception of that name"),
        ('exercise="double" mistake', 'exercise="treble" mistake', "no such exercise"),
        (' mistake="half"', "", "needs variant"),
        ('mistake="half"', 'variant="a sum"', "twice"),
    ],
)
def test_a_variants_cell_that_names_nothing_is_refused(tmp_path, old, new, trouble):
    with pytest.raises(SourceError, match=trouble):
        read_variants(content(tmp_path, variants=tiny.edited(VARIANTS, old, new)))


def test_a_notebook_needs_no_variants(tmp_path):
    assert read_variants(content(tmp_path, variants=None)) == []


def test_functions_that_are_right_alone_and_not_together_are_told(tmp_path):
    odd = VARIANTS + (
        '\n# %% exercise="square_of_double" variant="asks for what double may not have"\n'
        "def square_of_double(x):\n    return double(x, out=None) ** 2\n"
    )
    odd = tiny.edited(odd, "def double(x):", "def double(x, out):")
    lines = audit_mixes(content(tmp_path, variants=odd), range(4))
    assert any("double 'a sum'" in line for line in lines)


def test_an_excuse_for_no_mutant_is_a_fault(tmp_path):
    checks = tiny.edited(tiny.CHECKS, IDEA, f'{IDEA} equivalent={{"a -> b": "no reason"}},')
    (line,) = faults(content(tmp_path, checks), "double", seeds=(0,))
    assert "`equivalent` names no mutant and no pair: a -> b" in line


def test_an_excuse_for_a_mutant_that_is_caught_is_a_fault(tmp_path):
    excuse = 'equivalent={"2 * x -> 2 / x": "no reason"},'
    (line,) = faults(
        content(tmp_path, tiny.edited(tiny.CHECKS, IDEA, f"{IDEA} {excuse}")), "double"
    )
    assert "excuses a mutant that is caught" in line


def test_an_excused_mutant_is_not_counted(tmp_path):
    source = tiny.edited(tiny.SOURCE, "y = 2 * x", "y = 2 * x + 0 * x")
    before = audit(content(tmp_path, source=source), ["double"], (0,))[0]
    assert any("0 * x -> 0 + x" not in line for line in before.escaped)
    description = before.escaped[0].partition("seed 0: ")[2]
    excuse = f'equivalent={{"{description}": "a product with 0"}},'
    checks = tiny.edited(tiny.CHECKS, IDEA, f"{IDEA} {excuse}")
    after = audit(content(tmp_path, checks, source=source), ["double"], (0,))[0]
    assert after.figures.mutants == before.figures.mutants - 1
    assert not after.faults


def test_a_property_that_does_not_hold_of_a_variant_is_a_fault(tmp_path):
    checks = with_property("whole", "type(functions['double'](3)) is int")
    odd = tiny.edited(VARIANTS, "[x, x])", "[x, 1.0 * x])")
    found = faults(content(tmp_path, checks, variants=odd), "double", seeds=(0,))
    assert any("_whole does not hold of 'a sum'" in line for line in found)


def test_a_property_that_nothing_breaks_is_a_fault(tmp_path):
    checks = with_property("odd", "functions['double'](-1.0) == -functions['double'](1.0)")
    (line,) = faults(content(tmp_path, checks), "double", seeds=(0,))
    assert "_odd is broken by no misconception: drop it." in line


def test_a_property_that_a_misconception_breaks_is_sound(tmp_path):
    assert faults(content(tmp_path, with_property("two", "functions['double'](1) == 2"))) == []


def test_a_mutant_without_end_counts_as_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(auditing, "SECONDS", 0.2)
    source = tiny.edited(
        tiny.SOURCE,
        "    y = 2 * x",
        "    y = 2 * x\n    n = 3\n    while n > 0:\n        n = n - 1",
    )
    (found,) = audit(content(tmp_path, source=source), ["double"], (0,))
    assert not any("n - 1 -> n + 1" in line for line in found.escaped)
    assert not found.faults


def run(*arguments):
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


def test_the_command_writes_the_figures_and_their_totals(tmp_path):
    content(tmp_path)
    result = run("week9", "--content", tmp_path, "--json", tmp_path / "a.json", "--seeds", 1)
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "a.json").read_text())
    keys = ["misconceptions", "caught", "named", "pairs", "pairs_caught",
            "mutants", "mutants_caught", "variants", "variants_accepted"]  # fmt: skip
    assert list(figures["totals"]) == keys
    assert list(figures["exercises"]) == ["week9/tiny/double", "week9/tiny/square_of_double"]
    for key in keys:
        assert figures["totals"][key] == sum(one[key] for one in figures["exercises"].values())
    assert "3 of 3 misconceptions caught, 3 named; 0 of 2 right functions rejected" in result.output


def test_the_command_fails_where_something_must_not_be(tmp_path):
    content(tmp_path, variants=tiny.edited(VARIANTS, "4 * x * x", "5 * x * x"))
    result = run("--content", tmp_path, "--seeds", 0)
    assert result.exit_code != 0
    assert "right, and rejected by square_of_double" in result.output


def test_the_command_audits_one_exercise_alone(tmp_path):
    content(tmp_path)
    result = run("week9/tiny/double", "--content", tmp_path, "--seeds", 0)
    assert "2 of 2 misconceptions caught" in result.output


def test_one_notebook_is_audited_though_another_of_its_week_is_broken(tmp_path):
    content(tmp_path)
    week = tmp_path / "week9"
    (week / "week.toml").write_text(tiny.edited(tiny.WEEK, '["tiny"]', '["broken", "tiny"]'))
    (week / "broken.py").write_text("# %% nothing=\n")
    result = run("week9/tiny", "--content", tmp_path, "--seeds", 0)
    assert "3 of 3 misconceptions caught" in result.output


def audit_fails(grader, tmp_path, *more):
    code, out, err = grader("audit", "--content", tmp_path, "--seeds", 0, *more)
    assert code == 1
    # The progress bar is there as well.
    (told,) = [line for line in err.splitlines() if line.startswith("grader: ")]
    assert "Traceback" not in err
    return out, told.removeprefix("grader: ")


def test_what_the_instructors_code_raises_is_one_line(grader, tmp_path):
    content(tmp_path, checks=tiny.edited(tiny.CHECKS, "size=(1, 3)", "size=(1, -3)"))
    _, told = audit_fails(grader, tmp_path)
    assert told.startswith(f"{tmp_path / 'week9/checks/tiny.py'}:6: ValueError")
    content(tmp_path, variants=tiny.edited(VARIANTS, "import functools", "functolls"))
    _, told = audit_fails(grader, tmp_path)
    assert told.startswith("week9/tiny/double (edited), line 1: NameError")


def test_a_file_of_figures_that_cannot_be_written_is_told_and_costs_no_table(grader, tmp_path):
    content(tmp_path)
    out, told = audit_fails(grader, tmp_path, "--json", tmp_path)
    assert told == f"{tmp_path}: Is a directory."
    assert "3 of 3 misconceptions caught" in out
    out, told = audit_fails(grader, tmp_path, "--json", tmp_path / "no" / "a.json")
    assert told == f"{tmp_path / 'no/a.json'} cannot be written: there is no {tmp_path / 'no'}."
    assert out == ""


@pytest.mark.parametrize("name", ["week8", "week9/big", "week9/tiny/treble", "week9/tiny/doub"])
def test_a_name_that_is_nothing_is_refused(tmp_path, name):
    content(tmp_path)
    result = run(name, "--content", tmp_path)
    assert isinstance(result.exception, CourseError)
    assert f"there is no week, notebook or exercise {name}" in str(result.exception)


def test_propagate_is_checked_well():
    notebook = load_notebook(find_root(), "week2/cat_classifier")
    (found,) = audit(notebook, ["propagate"], fresh_seeds(0))
    assert found.faults == []
    assert found.escaped == []
    assert found.figures.caught == found.figures.named == found.figures.misconceptions > 20
    assert found.figures.pairs_caught == found.figures.pairs > 200
    assert found.pairs_named > found.figures.pairs / 2
    assert len(found.misled) <= found.figures.pairs / 50


@pytest.mark.slow
def test_every_exercise_is_checked_well():
    for week in ("week2/cat_classifier",):
        notebook = load_notebook(find_root(), week)
        audits = audit(notebook, list(notebook.items), fresh_seeds(3))
        assert [line for one in audits for line in one.faults] == []
        assert totals(audits).mutants_rate >= auditing.MUTANTS_BAR
        assert audit_mixes(notebook, fresh_seeds(3)) == []
        assert to_json(audits)["totals"]["variants"] > 80
