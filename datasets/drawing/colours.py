"""The colours of the pictures: coats, backdrops, paints. A colour is three numbers in 0 .. 1."""

import colorsys

import numpy as np

# Every picture is either a light subject before a deep backdrop or a dark subject before a
# pale one, whatever the subject is: so brightness says nothing about cat or not.
COATS = {
    "light": {
        "white": (0.96, 0.94, 0.91),
        "cream": (0.94, 0.83, 0.67),
        "silver": (0.76, 0.78, 0.81),
        "ginger": (0.94, 0.63, 0.31),
        "sand": (0.85, 0.70, 0.50),
    },
    "dark": {
        "black": (0.13, 0.12, 0.14),
        "chocolate": (0.29, 0.19, 0.14),
        "brown": (0.40, 0.28, 0.18),
        "slate": (0.31, 0.34, 0.40),
        "rust": (0.52, 0.27, 0.13),
    },
}

BACKDROPS = {
    "pale": {
        "sky": (0.68, 0.85, 0.96),
        "mint": (0.72, 0.91, 0.79),
        "peach": (1.00, 0.83, 0.70),
        "rose": (0.98, 0.77, 0.79),
        "lemon": (0.99, 0.92, 0.65),
        "lilac": (0.82, 0.77, 0.95),
        "oat": (0.93, 0.88, 0.79),
        "aqua": (0.66, 0.90, 0.90),
    },
    "deep": {
        "teal": (0.08, 0.31, 0.34),
        "navy": (0.11, 0.17, 0.36),
        "plum": (0.31, 0.14, 0.32),
        "forest": (0.10, 0.29, 0.19),
        "wine": (0.40, 0.11, 0.18),
        "umber": (0.31, 0.20, 0.12),
        "slate": (0.20, 0.24, 0.30),
        "indigo": (0.20, 0.17, 0.39),
    },
}

WHITE = np.array((0.97, 0.96, 0.93))
INK = np.array((0.09, 0.07, 0.08))
PINK = np.array((0.92, 0.62, 0.62))
LEAF = np.array((0.33, 0.62, 0.27))
WOOD = np.array((0.46, 0.31, 0.19))
GLASS = np.array((0.66, 0.84, 0.92))


def hsv(hue, saturation, value):
    """Return the colour (3,) of a hue (taken modulo 1), a saturation and a value."""
    return np.array(colorsys.hsv_to_rgb(hue % 1.0, saturation, value))


def pick(rng, colours):
    """Return the name and the colour (3,) of one entry of a table above."""
    name = str(rng.choice(sorted(colours)))
    return name, np.array(colours[name])


def mix(first, second, share):
    """Return `first` where `share` is 0, `second` where it is 1; `share` is a number or a field."""
    share = np.asarray(share, dtype=float)
    share = share[..., None] if share.ndim else share
    return np.asarray(first) * (1 - share) + np.asarray(second) * share


def paint_colour(rng, tone):
    """Return a cheerful colour for a thing: bright when its tone is light, rich when it is dark."""
    if tone == "light":
        return hsv(rng.random(), rng.uniform(0.10, 0.62), rng.uniform(0.86, 1.0))
    return hsv(rng.random(), rng.uniform(0.45, 0.9), rng.uniform(0.26, 0.58))
