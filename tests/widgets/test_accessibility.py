"""Every widget is usable by keyboard and screen reader, in both themes, and calm where asked."""

import contextlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from moving import move
from themes import THEMES, use_theme

from course.widgets import live
from course.widgets.gallery import EXAMPLES

pytestmark = pytest.mark.slow

EACH = pytest.mark.parametrize("name", [example.name for example in EXAMPLES])


@pytest.fixture(scope="module")
def axe(request):
    """The script axe-core, installed once as its lock file says."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm, for axe-core")
    folder = Path(request.config.cache.mkdir("axe"))
    for path in (Path(__file__).parent / "axe").iterdir():
        shutil.copy(path, folder)
    script = folder / "node_modules/axe-core/axe.min.js"
    wanted = json.loads((folder / "package.json").read_text())["devDependencies"]["axe-core"]
    installed = script.with_name("package.json")
    if not installed.is_file() or json.loads(installed.read_text())["version"] != wanted:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"npm cannot install axe-core: {done.stderr.strip()[-200:]}")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def open_gallery(gallery):
    """The gallery with every prediction made and everything moved, so that all of it is there."""
    page, boxes = gallery
    for example in EXAMPLES:
        with contextlib.suppress(Exception):  # test_saved says what cannot be moved
            move(page, boxes[example.name], example)
            live.seen_at_rest(page, boxes[example.name])
    yield page, boxes
    use_theme(page, THEMES[0])


@pytest.fixture(scope="module")
def themes(open_gallery, axe):
    """In each theme, of each widget: what axe finds serious, its pictures, the colours it writes
    in, and what it writes over an edge."""
    page, boxes = open_gallery
    page.evaluate(axe)
    page.evaluate(_NOTE_INKS)
    found = {}
    for theme in reversed(THEMES):  # so that each widget is drawn anew
        use_theme(page, theme)
        page.wait_for_timeout(1000)
        for name, box in boxes.items():
            result = box.evaluate("box => axe.run(box, { resultTypes: ['violations'] })")
            violations = [
                f"{v['id']} at {node['html']}: {node['failureSummary']}"
                for v in result["violations"]
                if v["impact"] in ("serious", "critical")
                for node in v["nodes"]
            ]
            pictures = box.evaluate(
                "box => [...box.querySelectorAll('canvas')].map((n) => n.toDataURL())"
            )
            inks = box.evaluate(
                "box => [...box.querySelectorAll('canvas')].flatMap((n) => [...(n.inks ?? [])])"
            )
            over = box.evaluate(
                "box => [...box.querySelectorAll('canvas')].flatMap((n) => [...(n.over ?? [])])"
            )
            found[theme, name] = violations, pictures, inks, over
    return found


# Each canvas remembers the colours that it was written on with, and what went over its edge.
_NOTE_INKS = """() => {
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        if (String(text).trim()) (this.canvas.inks ??= new Set()).add(this.fillStyle);
        const size = this.measureText(text), whole = this.getTransform();
        const ends = [x - size.actualBoundingBoxLeft, x + size.actualBoundingBoxRight];
        const over = ends.map((end) => whole.transformPoint(new DOMPoint(end, y)))
            .some((p) => p.x < 0 || p.y < 0 || p.x > this.canvas.width || p.y > this.canvas.height);
        if (over) (this.canvas.over ??= new Set()).add(text);
        return write.call(this, text, x, y);
    };
}"""


def contrast(ink, ground):
    """WCAG's contrast of a colour, as a canvas says it, on a grey ground of 0 to 255."""
    if ink.startswith("#"):
        parts, opacity = [int(ink[i : i + 2], 16) for i in (1, 3, 5)], 1
    else:
        *parts, opacity = map(float, re.findall(r"[\d.]+", ink))
    low, high = sorted(
        [luminance([ground] * 3), luminance([v * opacity + ground * (1 - opacity) for v in parts])]
    )
    return (high + 0.05) / (low + 0.05)


def luminance(parts):
    """WCAG's relative luminance of red, green and blue of 0 to 255."""
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (p / 255 for p in parts)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@EACH
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(themes, theme, name):
    assert themes[theme, name][0] == []


@EACH
def test_a_picture_is_drawn_in_the_colours_of_the_theme(themes, name):
    light, dark = (themes[theme, name][1] for theme in THEMES)
    assert light != dark or light == []


@EACH
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_written_in_a_picture_can_be_read(themes, theme, name):
    ground = {THEMES[0]: 0xFF, THEMES[1]: 0x11}[theme]
    assert [ink for ink in themes[theme, name][2] if contrast(ink, ground) < 4.5] == []


@EACH
def test_nothing_is_written_over_the_edge_of_a_picture(themes, name):
    assert themes[THEMES[0], name][3] == []


@EACH
def test_each_control_has_a_label_of_its_own(open_gallery, name):
    _, boxes = open_gallery
    unnamed = boxes[name].evaluate(
        "box => [...box.querySelectorAll('input, select')]"
        ".filter((node) => !node.labels.length && !node.ariaLabel).map((node) => node.outerHTML)"
    )
    assert unnamed == []


@EACH
def test_the_keyboard_sees_where_it_is(open_gallery, name):
    page, boxes = open_gallery
    unseen = []
    for node in boxes[name].locator("button, input, select, canvas[tabindex='0']").all():
        if not node.is_visible() or node.is_disabled():
            continue
        page.keyboard.press("Shift")  # what is focused after a key is focused visibly
        node.focus()
        if node.evaluate("node => parseFloat(getComputedStyle(node).outlineWidth)") < 2:
            unseen.append(node.evaluate("node => node.outerHTML"))
    assert unseen == []


@EACH
def test_nothing_is_cut_off_at_200_percent(open_gallery, name):
    """At twice the size a window is half as wide; what is wider still is to be scrolled to."""
    page, boxes = open_gallery
    page.set_viewport_size({"width": 550, "height": 450})
    try:
        cut = boxes[name].evaluate(_CUT_OFF)
    finally:
        page.set_viewport_size({"width": 1100, "height": 900})
    assert cut == []


# Of what stands out over the right edge, what no scrolling brings into sight.
_CUT_OFF = """box =>
[...box.querySelectorAll("button, input, select, canvas, table")].filter(node => {
    const edge = node.getBoundingClientRect().right;
    if (node.closest(".nndl-heard") || !node.offsetWidth) return false;
    for (let holder = node.parentElement; holder; holder = holder.parentElement) {
        const over = edge - holder.getBoundingClientRect().right > 1;
        const { overflowX } = getComputedStyle(holder);
        if (over && ["auto", "scroll"].includes(overflowX)) return false;
        if (over && ["hidden", "clip"].includes(overflowX)) return true;
    }
    return false;
}).map((node) => node.outerHTML.slice(0, 200))"""


def test_where_motion_is_unwelcome_a_training_shows_few_pictures(open_gallery):
    page, boxes = open_gallery
    box = boxes["playground"]
    box.get_by_label("Trained by").select_option("this browser")
    shown = {}
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=motion)
        box.get_by_role("button", name="Train").click()
        shown[motion] = box.locator(".nndl-state").evaluate(_CHANGES_IN_TWO_SECONDS)
        box.get_by_role("button", name="Pause").click()
    page.emulate_media(reduced_motion="no-preference")
    assert shown["reduce"] <= 6 < shown["no-preference"]


_CHANGES_IN_TWO_SECONDS = """node => new Promise((done) => {
    let count = 0;
    const observer = new MutationObserver(() => count++);
    observer.observe(node, { childList: true, characterData: true, subtree: true });
    setTimeout(() => { observer.disconnect(); done(count); }, 2000);
})"""
