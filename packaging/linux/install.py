"""Puts Duskline into the menus of a Linux desktop: entry, metadata, type of cases, icons.

    python packaging/linux/install.py [--prefix ~/.local] [--program /path/of/duskline]

Nothing outside `PREFIX/share` is written. `--remove` takes the same files away again.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DRAWING = HERE.parents[1] / "resources" / "icons" / "duskline.svg"
SIDES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
PLACES = {
    "duskline.desktop": "applications/duskline.desktop",
    "duskline.metainfo.xml": "metainfo/io.github.duskline.duskline.metainfo.xml",
    "duskline.mime.xml": "mime/packages/duskline.xml",
}
"""Of each file its place below `share`."""


def main() -> int:
    """Install or remove; the exit code is 0 unless a file cannot be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prefix", type=Path, default=Path.home() / ".local")
    parser.add_argument("--program", type=Path, help="what the entry starts; else duskline")
    parser.add_argument("--remove", action="store_true")
    options = parser.parse_args()
    share = options.prefix.expanduser() / "share"
    if options.remove:
        for path in targets(share):
            path.unlink(missing_ok=True)
    else:
        install(share, options.program)
    tell_the_desktop(share)
    return 0


def targets(share: Path) -> list[Path]:
    """Every file that is installed."""
    icons = share / "icons" / "hicolor"
    return [
        *(share / place for place in PLACES.values()),
        icons / "scalable" / "apps" / "duskline.svg",
        *(icons / f"{side}x{side}" / "apps" / "duskline.png" for side in SIDES_PX),
    ]


def install(share: Path, program: Path | None = None) -> None:
    """Write them."""
    for path in targets(share):
        path.parent.mkdir(parents=True, exist_ok=True)
    for name, place in PLACES.items():
        text = (HERE / name).read_text("utf-8")
        if program is not None and name.endswith(".desktop"):
            text = text.replace("Exec=duskline ", f"Exec={quoted(program)} ")
        (share / place).write_text(text, "utf-8")
    icons = share / "icons" / "hicolor"
    shutil.copyfile(DRAWING, icons / "scalable" / "apps" / "duskline.svg")
    draw(icons)


def draw(icons: Path) -> None:
    """The icon in every size of hicolor."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(DRAWING))
    for side in SIDES_PX:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        target = icons / f"{side}x{side}" / "apps" / "duskline.png"
        if not image.save(str(target), "PNG"):
            raise OSError(f"{target} cannot be written")


def quoted(program: Path) -> str:
    """A path as the argument of an Exec line.

    Source: Desktop Entry Specification 1.5, "The Exec key".
    """
    text = str(program)
    for mark in ("\\", '"', "`", "$"):
        text = text.replace(mark, "\\" + mark)
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


def tell_the_desktop(share: Path) -> None:
    """Let it read anew what it keeps; tools that are not there are not needed there."""
    for command in (
        ["update-mime-database", share / "mime"],
        ["update-desktop-database", "--quiet", share / "applications"],
        ["gtk-update-icon-cache", "--quiet", "--ignore-theme-index", share / "icons" / "hicolor"],
    ):
        if shutil.which(str(command[0])) is not None:
            subprocess.run(command, check=False)  # noqa: S603  (commands named above)


if __name__ == "__main__":
    sys.exit(main())
