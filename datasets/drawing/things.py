"""Things that are not a cat. Each function paints one thing about the origin of its frame,
within some 0.8 of it, so that it fills the place where an animal's head would be."""

import numpy as np

from drawing.canvas import step
from drawing.colours import GLASS, INK, LEAF, WHITE, WOOD, hsv, mix, paint_colour


def set_down(c, look, planted):
    """Give a thing what its body is to an animal's head: something below it, as large.

    Without it the lower edge of the picture would tell animals from things.
    """
    rng = c.rng
    value = rng.uniform(0.75, 0.95) if look.tone == "light" else rng.uniform(0.25, 0.45)
    colour = hsv(rng.random(), rng.uniform(0.15, 0.5), value)
    if look.pose == "sit":  # on a stool
        for side in (-1, 1):
            leg = c.stroke((side * 0.4, 1.1), (side * 0.55, 2.15), width=0.1)
            c.body(leg, colour * 0.85, 0.15)
        c.body(c.box(-0.75, 0.85, 0.75, 1.15, 0.12), colour, 0.2)
    elif planted:  # on a mound of grass
        width, height = (0.95, 0.65) if look.pose == "bust" else (1.2, 0.4)
        c.body(c.ellipse(0.05, 1.3, width, height), hsv(0.28, 0.4, value * 0.9), 0.4, fray=0.12)
    elif look.pose == "bust":  # on a cushion that the lower edge cuts
        fur, c.fur = c.fur, 0.06
        c.body(c.box(-0.95, 0.7, 0.95, 2.0, 0.45), colour, 0.5, fray=0)
        c.paint(c.stroke((-0.9, 1.2), (0, 1.32), (0.9, 1.2), width=0.03), colour * 0.7)
        c.fur = fur
    else:  # on a rug
        c.body(c.ellipse(0.1, 1.0, 1.25, 0.34), colour, 0.3)
        c.paint(c.ellipse(0.1, 1.0, 0.95, 0.22), mix(colour, WHITE, 0.4), opacity=0.5)


def car(c, look):
    colour = paint_colour(c.rng, look.tone)
    c.solid(c.polygon((-0.6, 0.0), (-0.36, -0.42), (0.32, -0.42), (0.6, 0.0)) + 0.08, colour)
    c.paint(c.polygon((-0.46, -0.02), (-0.29, -0.34), (-0.03, -0.34), (-0.03, -0.02)), GLASS)
    c.paint(c.polygon((0.05, -0.02), (0.05, -0.34), (0.27, -0.34), (0.45, -0.02)), GLASS)
    c.solid(c.box(-0.95, -0.04, 0.95, 0.4, 0.18), colour)
    c.paint(c.stroke((-0.9, 0.2), (0.9, 0.2), width=0.02), colour * 0.75)
    for x in (-0.52, 0.52):
        c.paint(c.ellipse(x, 0.4, 0.24, 0.24), INK * 1.6)
        c.paint(c.ellipse(x, 0.4, 0.12, 0.12), (0.8, 0.8, 0.82))
    c.paint(c.ellipse(-0.88, 0.1, 0.07, 0.08), (1, 0.95, 0.7))


def house(c, look):
    wall, roof = (
        paint_colour(c.rng, look.tone),
        hsv(c.rng.choice([0.0, 0.04, 0.6, 0.75]), 0.6, 0.55),
    )
    c.solid(c.box(0.3, -0.8, 0.5, -0.3), wall * 0.7)
    c.solid(c.box(-0.62, -0.2, 0.62, 0.75, 0.03), wall, rim=0.9)
    c.solid(c.polygon((-0.78, -0.14), (0.78, -0.14), (0.0, -0.78)) + 0.05, roof)
    for x in (-0.34, 0.34):
        c.paint(c.box(x - 0.18, -0.02, x + 0.18, 0.3, 0.02), WHITE)
        c.paint(c.box(x - 0.14, 0.02, x + 0.14, 0.26, 0.02), GLASS * c.rng.uniform(0.6, 1))
    door = c.rng.uniform(-0.2, 0.2)
    c.paint(c.box(door - 0.14, 0.36, door + 0.14, 0.76, 0.05), roof * 0.8)
    c.paint(c.ellipse(door + 0.08, 0.58, 0.03, 0.03), (0.95, 0.8, 0.4))


