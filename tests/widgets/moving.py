"""Move any widget."""

from course.widgets.live import Shown


def move(page, box, example):
    """Move all that can be moved: predict, choose, slide, draw and press."""
    guesses = Shown(page, box).predict(example.press)
    for select in box.locator("select:enabled:visible").all():
        select.select_option(index=select.locator("option").count() - 1)
    for slider in box.locator("input[type=range]:visible").all():
        slider.press("ArrowRight")
    for canvas in box.locator("canvas[tabindex='0']").all():
        for key in (" ", "ArrowRight", "ArrowDown", "ArrowDown"):
            canvas.press(key)
    for name in [name for name in example.press if name not in guesses]:
        box.get_by_role("button", name=name, exact=True).click()
    page.evaluate("document.activeElement.blur()")
