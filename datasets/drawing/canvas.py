"""A canvas that shapes are painted on: fields of distance, soft edges, light from one side.

A shape is a field (FINE, FINE): how far each point lies inside it, in units of the subject's
own frame, negative outside. The kinds of pictures ask for shapes and paint them in order,
back to front. Nothing here knows what a cat is.
"""

import numpy as np

SIDE = 64  # pixels of the finished picture
FINE = 128  # points the painting is done on; each pixel is the mean of a square of them
_ROWS, _COLUMNS = np.mgrid[0:FINE, 0:FINE].astype(float)
ACROSS = (_COLUMNS + 0.5) / FINE * 2 - 1  # -1 at the left edge, 1 at the right
DOWN = (_ROWS + 0.5) / FINE * 2 - 1  # -1 at the top edge, 1 at the bottom


def noise(rng, rows, columns=None):
    """Return a smooth random field (FINE, FINE) in 0 .. 1 with `rows` by `columns` cells."""
    columns = rows if columns is None else columns
    knots = rng.random((rows + 1, columns + 1))
    down, across = _ROWS / FINE * rows, _COLUMNS / FINE * columns
    i, j = down.astype(int), across.astype(int)
    s, t = down - i, across - j
    s, t = s * s * (3 - 2 * s), t * t * (3 - 2 * t)
    upper = knots[i, j] * (1 - t) + knots[i, j + 1] * t
    lower = knots[i + 1, j] * (1 - t) + knots[i + 1, j + 1] * t
    return upper * (1 - s) + lower * s


