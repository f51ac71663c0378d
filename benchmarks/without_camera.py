"""A data set of HITSZ-VCM's layout without one of its cameras: its index anew, its crops linked.

Run: `python -m benchmarks.without_camera DATA OUT --camera 6`. The simulator's thermal camera is a
modality of its own, which HITSZ-VCM has not: so both can be measured apart.
"""

import argparse
from pathlib import Path

_INFRARED = "1"


def without_camera(data: Path, out: Path, camera: str) -> dict[str, int]:
    """Write `out`; how many rows stay in the index of either part.

    Raises:
        ValueError: there is no tracklet of this camera.
        FileExistsError: `out` is there.
    """
    kept = {part: _rows_without(data, part, camera) for part in ("train", "test")}
    info = out / "info"
    info.mkdir(parents=True)
    for folder in ("Train", "Test"):
        (out / folder).symlink_to((data / folder).resolve(), target_is_directory=True)
    for part, rows in kept.items():
        names = (data / "info" / f"{part}_name.txt").read_text(encoding="utf-8")
        (info / f"{part}_name.txt").write_text(names, encoding="utf-8")
        text = "".join(" ".join(row) + "\n" for row in rows)
        (info / f"track_{part}_info.txt").write_text(text, encoding="utf-8")
    queries = [place for place, row in enumerate(kept["test"], 1) if row[0] == _INFRARED]
    (info / "query_IDX.txt").write_text(" ".join(map(str, queries)) + "\n", encoding="utf-8")
    return {part: len(rows) for part, rows in kept.items()}


def _rows_without(data: Path, part: str, camera: str) -> list[list[str]]:
    name = f"track_{part}_info.txt"
    rows = [line.split() for line in (data / "info" / name).read_text("utf-8").splitlines()]
    kept = [row for row in rows if row[4] != camera]
    if len(kept) == len(rows):
        raise ValueError(f"camera {camera} has no tracklet in {name}")
    return kept


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
