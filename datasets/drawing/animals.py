"""The cat, and the animals that are not a cat. Each function paints one animal in its frame."""

import numpy as np

from drawing.bodies import (
    coat,
    collar,
    eyes,
    inner_ear,
    plain_coat,
    pointed_ears,
    round_ears,
    smile,
    torso,
    whiskers,
)
from drawing.canvas import noise, step
from drawing.colours import COATS, INK, PINK, WHITE, hsv, mix, pick


def cat(c, look):
    rng = c.rng
    fur = coat(c, look.tone, ["solid", "solid", "tabby", "tabby", "bib", "patches", "points"])
    torso(c, fur, look.pose)
    collar(c, look.pose)
    pointed_ears(
        c,
        fur.dark if fur.pattern == "points" else fur.fur,
        inner_ear(fur),
        spread=rng.uniform(0.42, 0.48),
        base=rng.uniform(0.34, 0.4),
        height=rng.uniform(0.46, 0.62),
        width=rng.uniform(0.22, 0.27),
        lean=rng.uniform(0.05, 0.15),
    )
    cheeks = np.maximum(c.ellipse(-0.34, 0.18, 0.42, 0.36), c.ellipse(0.34, 0.18, 0.42, 0.36))
    c.body(np.maximum(c.ellipse(0, 0, rng.uniform(0.7, 0.78), 0.6), cheeks), fur.fur, 0.4)
    if fur.pattern == "tabby":
        for x in (-0.2, -0.07, 0.07, 0.2):
            c.paint(c.stroke((x, -0.5), (x * 0.7, -0.26), width=0.035, end=0.015), fur.dark)
        for side in (-1, 1):
            for y in (0.04, 0.18):
                c.paint(c.stroke((side * 0.52, y), (side * 0.72, y + 0.05), width=0.025), fur.dark)
    if fur.pattern == "points":
        c.paint(c.ellipse(0, 0.16, 0.42, 0.4), fur.dark, soft=0.3, opacity=0.85)
    else:
        if fur.pattern == "bib":
            c.paint(c.polygon((-0.3, 0.5), (0.3, 0.5), (0, -0.34)) + 0.03, WHITE, soft=0.1)
        for side in (-1, 1):
            c.body(
                c.ellipse(side * 0.13, 0.3, 0.2, 0.16), mix(fur.base, fur.light, 0.8), 0.25, 0.03
            )
    iris = hsv(rng.choice([0.11, 0.15, 0.2, 0.3, 0.36, 0.54]), rng.uniform(0.5, 0.75), 0.9)
    eyes(
        c,
        rng.uniform(0.3, 0.34),
        rng.uniform(-0.09, -0.03),
        rng.uniform(0.14, 0.17),
        iris,
        pupil=rng.choice([0.2, 0.3, 0.42]),
        height=rng.uniform(0.13, 0.16),
        tilt=-0.28,
    )
    nose = PINK * 0.95 if rng.random() < 0.65 else INK * 2
    c.paint(c.polygon((-0.07, 0.15), (0.07, 0.15), (0, 0.22)) + 0.015, nose)
    smile(c, 0.24, 0.08, 0.17)
    whiskers(c, 0.27, WHITE if fur.base.mean() < 0.7 else INK * 3)


