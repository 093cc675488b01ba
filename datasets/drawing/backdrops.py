"""What stands behind a subject. A backdrop is pale or deep, and knows nothing of the subject."""

import numpy as np

from drawing.canvas import ACROSS, DOWN, clouds, noise, step
from drawing.colours import BACKDROPS, hsv, mix, pick


def wall(rng, colour, second):
    """A wall and a floor, and sometimes a picture or a window on the wall."""
    floor_line = rng.uniform(0.25, 0.8)
    image = mix(colour, second, step(DOWN - floor_line, 0.03))
    image = image * (0.93 + 0.14 * noise(rng, 3))[..., None]
    if rng.random() < 0.5:
        left, top = rng.uniform(-1.1, 0.6), rng.uniform(-1.1, -0.6)
        width, height = rng.uniform(0.4, 0.8, size=2)
        inset = np.minimum(
            np.minimum(ACROSS - left, left + width - ACROSS),
            np.minimum(DOWN - top, top + height - DOWN),
        )
        image = mix(image, colour * 0.72, step(inset, 0.02))
        image = mix(image, mix(second, hsv(rng.random(), 0.3, 0.8), 0.5), step(inset - 0.06, 0.02))
    return image


def wallpaper(rng, colour, second):
    """Stripes or dots."""
    pitch, shift = rng.uniform(0.28, 0.5), rng.random(2)
    across, down = ACROSS / pitch + shift[0], DOWN / pitch + shift[1]
    if rng.random() < 0.5:
        pattern = step(np.abs(across % 1 - 0.5) - 0.25, 0.1)
    else:
        across = across + 0.5 * (np.floor(down) % 2)
        pattern = step(0.26 - np.hypot(across % 1 - 0.5, down % 1 - 0.5), 0.1)
    return mix(colour, mix(colour, second, 0.45), pattern)


def meadow(rng, colour, second):
    """Grass to the top of the picture, or up to a sky."""
    brightness = colour.mean()
    dark = hsv(rng.uniform(0.24, 0.36), 0.48, 0.75 * brightness + 0.05)
    bright = hsv(rng.uniform(0.20, 0.32), 0.36, min(1.0, 1.12 * brightness + 0.08))
    blades = 0.55 * noise(rng, 14, 60) + 0.45 * clouds(rng, 4, 3)
    image = mix(dark, bright, np.clip(blades * 1.6 - 0.3, 0, 1))
    if rng.random() < 0.7:
        horizon = rng.uniform(-0.5, 0.4) + 0.25 * (noise(rng, 2) - 0.5)
        image = mix(sky(rng, colour, second), image, step(DOWN - horizon, 0.05))
    return image


def sky(rng, colour, _):
    """Clouds, or mist."""
    high = mix(colour, hsv(0.58, 0.5, colour.max()), 0.5)
    cloud = np.clip(clouds(rng, 3, 4) * 2.6 - 1.0, 0, 1)
    return mix(
        high * (1.04 - 0.08 * DOWN)[..., None],
        mix(high, (1, 1, 1), 0.2 + 0.35 * colour.mean()),
        cloud,
    )


def lights(rng, colour, second):
    """Lights far behind, out of focus."""
    image = mix(colour, second, 0.7 * noise(rng, 3))
    for _ in range(rng.integers(6, 14)):
        x, y, radius = rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.1, 0.3)
        disc = step(radius - np.hypot(ACROSS - x, DOWN - y), 0.04)
        glow = hsv(rng.random(), 0.45, min(1.0, colour.max() * 1.5))
        image = mix(image, glow, disc * rng.uniform(0.15, 0.45))
    return image


def planks(rng, colour, second):
    """Boards of painted wood, upright or lying."""
    along = ACROSS if rng.random() < 0.5 else DOWN
    grain = noise(rng, 4, 40) if along is ACROSS else noise(rng, 40, 4)
    wood = mix(colour, second, 0.25)
    board = along * rng.uniform(1.6, 2.6) + rng.random()
    shade = 1 + 0.10 * np.sin(np.floor(board) * 2.4) + 0.16 * (grain - 0.5)
    gap = step(0.03 - np.abs(board % 1 - 0.5), 0.04)
    return wood * (shade * (1 - 0.35 * gap))[..., None]


def cushions(rng, colour, second):
    """A sofa: soft folds and a seam or two."""
    folds = np.sin(ACROSS * rng.uniform(2, 5) + 2 * noise(rng, 3) + rng.uniform(0, 6))
    image = (
        mix(colour, second, 0.2) * (1 + 0.08 * folds + 0.06 * (clouds(rng, 10, 2) - 0.5))[..., None]
    )
    seat = rng.uniform(0.1, 0.6)
    return image * (1 - 0.3 * step(0.03 - np.abs(DOWN - seat), 0.05))[..., None]


def hills(rng, colour, second):
    """Three hills, one behind the other, before an evening sky."""
    image = mix(mix(colour, (1, 0.95, 0.85), 0.35), colour, (DOWN + 1) / 2)
    for k, top in enumerate(np.sort(rng.uniform(-0.5, 0.8, size=3))):
        crest = top + 0.16 * np.sin(ACROSS * rng.uniform(1.5, 4) + rng.uniform(0, 6))
        image = mix(image, mix(colour * 0.92, second * 0.9, (k + 1) / 3), step(DOWN - crest, 0.03))
    return image


def snow(rng, colour, second):
    """Flakes before a wall of cloud; at night they are stars."""
    image = mix(colour, second, 0.35 * (DOWN + 1) / 2) * (0.94 + 0.12 * noise(rng, 4))[..., None]
    for _ in range(rng.integers(12, 26)):
        x, y, radius = rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.015, 0.045)
        image = mix(image, (1, 0.99, 0.95), step(radius - np.hypot(ACROSS - x, DOWN - y), 0.03))
    return image


KINDS = (wall, wall, wallpaper, meadow, sky, lights, planks, cushions, hills, snow)


def backdrop(rng, shade):
    """Return a backdrop (FINE, FINE, 3) that is "pale" or "deep"."""
    _, colour = pick(rng, BACKDROPS[shade])
    _, second = pick(rng, BACKDROPS[shade])
    colour = colour * rng.uniform(0.92, 1.04)
    kind = KINDS[rng.integers(len(KINDS))]
    return np.clip(kind(rng, colour, second), 0, 1)