def clouds(rng, cells, octaves=4):
    """Return noise with ever finer detail, in 0 .. 1: clouds, stone, fur."""
    weights = 0.55 ** np.arange(octaves)
    layers = [noise(rng, min(cells * 2**k, FINE // 2)) for k in range(octaves)]
    return sum(w * layer for w, layer in zip(weights, layers, strict=True)) / weights.sum()


def step(field, width):
    """Return 0 where the field is below zero, 1 above, with an edge `width` wide between."""
    return np.clip(field / width + 0.5, 0, 1)


class Canvas:
    """A picture in the making, and the frame that its subject is drawn in.

    Attributes
    ----------
    rng : numpy.random.Generator
        Every random choice of this picture comes from here.
    image : numpy.ndarray
        What is painted so far, (FINE, FINE, 3) in 0 .. 1.
    x, y : numpy.ndarray
        Where each point lies in the subject's frame, (FINE, FINE); y grows downwards.
    light : tuple of float
        Where the light comes from: across and down, so a negative second number is from above.
    fur : float
        How strongly fur shows on a `body`; 0 is smooth.
    """

    def __init__(self, rng):
        self.rng = rng
        self.image = np.zeros((FINE, FINE, 3))
        self.light = (rng.uniform(-0.5, 0.5), rng.uniform(-0.6, -0.25))
        self.fur = rng.uniform(0.2, 0.5)
        self._strands = clouds(rng, 24, 2) - 0.5
        self._fray = noise(rng, 48) - 0.5
        self.place()

    def place(self, across=0.0, down=0.0, scale=1.0, turn=0.0, flip=1, squeeze=1.0):
        """Put the subject's frame on the canvas: its origin, size, turn and mirror image."""
        right, below = (ACROSS - across) / scale, (DOWN - down) / scale
        cos, sin = np.cos(turn), np.sin(turn)
        self.x = (cos * right + sin * below) * flip * squeeze
        self.y = cos * below - sin * right
        self.scale = scale

    # Shapes: how far inside each point lies.

    def ellipse(self, cx, cy, rx, ry, tilt=0.0):
        """An ellipse about (cx, cy); the distance is exact for a circle, near it else."""
        x, y = self.x - cx, self.y - cy
        if tilt:
            cos, sin = np.cos(tilt), np.sin(tilt)
            x, y = cos * x + sin * y, cos * y - sin * x
        return (1 - np.sqrt((x / rx) ** 2 + (y / ry) ** 2)) * min(rx, ry)

    def polygon(self, *corners):
        """A polygon, convex or not; adding r to the field rounds its corners by r."""
        corners = np.array(corners, dtype=float)
        nearest = np.full(self.x.shape, np.inf)
        inside = np.zeros(self.x.shape, dtype=bool)
        for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            ex, ey, px, py = bx - ax, by - ay, self.x - ax, self.y - ay
            along = np.clip((px * ex + py * ey) / (ex * ex + ey * ey), 0, 1)
            nearest = np.minimum(nearest, (px - along * ex) ** 2 + (py - along * ey) ** 2)
            if ay != by:  # a level edge is never crossed by a ray that runs level
                inside ^= ((self.y < ay) != (self.y < by)) & (px < py * ex / ey)
        return np.where(inside, 1, -1) * np.sqrt(nearest)

    def box(self, left, top, right, bottom, corner=0.0):
        """A rectangle, its corners rounded by `corner`."""
        x, y = self.x - (left + right) / 2, self.y - (top + bottom) / 2
        past_x = np.abs(x) - ((right - left) / 2 - corner)
        past_y = np.abs(y) - ((bottom - top) / 2 - corner)
        outside = np.sqrt(np.maximum(past_x, 0) ** 2 + np.maximum(past_y, 0) ** 2)
        return corner - outside - np.minimum(np.maximum(past_x, past_y), 0)

    def stroke(self, *points, width, end=None):
        """A line through two points, or bent between the first and third towards the second."""
        points = np.array(points, dtype=float)
        end = width if end is None else end
        if len(points) == 3:
            t = np.linspace(0, 1, 8)[:, None]
            points = (1 - t) ** 2 * points[0] + 2 * t * (1 - t) * points[1] + t * t * points[2]
        radii = np.linspace(width, end, len(points))
        field = np.full(self.x.shape, -np.inf)
        for (ax, ay), (bx, by), near, far in zip(
            points[:-1], points[1:], radii[:-1], radii[1:], strict=True
        ):
            ex, ey, px, py = bx - ax, by - ay, self.x - ax, self.y - ay
            along = np.clip((px * ex + py * ey) / (ex * ex + ey * ey), 0, 1)
            gap = np.sqrt((px - along * ex) ** 2 + (py - along * ey) ** 2)
            field = np.maximum(field, near + (far - near) * along - gap)
        return field

    # Paint.

    def paint(self, shape, colour, soft=0.03, opacity=1.0, fray=0.0):
        """Lay a colour, (3,) or (FINE, FINE, 3), over the shape, its edge `soft` wide."""
        cover = step(shape + self._fray * fray if fray else shape, soft) * opacity
        self.image = self.image + (np.asarray(colour) - self.image) * cover[..., None]

    def body(self, shape, colour, depth=0.35, fray=0.05):
        """Paint the shape as a furry volume that rises over `depth` from its edge."""
        height = np.sqrt(np.clip(shape / depth, 0, 1))
        down, across = np.gradient(height)
        slope = (self.light[0] * across + self.light[1] * down) * FINE * 0.18 * self.scale
        shade = np.clip(0.9 - slope, 0.5, 1.22) * (1 + self._strands * self.fur)
        colour = np.clip(np.asarray(colour) * shade[..., None], 0, 1)
        self.paint(shape, colour, fray=fray)

    def solid(self, shape, colour, rim=0.82):
        """Paint the shape as a smooth thing: brighter towards the light, a darker rim."""
        glow = 1 + 0.22 * (self.light[0] * self.x + self.light[1] * self.y)
        colour = np.clip(np.asarray(colour) * glow[..., None], 0, 1)
        self.paint(shape, colour * rim)
        self.paint(shape - 0.05, colour, soft=0.05)

    def pixels(self):
        """Return the finished picture: (SIDE, SIDE, 3) uint8."""
        block = FINE // SIDE
        small = np.clip(self.image, 0, 1).reshape(SIDE, block, SIDE, block, 3).mean(axis=(1, 3))
        # Sixty-four levels of each colour look the same and halve the file.
        return np.minimum(np.rint(small * 64) * 4, 255).astype(np.uint8)
