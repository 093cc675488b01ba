"""The card with notation and glossary: what it says, and that a key shows it."""

import subprocess
import sys

import pytest

import course


def test_every_symbol_and_term_says_something_once():
    card = course.card()
    for entries in ([s.latex for s in card.notation], [t.term for t in card.glossary]):
        assert len(set(entries)) == len(entries)
    assert all(s.code and s.aloud and s.meaning for s in card.notation)


def test_the_glossary_is_in_order():
    terms = [t.term.lower() for t in course.card().glossary]
    assert terms == sorted(terms)


def test_a_terminal_gets_text():
    assert "the learning rate: how far a step goes" in repr(course.card())


def test_the_card_asks_for_no_plotting():
    code = "import course, sys; course.card(); print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.fixture
def page(browser_page):
    browser_page.set_content(f"<textarea></textarea><main>{course.card()._repr_html_()}</main>")
    return browser_page


def test_a_key_shows_the_card_and_hides_it_again(page):
    page.keyboard.press("?")
    page.locator("dialog").wait_for()
    assert page.locator("dialog").get_by_text("learning_rate", exact=True).is_visible()
    page.keyboard.press("?")
    assert page.locator("dialog").count() == 0


def test_escape_hides_the_card(page):
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0


def test_a_question_mark_that_is_typed_stays_one(page):
    page.locator("textarea").press("?")
    assert page.locator("textarea").input_value() == "?"
    assert page.locator("dialog").count() == 0


def test_the_card_shown_last_answers_alone(page):
    again = course.card()._repr_html_()
    page.evaluate("html => document.body.append("
                  "document.createRange().createContextualFragment(html))", again)  # fmt: skip
    page.keyboard.press("?")
    assert page.locator("dialog").count() == 1


def test_without_the_key_it_unfolds_where_it_stands(page):
    assert not page.get_by_text("Glossary", exact=True).is_visible()
    page.locator("summary").press("Enter")
    assert page.get_by_text("Glossary", exact=True).is_visible()
