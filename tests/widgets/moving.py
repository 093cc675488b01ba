"""Move any widget, and see all that a reader sees of it."""

import re

# All that a reader sees: the words, where each control stands, and the pictures, dot by dot.
_SEEN = """async box => {
    const of = (what, read) => [...box.querySelectorAll(what)].map(read);
    const digest = async (text) => {
        const bytes = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
        return [...new Uint8Array(bytes)].map((b) => b.toString(16)).join("");
    };
    return {
        words: of(".nndl-state, .nndl-note, output, table, legend, button", (n) => n.innerText),
        controls: of("input, select", (n) => (n.type === "checkbox" ? n.checked : n.value)),
        pictures: await Promise.all(of("canvas", (n) => digest(n.toDataURL()))),
    };
}"""


def move(page, box, example):
    """Move all that can be moved: predict, choose, slide, draw and press."""
    guesses = box.locator(".nndl-predict button").all_inner_texts()
    if guesses:
        guess = next((name for name in example.press if name in guesses), guesses[0])
        box.get_by_role("button", name=guess, exact=True).click()
    for select in box.locator("select:visible").all():
        select.select_option(index=select.locator("option").count() - 1)
    for slider in box.locator("input[type=range]:visible").all():
        slider.press("ArrowRight")
    for canvas in box.locator("canvas[tabindex='0']").all():
        for key in (" ", "ArrowRight", "ArrowDown", "ArrowDown"):
            canvas.press(key)
    for name in [name for name in example.press if name not in guesses]:
        box.get_by_role("button", name=name, exact=True).click()
    page.evaluate("document.activeElement.blur()")


def seen_at_rest(page, box):
    """What is seen once nothing goes on, and nothing has changed for half a second."""
    before, going = None, box.get_by_role("button", name=re.compile("Stop|Pause"))
    for _ in range(40):
        now = box.evaluate(_SEEN)
        if now == before and not going.count():
            return now
        before = now
        page.wait_for_timeout(500)
    raise AssertionError("the widget does not come to rest")
