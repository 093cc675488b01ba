"""What the animals share: coats, bodies in four poses, ears, eyes, whiskers, collars.

Every animal's frame is the same: the head about the origin, some 0.7 in radius, y downwards.
"""

from dataclasses import dataclass

import numpy as np

from drawing.canvas import noise, step
from drawing.colours import COATS, INK, PINK, WHITE, hsv, mix, pick

POSES = ("bust", "sit", "loaf", "side")


@dataclass(frozen=True)
class Look:
    """How a subject appears, whatever it is: "light" or "dark", and in one of the poses."""

    tone: str
    pose: str


@dataclass(frozen=True)
class Coat:
    """A coat: its colour at every point (FINE, FINE, 3), and the colours it is made of."""

    pattern: str
    fur: np.ndarray
    base: np.ndarray
    light: np.ndarray
    dark: np.ndarray


def coat(c, tone, patterns):
    """Return a coat of that tone in one of the patterns, laid out in the subject's frame."""
    rng = c.rng
    _, base = pick(rng, COATS[tone])
    base = base * rng.uniform(0.92, 1.05)
    pattern = str(rng.choice(patterns))
    light, dark = mix(base, WHITE, 0.6), base * 0.5
    fur = np.broadcast_to(base, (*c.x.shape, 3))
    if pattern == "tabby":
        bend = 4 * noise(rng, 6) + np.abs(c.x) * rng.uniform(2, 7)
        stripes = np.sin(c.y * rng.uniform(13, 19) + bend)
        fur = mix(fur, dark, np.clip(stripes * 1.6, 0, 1) * rng.uniform(0.45, 0.75))
    elif pattern == "patches":
        fur = mix(fur, WHITE, step(noise(rng, 4) - 0.5, 0.08))
        other = COATS["dark"][str(rng.choice(["black", "rust", "slate", "brown"]))]
        fur = mix(fur, other, step(noise(rng, 4) - 0.62, 0.08))
    elif pattern == "bib":
        light = WHITE
    elif pattern == "points":  # pale, with a dark mask, ears and feet
        base = base if tone == "dark" else np.array(COATS["light"]["cream"])
        dark = base * 0.42
        fur = np.broadcast_to(base, (*c.x.shape, 3))
    return Coat(pattern, fur, base, light, dark)


def plain_coat(c, colour):
    """Return a coat of one colour."""
    colour = np.asarray(colour, dtype=float)
    fur = np.broadcast_to(colour, (*c.x.shape, 3))
    return Coat("solid", fur, colour, mix(colour, WHITE, 0.6), colour * 0.5)


def torso(c, coat, pose, tail=0.11):
    """Paint the body below the head; `tail` is how thick the tail is, 0 for none."""
    rng, fur = c.rng, coat.fur
    feet = coat.dark if coat.pattern == "points" else coat.light if coat.pattern == "bib" else fur
    if pose == "bust":
        c.body(c.ellipse(0, 1.3, 0.72 * rng.uniform(0.9, 1.08), 0.9), fur, 0.4)
    elif pose == "sit":
        if tail:
            tip = rng.uniform(0.9, 1.25), rng.uniform(0.75, 1.3)
            c.body(
                c.stroke((0.3, 2.05), (1.45, 2.2), tip, width=tail * 1.1, end=tail * 0.8), fur, 0.12
            )
        c.body(c.ellipse(0, 1.55, 0.7, 0.72), fur, 0.45)
        c.body(c.ellipse(0, 1.1, 0.5, 0.7), fur, 0.4)
        for side in (-1, 1):
            c.body(c.stroke((side * 0.2, 1.35), (side * 0.22, 2.1), width=0.15), fur, 0.15)
            c.body(c.ellipse(side * 0.24, 2.17, 0.2, 0.12), feet, 0.15)
    elif pose == "side":
        if tail:
            tip = rng.uniform(2.05, 2.4), rng.uniform(-0.7, 0.4)
            c.body(
                c.stroke((1.8, 0.65), (2.35, 0.6), tip, width=tail * 1.1, end=tail * 0.75),
                fur,
                0.12,
            )
        for x in (0.3, 0.58, 1.45, 1.72):
            foot = x + rng.uniform(-0.1, 0.1)
            c.body(c.stroke((x, 0.85), (foot, 1.55), width=0.15, end=0.12), fur * 0.92, 0.15)
            c.body(c.ellipse(foot - 0.05, 1.6, 0.17, 0.1), feet, 0.15)
        c.body(c.ellipse(1.0, 0.62, 1.02, 0.52), fur, 0.4)
    elif pose == "loaf":
        where = rng.uniform(0.0, 0.45)
        if tail:
            c.body(
                c.stroke((where + 1.0, 1.0), (where + 0.9, 1.35), (where, 1.28), width=tail),
                fur,
                0.12,
            )
        c.body(c.ellipse(where, 0.78, 1.18, 0.58), fur, 0.45)
        for side in (-1, 1):
            c.body(c.ellipse(side * 0.27, 1.2, 0.26, 0.13), feet, 0.18)
    if coat.pattern == "bib" and pose in ("bust", "sit"):
        c.paint(c.ellipse(0, 0.98, 0.28, 0.42), WHITE * 0.97, soft=0.12, fray=0.1)


