"""One week of a class, in a real browser on a real hub: from Fetch to feedback, and who sees it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from machine import WEEK

from grader.content import find_root, load_notebook
from grader.quizzes import right_answers
from grader.source import BEGIN, END

sys.path.append(str(Path(__file__).parents[1] / "grader"))
from classroom import filled_in, mistake, solutions

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NOTEBOOK = "numpy_basics"
EXERCISE, MISTAKE = "basic_sigmoid", "denominator without parentheses"


@pytest.fixture(scope="module")
def content():
    return load_notebook(find_root(), f"{WEEK}/{NOTEBOOK}")


@pytest.fixture(scope="module")
def ann(machine, logged_in, content):
    """Ann's page after she fetched the week; all but one exercise she has done elsewhere."""
    page = logged_in("ann")
    open_list(page)
    page.locator("#released_assignments_list").get_by_role("button", name="Fetch").click()
    page.locator("#fetched_assignments_list").get_by_text(WEEK).first.wait_for()
    path = machine.home("ann") / machine.name("a") / WEEK / f"{NOTEBOOK}.ipynb"
    codes = solutions(content)
    codes |= {name: f"{name} = {right_answers(quiz)!r}" for name, quiz in content.quizzes.items()}
    del codes[EXERCISE]
    path.write_text(json.dumps(filled_in(json.loads(path.read_text()), codes)))
    return page


@pytest.fixture(scope="module")
def submitted(machine, ann, content):
    """The seconds from Ann's Submit to her feedback, after everything that came before."""
    before = len(pages_in(machine))
    submit(ann)
    started = time.monotonic()
    while len(pages_in(machine)) == before:
        assert time.monotonic() - started < 60, machine.last_words()
        time.sleep(0.1)
    return time.monotonic() - started


def open_list(page) -> None:
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_text("Assignment List").first.click()
    page.locator("#nbgrader-assignment-list").wait_for()


def submit(page) -> None:
    page.get_by_role("tab", name="Assignments").click()
    page.locator("#fetched_assignments_list").get_by_role("button", name="Submit").click()
    page.locator("#submitted_assignments_list").get_by_text(WEEK).first.wait_for()


def pages_in(machine) -> list[Path]:
    return list((machine.exchange("a") / "feedback").glob("*.html"))


def put(page, exercise: str, code: str) -> None:
    """Replace the cell that defines `exercise`, run it, and run its check."""
    cell = page.locator(".jp-CodeCell", has_text=f"def {exercise}(").first
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code.replace(BEGIN, "").replace(END, ""))
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")


def verdict(page, exercise: str):
    return page.locator(".jp-CodeCell", has_text=f"check({exercise})").first.locator(
        ".jp-OutputArea"
    )


def test_a_student_is_told_the_mistake_by_name_mends_it_and_validates(ann, content, shot):
    ann.locator("#fetched_assignments_list").get_by_text(WEEK).first.click()
    shot(ann, "1-fetched")
    ann.get_by_role("link", name=NOTEBOOK).click()
    ann.get_by_text("| Idle").wait_for()
    ann.locator(".jp-CodeCell", has_text="course.checks(").first.locator(".cm-content").click()
    ann.keyboard.press("Shift+Enter")

    put(ann, EXERCISE, mistake(content, EXERCISE, MISTAKE))
    verdict(ann, EXERCISE).get_by_text(MISTAKE).first.wait_for()
    shot(ann, "2-mistake")

    put(ann, EXERCISE, solutions(content)[EXERCISE])
    verdict(ann, EXERCISE).get_by_text("right", exact=False).first.wait_for()
    shot(ann, "3-right")
    ann.keyboard.press("Control+s")

    ann.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate").click()
    ann.get_by_text("Success! Your notebook passes all the tests.").wait_for()
    shot(ann, "4-validated")
    ann.keyboard.press("Escape")


def test_feedback_is_there_a_moment_after_submit(ann, submitted, machine, shot, capsys):
    with capsys.disabled():
        print(f"\nfrom Submit to feedback: {submitted:.1f} s")
    ann.locator("#refresh_assignments_list").click()
    fetch = ann.locator("#submitted_assignments_list").get_by_role("button", name="Fetch Feedback")
    fetch.first.click()
    shot(ann, "5-feedback-in-list")
    pages = machine.home("ann") / machine.name("a") / WEEK / "feedback"
    while not list(pages.glob(f"*/{NOTEBOOK}.html")):
        ann.wait_for_timeout(500)
    ann.goto(f"{machine.url}/services/{machine.name('a')}-results/")
    ann.get_by_text(NOTEBOOK.replace("_", " "), exact=False).first.wait_for()
    shot(ann, "6-own-results")
    ann.get_by_role("link", name="Numpy basics: your feedback").click()
    ann.get_by_role("heading", name="basic_sigmoid").wait_for()
    shot(ann, "6b-feedback")
    ann.go_back()
    ann.get_by_role("link", name="Back to JupyterLab").click()
    ann.get_by_role("menuitem", name="Nbgrader").wait_for()


def test_the_instructor_sees_both_in_the_formgrader_and_on_the_report(
    machine, submitted, logged_in, shot
):
    ben = machine.home("ben") / machine.name("a") / WEEK
    assert machine.nbgrader("ben", "fetch_assignment", "a").returncode == 0
    before = len(pages_in(machine))
    assert ben.is_dir()
    done = machine.nbgrader("ben", "submit", "a")
    assert done.returncode == 0, done.stderr
    while len(pages_in(machine)) == before:
        time.sleep(0.2)

    page = logged_in("ines")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_text("Course List").first.click()
    page.get_by_role("link", name=machine.name("a")).wait_for()
    assert page.get_by_text("local", exact=True).count() == 0  # the course's alone has a formgrader
    shot(page, "7-course-list")
    page.goto(f"{machine.url}/services/{machine.name('a')}/lab?formgrader=true")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name=WEEK).wait_for()
    shot(page, "7b-formgrader")
    frame.get_by_role("link", name="2", exact=True).click()
    frame.get_by_text(machine.name("ann")).first.wait_for()
    frame.get_by_text(machine.name("ben")).first.wait_for()
    shot(page, "8-submissions")

    page.goto(f"{machine.url}/services/{machine.name('a')}-results/")
    report = page.get_by_role("link", name="Week 2: class report")
    report.wait_for()
    shot(page, "9-service")
    report.click()
    for short in ("ann", "ben"):
        page.get_by_text(machine.name(short)).first.wait_for(state="attached")
    shot(page, "10-report")