def dog(c, look):
    rng = c.rng
    fur = coat(c, look.tone, ["solid", "solid", "bib", "patches", "points"])
    torso(c, fur, look.pose, tail=0.13)
    collar(c, look.pose)
    upright = rng.random() < 0.2
    if upright:
        pointed_ears(c, fur.fur, inner_ear(fur), 0.42, 0.4, 0.46, 0.2, 0.05)
    c.body(c.ellipse(0, -0.02, rng.uniform(0.6, 0.68), rng.uniform(0.62, 0.68)), fur.fur, 0.4)
    if not upright:
        shade, drop = rng.uniform(0.65, 0.95), rng.uniform(0.42, 0.54)
        for side in (-1, 1):
            c.body(c.ellipse(side * 0.63, 0.08, 0.2, drop, side * -0.18), fur.fur * shade, 0.2)
    if fur.pattern in ("patches", "bib") and rng.random() < 0.6:
        c.paint(c.ellipse(-0.25, -0.12, 0.22, 0.26), fur.dark, soft=0.1, fray=0.05)
    c.body(c.ellipse(0, 0.32, rng.uniform(0.32, 0.38), rng.uniform(0.28, 0.34)), fur.light, 0.3)
    eyes(c, 0.25, -0.12, 0.09, height=0.1)
    if rng.random() < 0.5:
        c.paint(c.ellipse(0, 0.58, 0.1, 0.15), (0.95, 0.5, 0.52))
    smile(c, 0.22, 0.18, 0.2)
    c.paint(c.ellipse(0, 0.18, 0.14, 0.1), INK)
    c.paint(c.ellipse(-0.04, 0.15, 0.035, 0.022), (0.7, 0.7, 0.7))


def bear(c, look):
    _, base = pick(c.rng, COATS[look.tone])
    fur = plain_coat(c, base)
    torso(c, fur, look.pose, tail=0)
    collar(c, look.pose)
    round_ears(c, fur.fur, mix(base, PINK, 0.35), 0.52, -0.48, 0.22)
    c.body(c.ellipse(0, 0, 0.72, 0.64), fur.fur, 0.4)
    c.body(c.ellipse(0, 0.28, 0.28, 0.23), fur.light, 0.25)
    eyes(c, 0.28, -0.06, 0.075, height=0.08)
    smile(c, 0.2, 0.12, 0.13)
    c.paint(c.ellipse(0, 0.18, 0.11, 0.075), INK)


def panda(c, look):
    white = plain_coat(c, WHITE * 0.98)
    black = plain_coat(c, COATS["dark"]["black"])
    torso(c, black if look.tone == "dark" else white, look.pose, tail=0)
    collar(c, look.pose)
    round_ears(c, black.fur, INK * 1.4, 0.52, -0.48, 0.21)
    c.body(c.ellipse(0, 0, 0.72, 0.63), white.fur, 0.4)
    for side in (-1, 1):
        c.paint(c.ellipse(side * 0.3, -0.04, 0.17, 0.22, side * 0.5), INK * 1.6, soft=0.06)
    eyes(c, 0.28, -0.05, 0.08, iris=(0.4, 0.28, 0.2))
    smile(c, 0.26, 0.1, 0.13)
    c.paint(c.ellipse(0, 0.22, 0.11, 0.075), INK)


def rabbit(c, look):
    rng = c.rng
    fur = coat(c, look.tone, ["solid", "solid", "patches", "bib"])
    torso(c, fur, look.pose, tail=0)
    collar(c, look.pose)
    for side in (-1, 1):
        lean = side * rng.uniform(0.02, 0.3)
        x = side * 0.26 + lean * 0.55
        c.body(c.ellipse(x, -0.85, 0.17, 0.5, lean), fur.fur, 0.18)
        c.paint(c.ellipse(x, -0.82, 0.09, 0.37, lean), inner_ear(fur), soft=0.06)
    c.body(c.ellipse(0, 0.03, 0.6, 0.57), fur.fur, 0.4)
    eyes(c, 0.32, -0.06, 0.1, height=0.12)
    for side in (-1, 1):
        c.body(c.ellipse(side * 0.12, 0.3, 0.17, 0.14), fur.light, 0.2)
    c.paint(c.box(-0.06, 0.36, 0.06, 0.5, 0.03), WHITE)
    c.paint(c.polygon((-0.06, 0.17), (0.06, 0.17), (0, 0.22)) + 0.015, PINK)
    whiskers(c, 0.28, WHITE if fur.base.mean() < 0.7 else INK * 3)


