"""Protection changes no honest grade: what is right, and what is wrong, is so with and without."""

import itertools

import classroom
import pytest

from grader.casesets import CaseSets
from grader.judge import Judge
from grader.sandbox.client import Sandbox
from grader.sandbox.protection import UNPROTECTED
from grader.variants import read_variants


def honest_submissions(notebook):
    """Whole notebooks made of right variants, and of the mistakes, until each stood in one."""
    variants = read_variants(notebook)
    right = [
        [v.code for v in variants if v.exercise == e and not v.mistake] for e in notebook.items
    ]
    wrong = [
        [item.edited(one) for one in item.declared.misconceptions]
        for item in notebook.items.values()
    ]
    for kind in (right, wrong):
        longest = max(map(len, kind))
        cycled = [itertools.islice(itertools.cycle(codes), longest) for codes in kind]
        for codes in zip(*cycled, strict=True):
            yield classroom.script(notebook, **dict(zip(notebook.items, codes, strict=True)))


@pytest.fixture(scope="module")
def protected(notebook, sandbox):
    return Judge(CaseSets(notebook, b"the same secret"), sandbox)


@pytest.mark.slow
def test_honest_submissions_grade_the_same_with_and_without_protection(
    notebook, sandbox, protected
):
    with Sandbox(sandbox.limits, protection=UNPROTECTED) as bare:
        unprotected = Judge(CaseSets(notebook, b"the same secret"), bare)
        submissions = list(honest_submissions(notebook))
        for submission in submissions:
            with_it = protected.judge(submission).verdicts
            assert unprotected.judge(submission).verdicts == with_it
    assert len(submissions) >= 30


@pytest.mark.slow
def test_notebooks_of_right_variants_get_every_point(notebook, protected):
    variants = {v.code for v in read_variants(notebook) if not v.mistake}
    longest = max(
        sum(v.exercise == e and not v.mistake for v in read_variants(notebook))
        for e in notebook.items
    )
    assert variants
    for submission in itertools.islice(honest_submissions(notebook), longest):
        judged = protected.judge(submission)
        assert judged.score == judged.max_score, [v.message for v in judged.verdicts]