def tree(c, look):
    value = 0.8 if look.tone == "light" else 0.4
    leaves = hsv(c.rng.choice([0.26, 0.3, 0.36, 0.08, 0.12, 0.95]), 0.5, value)
    c.body(c.stroke((0, 0.0), (0.03, 0.95), width=0.12, end=0.16), WOOD)
    c.fur = 0.8
    for _ in range(8):
        x, y = c.rng.uniform(-0.45, 0.45), c.rng.uniform(-0.6, 0.1)
        c.body(c.ellipse(x, y, 0.36, 0.34), leaves * c.rng.uniform(0.88, 1.12), 0.3, fray=0.1)


def flower(c, look):
    colour, petals = paint_colour(c.rng, look.tone), c.rng.integers(5, 10)
    c.solid(c.stroke((0, 0.2), (0.15, 0.8), (0, 1.3), width=0.06), LEAF)
    c.solid(c.ellipse(0.28, 0.92, 0.26, 0.1, -0.5), LEAF)
    turn = c.rng.uniform(0, 1)
    for a in turn + np.arange(petals) * 2 * np.pi / petals:
        x, y = 0.44 * np.cos(a), 0.44 * np.sin(a)
        c.body(c.ellipse(x, y, 0.33, 0.19, a), colour, 0.2, fray=0)
    c.body(c.ellipse(0, 0, 0.23, 0.23), (0.96, 0.78, 0.25), 0.2, fray=0.03)


def apple(c, look):
    skin = {
        "light": ((0.75, 0.85, 0.4), (0.97, 0.7, 0.35)),
        "dark": ((0.62, 0.1, 0.13), (0.4, 0.5, 0.16)),
    }
    colour = np.array(skin[look.tone][c.rng.integers(2)])
    c.fur = 0.06
    half = np.maximum(c.ellipse(-0.22, 0.05, 0.5, 0.62), c.ellipse(0.22, 0.05, 0.5, 0.62))
    c.body(half, colour, 0.5, fray=0)
    c.paint(c.ellipse(-0.32, -0.2, 0.12, 0.17, 0.5), WHITE, soft=0.15, opacity=0.6)
    c.paint(c.stroke((0, -0.5), (0.1, -0.8), width=0.045), WOOD)
    c.solid(c.ellipse(0.3, -0.7, 0.24, 0.1, -0.4), LEAF)


def strawberry(c, look):
    colour = np.array((0.98, 0.5, 0.48) if look.tone == "light" else (0.66, 0.1, 0.16))
    c.fur = 0.05
    c.body(c.polygon((-0.42, -0.3), (0.42, -0.3), (0.0, 0.52)) + 0.26, colour, 0.5, fray=0)
    for row, count in ((-0.2, 4), (0.05, 3), (0.3, 2)):
        for x in (np.arange(count) - (count - 1) / 2) * 0.28:
            c.paint(c.ellipse(x, row, 0.035, 0.055), (1, 0.9, 0.6))
    for a in np.linspace(-1.2, 1.2, 5):
        c.solid(c.ellipse(0.27 * np.sin(a), -0.5 - 0.08 * np.cos(a), 0.08, 0.24, a), LEAF)


def ball(c, look):
    colour, second = paint_colour(c.rng, look.tone), paint_colour(c.rng, look.tone)
    angle = np.arctan2(c.y - 0.2, c.x + 0.15)
    wedges = step(np.sin(angle * c.rng.integers(2, 5) + c.rng.uniform(0, 6)), 0.2)
    c.fur = 0.03
    c.body(c.ellipse(0, 0, 0.72, 0.72), mix(colour, second, wedges), 0.7, fray=0)
    c.paint(c.ellipse(-0.15, 0.2, 0.1, 0.1), WHITE)
    c.paint(c.ellipse(-0.25, -0.35, 0.14, 0.1, 0.5), WHITE, soft=0.15, opacity=0.6)


