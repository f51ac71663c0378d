"""The clip that benchmarks run on: real people where there are any on this machine."""

from pathlib import Path

CANDIDATES = (
    Path(__file__).parents[2] / "shared/data/m3svd/visible/0113_1714.mp4",
    Path("/usr/share/doc/opencv-doc/examples/data/vtest.avi"),
)

YOLOX_NANO = Path(__file__).parents[2] / "shared/models/yolox_nano.onnx"


def a_clip_with_people() -> Path:
    """A real clip; raises `SystemExit` with the remedy where this machine has none."""
    for path in CANDIDATES:
        if path.is_file():
            return path
    raise SystemExit("No clip with people here. Install one: apt-get install opencv-doc")
