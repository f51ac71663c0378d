"""A data set of HITSZ-VCM's layout without one of its cameras: its index anew, its crops linked.

Run: `python -m benchmarks.without_camera DATA OUT --camera 6`. The simulator's thermal camera is a
modality of its own, which HITSZ-VCM has not: so both can be measured apart.
"""

import argparse
from pathlib import Path

_INFRARED = "1"


def without_camera(data: Path, out: Path, camera: str) -> dict[str, int]:
    """Write `out`; how many tracklets stay in either part.

    Raises:
        ValueError: there is no tracklet of this camera.
        FileExistsError: `out` is there.
    """
    info = out / "info"
    info.mkdir(parents=True)
    for folder in ("Train", "Test"):
        (out / folder).symlink_to((data / folder).resolve(), target_is_directory=True)
    counts = {}
    for part in ("train", "test"):
        names = (data / "info" / f"{part}_name.txt").read_text(encoding="utf-8")
        (info / f"{part}_name.txt").write_text(names, encoding="utf-8")
        name = f"track_{part}_info.txt"
        rows = [line.split() for line in (data / "info" / name).read_text("utf-8").splitlines()]
        kept = [row for row in rows if row[4] != camera]
        if len(kept) == len(rows):
            raise ValueError(f"camera {camera} has no tracklet in {name}")
        (info / name).write_text("".join(" ".join(row) + "\n" for row in kept), encoding="utf-8")
        counts[part] = len(kept)
        if part == "test":
            queries = [place for place, row in enumerate(kept, 1) if row[0] == _INFRARED]
            text = " ".join(map(str, queries)) + "\n"
            (info / "query_IDX.txt").write_text(text, encoding="utf-8")
    return counts


def main() -> None:
    """Write the data set that was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--camera", required=True)
    wanted = parser.parse_args()
    print(without_camera(wanted.data, wanted.out, wanted.camera))


if __name__ == "__main__":
    main()
