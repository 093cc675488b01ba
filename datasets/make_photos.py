"""Make datasets/photos/ anew from the photos that scikit-image ships, and its manifest.

    uv run --no-project --with scikit-image==0.25.2 --with pillow python datasets/make_photos.py

Only photos whose licence scikit-image states as CC0 or public domain (in the docstring of
their function in `skimage.data`), and none of a person. Each is cut to a square and shrunk
to 64 by 64 pixels, as `course.load_picture` does with a learner's own.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from PIL import Image, ImageOps

FOLDER, SIDE = Path(__file__).resolve().parent / "photos", 64
PACKAGE = "scikit-image 0.25.2, skimage/data"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
NASA = "public domain (NASA)"
SPACEX = "public domain (released by SpaceX)"

# name, folder, file in the package, where to cut (left, upper, right, lower) or None, licence, by
PHOTOS = (
    ("chelsea-middle", "cats", "chelsea.png", None, CC0, "Stefan van der Walt"),
    ("chelsea-left", "cats", "chelsea.png", (0, 0, 300, 300), CC0, "Stefan van der Walt"),
    ("chelsea-face", "cats", "chelsea.png", (110, 20, 310, 220), CC0, "Stefan van der Walt"),
    ("coffee", "others", "coffee.png", None, CC0, "Rachel Michetti"),
    ("rocket", "others", "rocket.jpg", None, SPACEX, "SpaceX"),
    ("galaxies", "others", "hubble_deep_field.jpg", None, NASA, "NASA, Hubble"),
    ("retina", "others", "retina.jpg", None, CC0, "Mikael Häggström"),
    ("bricks", "others", "brick.png", None, CC0, "cc0textures.com, Bricks25"),
    ("gravel", "others", "gravel.png", None, CC0, "cc0textures.com, Gravel04"),
    ("grass", "others", "grass.png", None, CC0, "linolafett"),
)


def main() -> None:
    import skimage

    source = Path(skimage.__file__).parent / "data"
    rows = []
    for name, folder, file, box, licence, author in PHOTOS:
        with Image.open(source / file) as photo:
            photo = photo.convert("RGB").crop(box) if box else photo.convert("RGB")
            small = ImageOps.fit(photo, (SIDE, SIDE), Image.Resampling.BOX)
        path = FOLDER / folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        small.save(path)
        digest = hashlib.sha256(small.tobytes()).hexdigest()
        rows.append((f"{folder}/{name}.png", int(folder == "cats"), f"{PACKAGE}/{file}", author,
                     licence, digest))  # fmt: skip
    with (FOLDER / "manifest.csv").open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("file", "label", "source", "author", "licence", "sha256_of_pixels"))
        table.writerows(rows)


if __name__ == "__main__":
    main()
