"""One hub for all tests of this room: installing takes most of a minute."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from machine import PASSWORD, make_machine, missing

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def machine():
    """A hub with two courses."""
    if lack := missing():
        pytest.skip(lack)
    made = make_machine()
    yield made
    made.remove()


def pytest_collection_modifyitems(items) -> None:
    """Tell the story first: others are refused what is there, and nothing was rotated."""
    ours = [item for item in items if item.path.parent == HERE]
    story = [item for item in ours if item.path.stem == "test_story"]
    ordered = iter(story + [item for item in ours if item not in story])
    items[:] = [next(ordered) if item.path.parent == HERE else item for item in items]


@pytest.fixture(scope="module")
def logged_in(machine, browser):
    """Return a function that gives a page of a user's own browser, at their JupyterLab."""

    def page_of(short: str):
        context = browser.new_context(viewport={"width": 1300, "height": 900})
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(f"{machine.url}/hub/login")
        page.fill("#username_input", machine.name(short))
        page.fill("#password_input", PASSWORD)
        page.click("#login_submit")
        page.wait_for_url("**/lab**")
        page.get_by_role("menuitem", name="Nbgrader").wait_for()
        return page

    return page_of


@pytest.fixture
def shot():
    """Return a function that takes a picture of a page where HUB_SHOTS names a folder."""

    def take(page, name: str) -> None:
        if folder := os.environ.get("HUB_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take
