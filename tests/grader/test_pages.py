"""Feedback pages and the class report: what they say, and that nothing in them can act."""

import json
import re
import shutil
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import classroom
import pytest
from markupsafe import Markup

from course.errors import CourseError
from course.verdict import LIMIT, NOT_ATTEMPTED, RAISED, RIGHT, WRONG
from grader.content import find_root
from grader.coursedir import open_course
from grader.demo.tampering import SCRIPT, SCRIPTS
from grader.gradebook import Graded, Recorder
from grader.pages import feedback, report, sanitise
from grader.pages.byhand import ByHand, by_hand
from grader.pages.feedback import feedback_page, taken_apart
from grader.pages.overview import overview
from grader.pages.report import report_page, write_report
from grader.pages.sanitise import live_parts, rendered
from grader.pages.writing import write_feedback
from grader.verdicts import Verdict

NAME = "week2/cat_classifier"
HINTS = {(NAME, "propagate", "cost without the minus sign"): "A cost is not negative."}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")


def verdict(exercise="propagate", outcome=WRONG, points=0.0, **more):
    return Verdict(NAME, exercise, outcome, points, 20.0, **more)


def wrong_cost(**more):
    return verdict(
        misconceptions=("cost without the minus sign",),
        certain=True,
        message="propagate: wrong (cost without the minus sign)\n"
        "On 4 features: cost was to be 1.5, and is -1.5.\nA cost is not negative.",
        **more,
    )


def cell(kind, text, grade_id=""):
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    return {"cell_type": kind, "metadata": metadata, "source": text, "outputs": []}


def page(verdicts, cells=(), learner="ann", by_hand=None, noticed=(), given=()):
    return feedback_page(
        learner, {"cells": [*cells]}, {"cells": [*given]}, verdicts, by_hand or {}, HINTS, noticed
    )


def hostile_feedback():
    """A feedback page whose every learner-made part is hostile."""
    told = verdict(outcome=RAISED, message=f"propagate: stopped\n{SCRIPT}\nIt printed: {SCRIPT}")
    cells = [cell("code", f"# </pre>{SCRIPT}", "propagate"), cell("code", "".join(SCRIPTS))]
    cells += [cell("markdown", text) for text in SCRIPTS] + [cell("markdown", "\n\n".join(SCRIPTS))]
    return page([told], cells, learner=SCRIPT, noticed=[f"cat_classifier: {SCRIPT}"])


def hostile_report():
    """A report on learners with hostile names, messages and remarks."""
    names = [*SCRIPTS, '"><script>alert(1)</script>', "javascript:alert(1)", "../../up"]
    verdicts = {
        name: [verdict(outcome=LIMIT, message=f"x\n{name}", misconceptions=(name,))]
        for name in names
    }
    return report_page(overview("week2", verdicts, {}, remarks={n: [n] for n in names}))


def policy_of(html):
    return re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)


# What the pages say


def test_a_feedback_page_says_score_mistake_gap_hint_and_code():
    html = page([wrong_cost()], [cell("code", "def propagate(): a < b", "propagate")])
    text = Markup(html).striptags()
    assert "0 of 20 points; 0 of 1 exercise right" in text
    assert "The mistake: cost without the minus sign" in text
    assert "On 4 features: cost was to be 1.5, and is -1.5." in text
    assert "Hint: A cost is not negative." in text
    assert "def propagate(): a &lt; b" in html


def test_gap_and_hint_are_told_apart_whatever_lines_they_were_wrapped_to():
    long = "The gap is long. " * 12
    message = wrong_cost().message.replace("On 4 features: cost was to be 1.5, and is -1.5.", long)
    told = Verdict(**{**vars(wrong_cost()), "message": feedback.feedback.wrap(message)})
    gap, hint, printed = taken_apart(told, HINTS)
    assert gap == long.strip()
    assert (hint, printed) == ("A cost is not negative.", "")


def test_what_was_judged_with_the_reference_says_so_once():
    said = "\nIt was judged with the course's own sigmoid, so that no mistake is paid for twice."
    told = verdict(outcome=RIGHT, points=20.0, message="propagate: right" + said)
    html = page([Verdict(**{**vars(told), "stood_in": ("sigmoid",)})])
    assert Markup(html).striptags().count("no mistake is paid for twice") == 1
    assert "course's own sigmoid" in Markup(html).striptags()


