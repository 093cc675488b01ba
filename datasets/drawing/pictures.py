"""One picture from three numbers (seed, split, index), and the plan of what a split holds."""

from dataclasses import dataclass

import numpy as np

from drawing.animals import FOUR_LEGGED, OTHER_ANIMALS, cat
from drawing.backdrops import backdrop
from drawing.bodies import POSES, Look
from drawing.canvas import ACROSS, DOWN, Canvas
from drawing.colours import WHITE, hsv, mix
from drawing.things import PLANTS, THINGS, set_down

# The order is part of the pictures' identity: a split's place here seeds it.
SPLITS = {"train": 209, "dev": 100, "test": 50, "test_1000": 1000}
ANIMALS_AMONG_OTHERS = 0.6

_POSE_SHARES = (0.52, 0.22, 0.17, 0.09)
_SCALES = {"bust": 0.66, "sit": 0.45, "loaf": 0.56, "side": 0.46}
_HEAD_AT = {"bust": (0.0, -0.02), "sit": (0.0, -0.38), "loaf": (0.0, -0.12), "side": (-0.4, -0.1)}
_SHADOWS = {  # centre and radii of the shadow on the ground, in the subject's frame
    "bust": (0.0, 1.45, 1.0, 0.6),
    "sit": (0.1, 2.2, 1.1, 0.22),
    "loaf": (0.2, 1.25, 1.4, 0.25),
    "side": (1.0, 1.65, 1.3, 0.2),
}
_DRAWERS = {"cat": cat, **OTHER_ANIMALS, **THINGS}


@dataclass(frozen=True)
class Planned:
    """What one picture of a split will show."""

    label: int
    kind: str


def plan(seed, split, count=None):
    """Return what each picture of a split shows: half of them cats, in a shuffled order.

    An odd count has one cat more. The other kinds are dealt out in turn, so that none is rare.
    """
    count = SPLITS[split] if count is None else count
    rng = np.random.default_rng(np.random.SeedSequence([seed, list(SPLITS).index(split)]))
    others = count // 2
    animals = round(others * ANIMALS_AMONG_OTHERS)
    kinds = _deal(rng, OTHER_ANIMALS, animals) + _deal(rng, THINGS, others - animals)
    pictures = [Planned(1, "cat")] * (count - others) + [Planned(0, kind) for kind in kinds]
    return [pictures[i] for i in rng.permutation(count)]


def _deal(rng, kinds, count):
    """Return `count` names: whole rounds of all kinds, then a part of a round drawn at random."""
    names = list(kinds)
    rounds, rest = divmod(count, len(names))
    return names * rounds + [names[i] for i in rng.permutation(len(names))[:rest]]


def picture(seed, split, index, kind):
    """Return the pixels of one picture, (64, 64, 3) uint8.

    Everything but the subject itself (pose, place, size, backdrop, light) is drawn from the
    same chances for every kind; only what cannot stand sideways lies down instead.
    """
    place = list(SPLITS).index(split)
    rng = np.random.default_rng(np.random.SeedSequence([seed, place, index]))
    canvas = Canvas(rng)
    tone = "light" if rng.random() < 0.5 else "dark"
    pose = str(rng.choice(POSES, p=_POSE_SHARES))
    canvas.image = backdrop(rng, "deep" if tone == "light" else "pale")
    light = _light(rng)
    if pose == "side" and kind not in FOUR_LEGGED:
        pose = "loaf"
    flip = rng.choice([-1, 1])
    across, down = _HEAD_AT[pose]
    canvas.place(
        across=across * flip + rng.uniform(-0.07, 0.07),
        down=down + rng.uniform(-0.05, 0.05),
        scale=_SCALES[pose] * rng.uniform(0.94, 1.06),
        turn=rng.normal(0, 0.05),
        flip=flip,
        squeeze=rng.uniform(0.93, 1.07),
    )
    shadow = canvas.ellipse(*_SHADOWS[pose])
    canvas.paint(shadow, canvas.image * 0.62, soft=0.3, opacity=0.7)
    if kind in THINGS:
        set_down(canvas, Look(tone, pose), planted=kind in PLANTS)
    _DRAWERS[kind](canvas, Look(tone, pose))
    canvas.image = canvas.image * light
    return canvas.pixels()


def split_pictures(seed, split, planned):
    """Return the pixels of a plan's pictures, (m, 64, 64, 3) uint8."""
    return np.stack([picture(seed, split, i, p.kind) for i, p in enumerate(planned)])


def _light(rng):
    """Return what the whole picture is multiplied by: uneven light, as from a window or a lamp."""
    slope = rng.uniform(-0.14, 0.14) * ACROSS + rng.uniform(-0.1, 0.1) * DOWN
    tint = mix(WHITE, hsv(rng.random(), 0.5, 1.0), 0.12)
    return (rng.uniform(0.88, 1.06) * (1 + slope))[..., None] * tint / tint.mean()