def fox(c, look):
    tint = (0.95, 0.56, 0.22) if look.tone == "light" else (0.72, 0.33, 0.12)
    fur = plain_coat(c, np.array(tint) * c.rng.uniform(0.93, 1.05))
    torso(c, fur, look.pose, tail=0.17)
    collar(c, look.pose)
    pointed_ears(c, fur.fur, INK * 2.2, 0.45, 0.36, 0.5, 0.23, 0.1)
    mask = c.polygon((-0.62, 0.02), (0.62, 0.02), (0.08, 0.62), (-0.08, 0.62)) + 0.06
    c.body(np.maximum(c.ellipse(0, -0.05, 0.66, 0.5), mask), fur.fur, 0.4)
    for side in (-1, 1):
        cheek = c.polygon((side * 0.08, 0.62), (side * 0.58, 0.08), (side * 0.14, 0.2))
        c.paint(cheek, WHITE, soft=0.06, fray=0.05)
    eyes(c, 0.27, -0.05, 0.085, height=0.095, tilt=-0.3)
    c.paint(c.ellipse(0, 0.62, 0.1, 0.08), INK)


def mouse(c, look):
    fur = coat(c, look.tone, ["solid"])
    torso(c, fur, look.pose, tail=0.05)
    round_ears(c, fur.fur, mix(fur.base, PINK, 0.75), 0.55, -0.42, 0.32)
    c.body(np.maximum(c.ellipse(0, 0, 0.56, 0.5), c.ellipse(0, 0.33, 0.29, 0.3)), fur.fur, 0.35)
    eyes(c, 0.25, -0.04, 0.085, height=0.095)
    whiskers(c, 0.46, WHITE if fur.base.mean() < 0.7 else INK * 3)
    c.paint(c.ellipse(0, 0.54, 0.08, 0.065), PINK)


def pig(c, look):
    tint = (0.97, 0.74, 0.72) if look.tone == "light" else (0.66, 0.40, 0.41)
    fur = plain_coat(c, np.array(tint) * c.rng.uniform(0.94, 1.03))
    c.fur = 0.08
    torso(c, fur, look.pose, tail=0.05)
    c.body(c.ellipse(0, 0, 0.68, 0.6), fur.fur, 0.4)
    for side in (-1, 1):  # folded ears
        c.body(c.ellipse(side * 0.52, -0.4, 0.16, 0.27, side * -0.6), fur.fur * 0.88, 0.2)
    eyes(c, 0.31, -0.1, 0.08)
    c.solid(c.ellipse(0, 0.2, 0.27, 0.2), fur.base * 0.88)
    for side in (-1, 1):
        c.paint(c.ellipse(side * 0.1, 0.2, 0.055, 0.085), fur.base * 0.45)
    c.paint(c.stroke((-0.16, 0.44), (0, 0.52), (0.16, 0.44), width=0.018), INK)


def owl(c, look):
    _, base = pick(c.rng, COATS[look.tone])
    spots = step(noise(c.rng, 26) - 0.6, 0.1)
    feathers = mix(np.broadcast_to(base, (*c.x.shape, 3)), mix(base, WHITE, 0.5), spots * 0.7)
    low = 0.45 if look.pose == "sit" else 0.0
    c.body(c.ellipse(0, 0.85 + low, 0.7, 0.95 + low), feathers, 0.45)
    for side in (-1, 1):
        wing = c.ellipse(side * 0.6, 0.95 + low, 0.2, 0.62 + low / 2, side * -0.15)
        c.body(wing, feathers * 0.8, 0.2)
        tuft = c.polygon((side * 0.22, -0.42), (side * 0.62, -0.3), (side * 0.6, -0.72))
        c.body(tuft + 0.03, feathers, 0.2)
    c.body(c.ellipse(0, -0.03, 0.7, 0.58), feathers, 0.4)
    for side in (-1, 1):
        c.paint(
            c.ellipse(side * 0.28, -0.03, 0.3, 0.32), mix(base, WHITE, 0.65), soft=0.1, fray=0.06
        )
    eyes(c, 0.28, -0.04, 0.17, iris=hsv(c.rng.choice([0.09, 0.13]), 0.75, 0.95), pupil=0.6)
    c.solid(c.polygon((-0.08, 0.1), (0.08, 0.1), (0, 0.28)) + 0.02, (0.93, 0.68, 0.25))