def test_the_courses_own_text_is_left_out_and_the_learners_kept_in_place():
    given = [cell("markdown", "Course text")]
    cells = [*given, cell("markdown", "*My* note"), cell("code", "mine = 1")]
    html = page([], cells, given=given)
    assert "Course text" not in html
    assert html.index("<em>My</em> note") < html.index("mine = 1")


def test_outputs_of_a_submission_are_never_shown():
    forged = cell("code", "propagate", "propagate")
    forged["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "propagate: right"}]
    assert "propagate: right" not in page([wrong_cost()], [forged])


@pytest.mark.parametrize("outcome", [RIGHT, WRONG, RAISED, LIMIT, NOT_ATTEMPTED])
def test_every_outcome_is_said_in_words(outcome):
    word = feedback.fill_in.__globals__["MARKS"][outcome].word
    assert word in Markup(page([verdict(outcome=outcome)])).striptags()
    report = report_page(overview("week2", {"ann": [verdict(outcome=outcome)]}, {}))
    assert f"propagate: 1 {word}" in report


def test_a_report_ranks_mistakes_by_learners_with_their_hints():
    rare = verdict("sigmoid", misconceptions=("rare one",), certain=True)
    verdicts = {"ann": [wrong_cost()], "bob": [wrong_cost(), rare], "cyd": [verdict()]}
    text = Markup(report_page(overview("week2", verdicts, HINTS))).striptags()
    assert text.index("cost without the minus sign") < text.index("rare one")
    assert "2 learners" in text
    assert "A cost is not negative." in text


def test_a_mistake_that_is_only_likely_is_not_counted_as_certain():
    seen = overview("week2", {"ann": [verdict(misconceptions=("one", "two"))]}, {})
    assert [(len(m.learners), m.likely) for m in seen.mistakes] == [(0, ["ann"]), (0, ["ann"])]


def test_exercises_of_the_same_name_in_two_notebooks_stay_two():
    other = Verdict("week2/other", "propagate", RIGHT, 5.0, 5.0)
    seen = overview("week2", {"ann": [verdict(), other]}, {})
    assert [e.label for e in seen.exercises] == ["cat_classifier/propagate", "other/propagate"]


def test_a_report_goes_through_the_notebooks_as_they_are_taught(monkeypatch, tmp_path):
    """And not by the alphabet, in which the last one comes first."""
    course = SimpleNamespace(root=tmp_path, content=find_root())
    own = [verdict("stable_cost"), Verdict("week2/numpy_basics", "L1", RIGHT, 5.0, 5.0)]
    monkeypatch.setattr(report, "verdicts_by_learner", lambda *_: {"ann": own})
    monkeypatch.setattr(report, "remarks", lambda *_: {})
    monkeypatch.setattr(report, "by_hand", lambda *_: {})
    monkeypatch.setattr(report, "hints_of", lambda *_: {})
    monkeypatch.setattr(report, "quiz_hints_of", lambda *_: {})
    text = Markup(write_report(course, "week2").read_text()).striptags()
    places = [text.index(said) for said in ("Numpy basics", "L1", "Cat classifier", "stable_cost")]
    assert places == sorted(places)


def test_what_is_worth_nothing_is_not_said_to_be_none_of_none():
    html = page([Verdict(NAME, "propagate", RIGHT, 0.0, 0.0)], [cell("code", "x", "propagate")])
    assert "0 of 0</" not in html
    assert html.count("without points") == 2


def test_full_marks_and_no_points_have_a_place_in_the_histogram():
    verdicts = {
        "ann": [verdict(outcome=RIGHT, points=20.0)],
        "bob": [verdict()],
        "cyd": [verdict(points=19.9)],
    }
    assert overview("week2", verdicts, {}).bins == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_the_report_leads_to_each_learners_page_whatever_the_name():
    html = report_page(overview("week2", {"a b/#?%": [verdict()]}, {}))
    assert (
        'href="../feedback/a%20b%2F%23%3F%25/week2/cat_classifier.html#exercise-propagate"' in html
    )


# Nothing in them can act


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_survives_in_rendered_markdown(text):
    assert live_parts(rendered(text)) == []


@pytest.mark.parametrize("text", [s for s in SCRIPTS if s.startswith("<")])
def test_live_parts_sees_each_script_as_it_was_written(text):
    assert live_parts(f"<style></style>{text}") or "<!--" in text


@pytest.mark.parametrize("make", [hostile_feedback, hostile_report])
def test_no_script_survives_in_a_page(make):
    assert live_parts(make()) == []


@pytest.mark.parametrize("make", [hostile_feedback, hostile_report])
def test_a_page_forbids_scripts_and_fetches_before_anything_else(make):
    html = make()
    assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<style>")
    policy = unescape(policy_of(html))
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("make", [hostile_feedback, hostile_report])
def test_a_page_fetches_nothing(make):
    assert not re.search(r"""(src|srcset|action|data)\s*=\s*["']?\s*(https?:|//)""", make())
    (style,) = re.findall(r"<style>(.*?)</style>", make(), re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style


def test_formulas_and_tables_in_notes_stay_readable():
    html = rendered("$w_1 * x_2 * y$\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<code>$w_1 * x_2 * y$</code>" in html
    assert "<td>1</td>" in html


def test_pictures_are_kept_only_where_the_text_itself_holds_them():
    assert '<img src="data:image/png;base64,iVBO"' in rendered("![p](data:image/png;base64,iVBO)")
    assert "src=" not in rendered("![p](http://example.org/p.png)")
    assert "src=" not in rendered("![p](data:image/svg+xml;base64,iVBO)")


@pytest.mark.parametrize("text", ["[" * 10**6, ">" * 10**6, "- " * 10**5 + "a", "a" * 10**7])
def test_endless_markdown_is_cut_and_takes_no_time(text):
    assert len(rendered(text)) < 10 * sanitise.LONGEST


def test_a_flood_of_notes_makes_no_endless_page():
    cells = [cell("markdown", f"{n} " * 5000) for n in range(2000)]
    assert len(page([], cells)) < 20 * feedback.MOST_NOTES


# In a course directory


@pytest.fixture
def course(released_course, tmp_path):
    """A course in which ann has one mistake, recorded but never judged."""
    root = tmp_path / "course"
    shutil.copytree(released_course.root, root)
    settings = root / "grader.toml"
    settings.write_text(settings.read_text().replace(str(released_course.root), str(root)))
    course = open_course(root)
    for released in course.release("week2").glob("*.ipynb"):
        if released.stem != "cat_classifier":  # one notebook says it all
            released.unlink()
    with Recorder(course) as recorder:
        odd = ("cat_classifier: Odd.",)
        recorder.record("week2", [Graded("ann", "week2", "d", (wrong_cost(),), odd)])
    graded = course.autograded("ann", "week2")
    graded.mkdir(parents=True)
    (graded / "cat_classifier.ipynb").write_text(json.dumps(classroom.template()))
    return course


def test_pages_are_written_where_nbgrader_looks_for_feedback(course):
    (path,) = write_feedback(course, "week2").pages
    assert path == course.root / "feedback/ann/week2/cat_classifier.html"
    assert "cost without the minus sign" in path.read_text()
    assert "Odd." in path.read_text()
    assert write_report(course, "week2") == course.root / "report/week2.html"


def test_what_a_person_gave_and_wrote_counts_on_the_pages(course):
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as gradebook:
        submission = gradebook.find_submission_notebook("cat_classifier", "week2", "ann")
        grade = next(g for g in submission.grades if g.name == "check-propagate")
        grade.manual_score, grade.extra_credit = 12.5, 1
        comment = next(c for c in submission.comments if c.name == "propagate")
        comment.manual_comment = f"Nearly. {SCRIPT}"
        gradebook.db.commit()
    assert by_hand(course, "week2") == {
        ("ann", NAME, "propagate"): ByHand(12.5, 1.0, f"Nearly. {SCRIPT}")
    }
    html = write_feedback(course, "week2").pages[0].read_text()
    assert "13.5 of 20 points" in Markup(html).striptags()
    assert "Your instructor writes: Nearly." in Markup(html).striptags()
    assert live_parts(html) == []
    assert "median 13.5 of 20" in Markup(write_report(course, "week2").read_text()).striptags()


@pytest.mark.parametrize("write", [write_feedback, write_report])
def test_a_week_without_grades_is_one_clear_line(course, write):
    with pytest.raises(CourseError, match="Grade it first: grader autograde week7"):
        write(course, "week7")


def test_a_page_that_cannot_be_written_is_one_clear_line_and_nobody_elses_trouble(course):
    hand_on(course, "bob", "cyd", "dan")
    (course.autograded("ann", "week2") / "cat_classifier.ipynb").unlink()
    (course.autograded("bob", "week2") / "cat_classifier.ipynb").write_text("{no json")
    course.feedback("cyd", "week2").parent.mkdir(parents=True)
    course.feedback("cyd", "week2").write_text("a file where a folder should be")
    written = write_feedback(course, "week2")
    assert [path.parent.parent.name for path in written.pages] == ["dan"]
    assert set(written.failed) == {"ann", "bob", "cyd"}
    assert "Run grader autograde again" in written.failed["ann"]
    assert "no JSON" in written.failed["bob"]
    assert "File exists" in written.failed["cyd"]
    assert not any("\n" in line for line in written.failed.values())


def hand_on(course, *learners):
    """Record for more learners what is recorded for ann."""
    text = (course.autograded("ann", "week2") / "cat_classifier.ipynb").read_text()
    with Recorder(course) as recorder:
        batch = [Graded(name, "week2", "d", (wrong_cost(),)) for name in learners]
        recorder.record("week2", batch)
    for name in learners:
        course.autograded(name, "week2").mkdir(parents=True)
        (course.autograded(name, "week2") / "cat_classifier.ipynb").write_text(text)


def test_a_page_is_made_anew_only_when_something_it_is_made_from_has_changed(course):
    hand_on(course, "bob")
    assert write_feedback(course, "week2").fresh == 2
    assert write_feedback(course, "week2").fresh == 0
    assert write_feedback(course, "week2", force=True).fresh == 2
    with Recorder(course) as recorder:
        better = replace(wrong_cost(), outcome=RIGHT, points=20.0)
        recorder.record("week2", [Graded("bob", "week2", "d2", (better,), instead_of="d")])
    assert write_feedback(course, "week2").fresh == 1
    path = course.feedback("ann", "week2") / "cat_classifier.html"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])  # a page that something else has cut off
    assert write_feedback(course, "week2").fresh == 1
    assert path.read_bytes() == whole


def test_many_processes_write_the_pages_that_one_does(course):
    hand_on(course, *(f"learner{number}" for number in range(20)))
    alone = write_feedback(course, "week2", workers=1)
    pages = {path: path.read_bytes() for path in alone.pages}
    told = []
    both = write_feedback(course, "week2", lambda *done: told.append(done), workers=2, force=True)
    assert both.fresh == len(pages) == 21
    assert {path: path.read_bytes() for path in both.pages} == pages
    assert sorted(done for _, done, _ in told) == list(range(1, 22))


# In a real browser


def run_in_browser(html, path):
    """Return what happened when Chromium opened the page: dialogs, requests, scripts."""
    from playwright.sync_api import sync_playwright

    path.write_text(html)
    happened = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page()
        view.on("dialog", lambda dialog: (happened.append("dialog"), dialog.dismiss()))
        view.on("request", lambda request: happened.append(f"request {request.url[:60]}"))
        view.goto(path.as_uri(), wait_until="load")
        for part in view.locator("summary, a:not([href^='..'])").all():
            part.click(timeout=2000, force=True)
        view.wait_for_timeout(300)
        happened += ["title"] if view.title() == "run" else []
        browser.close()
    happened.remove(f"request {path.as_uri()[:60]}")
    return [h for h in happened if not h.startswith("request data:image/png")]


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("make", [hostile_feedback, hostile_report])
def test_no_script_runs_and_no_request_leaves_in_a_browser(make, tmp_path):
    assert run_in_browser(make(), tmp_path / "page.html") == []


@needs_chromium
@pytest.mark.slow
def test_each_wall_alone_keeps_scripts_out_and_neither_lets_them_in(tmp_path, monkeypatch):
    clean = hostile_feedback()
    monkeypatch.setattr(feedback, "rendered", Markup)
    dirty = hostile_feedback()
    policy = policy_of(clean)
    path = tmp_path / "page.html"
    assert run_in_browser(clean.replace(policy, ""), path) == []
    assert "dialog" not in run_in_browser(dirty, path)
    assert "dialog" in run_in_browser(dirty.replace(policy, ""), path)