def cup(c, look):
    colour = paint_colour(c.rng, look.tone)
    handle = np.minimum(c.ellipse(0.58, 0.05, 0.32, 0.34), -c.ellipse(0.58, 0.05, 0.18, 0.2))
    c.solid(handle, colour * 0.92)
    c.solid(c.polygon((-0.5, -0.4), (0.5, -0.4), (0.4, 0.58), (-0.4, 0.58)) + 0.08, colour)
    c.paint(c.stroke((-0.46, 0.1), (0, 0.18), (0.46, 0.1), width=0.06), mix(colour, WHITE, 0.6))
    c.paint(c.ellipse(0, -0.44, 0.55, 0.13), colour * 0.8)
    c.paint(c.ellipse(0, -0.42, 0.46, 0.09), (0.36, 0.22, 0.14))
    for x in (-0.15, 0.15):
        steam = c.stroke((x, -0.55), (x + 0.18, -0.75), (x, -0.95), width=0.04, end=0.01)
        c.paint(steam, WHITE, soft=0.1, opacity=0.4)


def teapot(c, look):
    colour = paint_colour(c.rng, look.tone)
    handle = np.minimum(c.ellipse(0.62, 0.08, 0.32, 0.36), -c.ellipse(0.62, 0.08, 0.2, 0.24))
    c.solid(handle, colour * 0.92)
    c.solid(c.stroke((-0.4, 0.3), (-0.75, 0.2), (-0.85, -0.3), width=0.16, end=0.08), colour)
    c.fur = 0.03
    c.body(c.ellipse(0, 0.15, 0.62, 0.52), colour, 0.5, fray=0)
    c.solid(c.ellipse(0, -0.33, 0.34, 0.1), colour * 0.85)
    c.solid(c.ellipse(0, -0.48, 0.1, 0.1), colour)
    for x in (-0.28, 0.0, 0.28):
        c.paint(c.ellipse(x, 0.15, 0.09, 0.09), mix(colour, WHITE, 0.65))


def fish(c, look):
    colour, second = paint_colour(c.rng, look.tone), paint_colour(c.rng, look.tone)
    bands = step(np.sin(c.x * c.rng.uniform(8, 16)) - 0.2, 0.3) * (c.rng.random() < 0.6)
    c.fur = 0.08
    c.solid(c.polygon((0.45, 0.0), (0.8, -0.36), (0.74, 0.0), (0.8, 0.36)) + 0.05, second)
    c.solid(c.polygon((-0.2, -0.3), (0.3, -0.3), (0.3, -0.6), (0.05, -0.58)) + 0.04, second)
    c.body(c.ellipse(-0.05, 0, 0.75, 0.46), mix(colour, second, bands * 0.7), 0.4, fray=0)
    c.solid(c.ellipse(0.05, 0.1, 0.2, 0.1, 0.4), second)
    c.paint(c.ellipse(-0.46, -0.08, 0.12, 0.12), WHITE)
    c.paint(c.ellipse(-0.48, -0.08, 0.065, 0.065), INK)


def bird(c, look):
    colour = paint_colour(c.rng, look.tone)
    for x in (0.0, 0.18):
        c.paint(c.stroke((x, 0.4), (x, 0.85), width=0.03), (0.85, 0.55, 0.25))
    c.solid(c.polygon((0.45, 0.1), (0.98, 0.1), (0.92, 0.34)) + 0.03, colour * 0.75)
    c.body(c.ellipse(0.1, 0.14, 0.62, 0.42, 0.2), colour, 0.4)
    c.body(c.ellipse(-0.38, -0.28, 0.34, 0.32), colour, 0.3)
    c.paint(c.ellipse(-0.2, 0.22, 0.26, 0.24), mix(colour, WHITE, 0.6), soft=0.2)
    c.body(c.ellipse(0.26, 0.1, 0.36, 0.22, 0.35), colour * 0.78, 0.2)
    c.solid(c.polygon((-0.66, -0.36), (-0.66, -0.18), (-0.9, -0.25)) + 0.02, (0.97, 0.7, 0.25))
    c.paint(c.ellipse(-0.46, -0.32, 0.065, 0.065), INK)
    c.paint(c.ellipse(-0.48, -0.34, 0.025, 0.025), WHITE, soft=0.02)


