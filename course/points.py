"""Points of two classes in the plane: data small enough to see all of what a model does.

Each set is drawn from a formula of its own and a seed, so that everyone has the same points.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.errors import DataError

_PETALS = 6


def planar(
    name: str, m: int = 400, noise: float | None = None, seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Draw points of two classes in the plane.

    Parameters
    ----------
    name : str
        ``"flower"``: petals of alternating class. ``"circles"``: a ring around a ring.
        ``"moons"``: two half rings, each reaching into the other. ``"blobs"``: two clouds that
        a straight line divides about as well as anything. ``"spirals"``: two arms, wound up.
    m : int
        How many points; half of them are 1 (of an odd number, one more).
    noise : float, optional
        Standard deviation of what is added to both coordinates; each set has a default.
        (Blobs are nothing but noise: there it is the clouds' own.)
    seed : int
        The same seed gives the same points.

    Returns
    -------
    X : numpy.ndarray
        The points as columns, (2, m); all sets lie within about -4 and 4.
    Y : numpy.ndarray
        Their classes, (1, m) int64, 0 or 1, in no particular order.

    Raises
    ------
    DataError
        When there is no set of that name, `m` is below 2 or `noise` below 0.
    """
    if name not in _SETS:
        raise DataError(f"There is no planar set {name!r}; the names are {', '.join(_SETS)}.")
    if m < 2:
        raise DataError(f"m = {m} points are too few for two classes; ask for 2 or more.")
    draw, usual = _SETS[name]
    noise = usual if noise is None else noise
    if noise < 0:
        raise DataError(f"noise = {noise} is below 0; it is a standard deviation.")
    rng = np.random.default_rng(seed)
    Y = rng.permutation(np.arange(m) % 2 if m % 2 == 0 else (np.arange(m) + 1) % 2)
    X = draw(Y, rng) + noise * rng.normal(size=(2, m))
    return X, Y[None].astype(np.int64)


def _flower(Y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Filled petals r <= 4 sin(3 (θ - θ₀)), every second one of class 1."""
    m = len(Y)
    petal = 2 * rng.integers(0, _PETALS // 2, size=m) + Y
    across = rng.beta(2, 2, size=m)  # of the petal's own angle, few points at its two sides
    length = 4 * np.sin(np.pi * across) * np.sqrt(rng.uniform(0.02, 1, size=m))
    return _polar(length, 2 * np.pi * (petal + across) / _PETALS)


def _circles(Y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The ring of radius 1.2 (class 1) inside that of radius 2.8 (class 0)."""
    return _polar(np.where(Y == 1, 1.2, 2.8), rng.uniform(0, 2 * np.pi, size=len(Y)))


def _moons(Y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Half a ring open downwards (class 0), and half a ring open upwards (class 1)."""
    turn = rng.uniform(0, np.pi, size=len(Y))
    side = np.where(Y == 1, -1, 1)
    return side * (_polar(2.0 * np.ones(len(Y)), turn) - np.array([[1.0], [0.5]]))


def _blobs(Y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The two centres, (1.2, 0.8) for class 1 and its mirror image for class 0."""
    return np.where(Y == 1, 1, -1) * np.array([[1.2], [0.8]])


def _spirals(Y: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Two arms of a turn and a half, the one of class 1 half a turn behind the other."""
    along = np.sqrt(rng.uniform(0.02, 1, size=len(Y)))  # as many points on each piece of the arm
    return _polar(3.6 * along, 3 * np.pi * along + np.pi * Y)


def _polar(radius: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)])


_SETS: dict[str, tuple[Callable, float]] = {
    "flower": (_flower, 0.15),
    "circles": (_circles, 0.25),
    "moons": (_moons, 0.25),
    "blobs": (_blobs, 0.9),
    "spirals": (_spirals, 0.12),
}