def penguin(c, look):
    back = np.array((0.2, 0.24, 0.34) if look.tone == "dark" else (0.62, 0.72, 0.84))
    c.fur = 0.1
    low = 0.45 if look.pose == "sit" else 0.0
    for side in (-1, 1):
        c.body(c.ellipse(side * 0.62, 0.95 + low, 0.17, 0.6, side * 0.2), back * 0.9, 0.2)
        c.solid(c.ellipse(side * 0.28, 1.72 + 2 * low, 0.24, 0.1), (0.96, 0.66, 0.25))
    c.body(c.ellipse(0, 0.85 + low, 0.66, 0.9 + low), back, 0.45)
    c.body(c.ellipse(0, 1.0 + low, 0.46, 0.72 + low), WHITE, 0.4, fray=0.02)
    c.body(c.ellipse(0, -0.03, 0.62, 0.58), back, 0.4)
    for side in (-1, 1):
        c.paint(c.ellipse(side * 0.22, 0.05, 0.26, 0.34, side * 0.2), WHITE, soft=0.06)
    eyes(c, 0.24, -0.03, 0.085, height=0.1)
    c.solid(c.polygon((-0.13, 0.15), (0.13, 0.15), (0, 0.3)) + 0.03, (0.96, 0.66, 0.25))


def frog(c, look):
    rng = c.rng
    value = rng.uniform(0.8, 0.95) if look.tone == "light" else rng.uniform(0.35, 0.5)
    skin = plain_coat(c, hsv(rng.uniform(0.2, 0.36), rng.uniform(0.45, 0.65), value))
    c.fur = 0.08
    torso(c, skin, look.pose, tail=0)
    for side in (-1, 1):
        c.body(c.ellipse(side * 0.36, -0.42, 0.25, 0.25), skin.fur, 0.25, fray=0)
    c.body(c.ellipse(0, 0.05, 0.8, 0.52), skin.fur, 0.4, fray=0)
    eyes(c, 0.36, -0.44, 0.15, iris=(0.97, 0.92, 0.72), pupil=0.55)
    c.paint(c.stroke((-0.5, 0.12), (0, 0.42), (0.5, 0.12), width=0.022), skin.base * 0.4)
    for side in (-1, 1):
        c.paint(c.ellipse(side * 0.52, 0.2, 0.11, 0.07), PINK, soft=0.1, opacity=0.6)


def duck(c, look):
    tint = (1.0, 0.86, 0.38) if look.tone == "light" else (0.2, 0.42, 0.36)
    down = np.array(tint) * c.rng.uniform(0.94, 1.04)
    bill = np.array((0.97, 0.62, 0.2))
    c.fur = 0.12
    low = 0.35 if look.pose == "sit" else 0.0
    for side in (-1, 1):
        c.solid(c.ellipse(side * 0.3, 1.55 + 2 * low, 0.28, 0.1), bill)
    c.body(c.ellipse(0, 0.95 + low, 0.82, 0.65 + low), down, 0.45)
    for side in (-1, 1):
        c.body(c.ellipse(side * 0.72, 0.95 + low, 0.2, 0.45, side * 0.3), down * 0.9, 0.2)
    c.body(c.ellipse(0, 0, 0.58, 0.58), down, 0.4)
    c.body(c.stroke((0, -0.5), (0.05, -0.75), (0.2, -0.7), width=0.05), down, 0.1)
    eyes(c, 0.25, -0.1, 0.085, height=0.1)
    c.solid(c.ellipse(0, 0.22, 0.3, 0.13), bill)
    c.paint(c.stroke((-0.26, 0.22), (0, 0.27), (0.26, 0.22), width=0.015), bill * 0.6)


OTHER_ANIMALS = {
    f.__name__: f for f in (dog, bear, panda, rabbit, fox, mouse, pig, owl, penguin, frog, duck)
}
# these, and the cat, can stand sideways
FOUR_LEGGED = {"cat", "dog", "bear", "panda", "rabbit", "fox", "mouse", "pig"}
