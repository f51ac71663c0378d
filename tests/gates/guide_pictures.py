"""The pictures of the guide, of those that the driven journey takes.

`python -m tests.gates.guide_pictures FOLDER`, where FOLDER is what `tests.gates.drive --pictures`
was given, puts them into docs/guide/images.
"""

import argparse
from pathlib import Path

from PIL import Image

from tests.support.small_case import ROOT

GUIDE_PICTURES = (
    "new-case",
    "evidence",
    "clock",
    "indexing",
    "gallery",
    "candidates",
    "decided",
    "person",
    "blind",
    "agreement",
    "report",
    "report-made",
    "case",
    "learnt",
    "map",
)
IMAGES = ROOT / "docs" / "guide" / "images"
MOST_BYTES = 250_000
_QUALITY = 84


def put_into_guide(taken: Path, images: Path = IMAGES) -> list[Path]:
    """Write each picture of the guide as JPEG; `taken` holds PNG files of these names."""
    made = []
    images.mkdir(parents=True, exist_ok=True)
    for name in GUIDE_PICTURES:
        file = images / f"{name}.jpg"
        with Image.open(taken / f"{name}.png") as picture:
            picture.convert("RGB").save(file, quality=_QUALITY, optimize=True, progressive=True)
        if file.stat().st_size > MOST_BYTES:
            raise ValueError(f"{file} is larger than {MOST_BYTES} bytes")
        made.append(file)
    return made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser("python -m tests.gates.guide_pictures", description=__doc__)
    parser.add_argument("taken", type=Path)
    put_into_guide(parser.parse_args().taken)


if __name__ == "__main__":
    main()