def collar(c, pose):
    """Paint a collar with a bell, sometimes: on every animal alike, so it betrays none."""
    if pose not in ("bust", "sit") or c.rng.random() > 0.3:
        return
    colour = hsv(c.rng.random(), 0.7, 0.85)
    c.paint(c.stroke((-0.42, 0.62), (0, 0.9), (0.42, 0.62), width=0.07), colour)
    c.solid(c.ellipse(0, 0.8, 0.1, 0.1), (0.96, 0.8, 0.3))


def pointed_ears(c, fur, inner, spread, base, height, width, lean):
    """Paint two pointed ears: at +-`spread`, from `base` above the eyes, `height` tall."""
    for side in (-1, 1):
        tip = side * (spread + lean), -base - height
        outer = (side * (spread - width), -base), (side * (spread + width), -base + 0.26)
        c.body(c.polygon(*outer, tip) + 0.04, fur, 0.25, fray=0.04)
        fold = (side * (spread - width * 0.4), -base), (side * (spread + width * 0.6), -base + 0.13)
        inner_tip = side * (spread + lean * 0.95), -base - height * 0.7
        c.paint(c.polygon(*fold, inner_tip), inner, soft=0.06, opacity=0.9)


def round_ears(c, fur, inner, x, y, radius):
    """Paint two round ears at (+-x, y)."""
    for side in (-1, 1):
        c.body(c.ellipse(side * x, y, radius, radius), fur, 0.25)
        c.paint(c.ellipse(side * x, y + 0.03, radius * 0.62, radius * 0.62), inner, soft=0.08)


def eyes(c, x, y, radius, iris=None, pupil=0.55, height=None, tilt=0.0):
    """Paint two eyes at (+-x, y); `pupil` is the pupil's width as a share of the eye's.

    Without an iris the eye is a dark bead.
    """
    height = radius if height is None else height
    glance = c.rng.uniform(-0.22, 0.22) * radius
    for side in (-1, 1):
        c.paint(c.ellipse(side * x, y, radius, height, tilt * side) + 0.025, INK)
        if iris is not None:
            c.paint(c.ellipse(side * x, y, radius, height, tilt * side), iris)
            tall = height * 0.9 if pupil < 0.5 else height * pupil
            c.paint(c.ellipse(side * x + glance, y, radius * pupil, tall), INK)
        shine = radius * 0.24
        c.paint(
            c.ellipse(side * x - radius * 0.3, y - height * 0.38, shine, shine), WHITE, soft=0.02
        )


def whiskers(c, y, colour):
    """Paint three whiskers a side, from beside the nose at height y."""
    for side in (-1, 1):
        for k in (-1, 0, 1):
            end = side * 0.85, y + 0.17 * k + c.rng.uniform(-0.06, 0.06)
            hair = c.stroke((side * 0.2, y + 0.03 * k), end, width=0.012, end=0.004)
            c.paint(hair, colour, opacity=0.7)


def smile(c, top, drop, width):
    """Paint the line from a nose at height `top` down by `drop`, and the mouth to both sides."""
    c.paint(c.stroke((0, top), (0, top + drop), width=0.016), INK, opacity=0.8)
    for side in (-1, 1):
        lip = c.stroke(
            (0, top + drop),
            (side * width / 2, top + drop * 1.9),
            (side * width, top + drop),
            width=0.016,
        )
        c.paint(lip, INK, opacity=0.8)


def inner_ear(coat):
    """Return the colour inside the ears of a coat."""
    return PINK * 0.98 if coat.base.mean() > 0.4 else mix(coat.base, PINK, 0.42)