def boat(c, look):
    colour, sail = (
        paint_colour(c.rng, look.tone),
        WHITE if look.tone == "light" else hsv(c.rng.random(), 0.5, 0.5),
    )
    c.paint(c.stroke((0, 0.3), (0, -0.85), width=0.035), WOOD)
    c.solid(c.polygon((0.08, 0.18), (0.08, -0.78), (0.62, 0.18)), sail)
    c.solid(c.polygon((-0.08, 0.18), (-0.08, -0.6), (-0.5, 0.18)), sail * 0.9)
    c.solid(c.polygon((-0.72, 0.34), (0.72, 0.34), (0.46, 0.66), (-0.46, 0.66)) + 0.05, colour)
    c.paint(c.stroke((-0.68, 0.42), (0.68, 0.42), width=0.04), mix(colour, WHITE, 0.6))


def mushroom(c, look):
    colour = paint_colour(c.rng, look.tone)
    c.body(
        c.polygon((-0.16, 0.0), (0.16, 0.0), (0.22, 0.72), (-0.22, 0.72)) + 0.08,
        (0.93, 0.88, 0.78),
        0.3,
    )
    c.fur = 0.05
    cap = np.minimum(c.ellipse(0, 0.05, 0.78, 0.78), step(0.1 - c.y, 0.05) * 2 - 1)
    c.body(cap, colour, 0.5, fray=0)
    for _ in range(6):
        x, y = c.rng.uniform(-0.5, 0.5), c.rng.uniform(-0.5, -0.05)
        spot = np.minimum(c.ellipse(x, y, 0.11, 0.09), cap)
        c.paint(spot, WHITE)


def cactus(c, look):
    green = hsv(c.rng.uniform(0.28, 0.42), 0.4, 0.78 if look.tone == "light" else 0.42)
    for side in (-1, 1):
        y = c.rng.uniform(-0.2, 0.15)
        c.body(
            c.stroke(
                (side * 0.2, y + 0.2), (side * 0.6, y + 0.25), (side * 0.55, y - 0.25), width=0.14
            ),
            green,
            0.2,
        )
    c.body(
        c.stroke((0, -0.5), (0, 0.4), width=0.3),
        green * (1 + 0.12 * np.sin(c.x * 26))[..., None],
        0.4,
    )
    pot = paint_colour(c.rng, look.tone)
    c.solid(c.polygon((-0.4, 0.4), (0.4, 0.4), (0.3, 0.85), (-0.3, 0.85)) + 0.03, pot)
    c.solid(c.box(-0.48, 0.32, 0.48, 0.48, 0.04), pot)
    c.solid(c.ellipse(0.05, -0.82, 0.13, 0.11), (0.96, 0.55, 0.65))


def balloon(c, look):
    colour = paint_colour(c.rng, look.tone)
    c.paint(c.stroke((0, 0.5), (0.2, 0.9), (0, 1.4), width=0.022), mix(colour, WHITE, 0.4))
    c.fur = 0.02
    c.solid(c.polygon((-0.09, 0.58), (0.09, 0.58), (0, 0.46)) + 0.02, colour * 0.85)
    c.body(c.ellipse(0, -0.15, 0.58, 0.68), colour, 0.6, fray=0)
    c.paint(c.ellipse(-0.22, -0.42, 0.1, 0.18, 0.4), WHITE, soft=0.12, opacity=0.7)


def cake(c, look):
    icing, sponge = paint_colour(c.rng, look.tone), mix(paint_colour(c.rng, look.tone), WOOD, 0.35)
    c.solid(c.box(-0.68, -0.05, 0.68, 0.62, 0.08), sponge)
    c.paint(c.stroke((-0.62, 0.3), (0.62, 0.3), width=0.05), mix(icing, WHITE, 0.5))
    c.solid(c.box(-0.72, -0.16, 0.72, 0.1, 0.1), icing)
    for x in np.linspace(-0.56, 0.56, 5):
        c.solid(c.ellipse(x, 0.08, 0.12, 0.14), icing)
    for x in (-0.36, 0.0, 0.36):
        c.paint(
            c.box(x - 0.045, -0.52, x + 0.045, -0.14),
            mix(hsv(c.rng.random(), 0.6, 0.9), WHITE, 0.2),
        )
        c.paint(c.ellipse(x, -0.62, 0.055, 0.1), (1, 0.82, 0.35), soft=0.05)


_ALL = [car, house, tree, flower, apple, strawberry, ball, cup, teapot, fish, bird, boat]
_ALL += [mushroom, cactus, balloon, cake]
THINGS = {function.__name__: function for function in _ALL}

# these grow, so they stand on grass
PLANTS = {"tree", "flower", "mushroom"}
