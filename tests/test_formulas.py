"""The helper that holds the formulas' tests together notices what is missing."""

from types import SimpleNamespace

import pytest
from formulas import Formulas


def formulas(*texts):
    cells = [SimpleNamespace(kind="markdown", text=text) for text in texts]
    cells.append(SimpleNamespace(kind="code", text='"$$not$$ prose"'))
    return Formulas("", SimpleNamespace(source=SimpleNamespace(cells=cells)))


def test_a_formula_is_the_same_wherever_its_lines_are_broken():
    one = formulas("As $$a =\n  b$$ says")
    one.evaluates("a\n= b")(None)
    assert one.faults() == []


@pytest.mark.parametrize(
    ("prose", "claims", "fault"),
    [
        ("$$a$$", (), "no test evaluates: a"),
        ("", ("a",), "not in the prose: a"),
        ("$$a$$", ("a", "a"), "claimed twice: a"),
        ("$$a$$ $$a$$", ("a",), "displayed twice: a"),
    ],
)
def test_a_formula_without_one_test_is_a_fault(prose, claims, fault):
    one = formulas(prose)
    one.evaluates(*claims)(None)
    assert one.faults() == [fault]
