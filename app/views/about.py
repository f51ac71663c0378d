"""What the program says about itself."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

import cba_core

translate = QCoreApplication.translate


def show_about(parent: QWidget) -> None:
    """Version, purpose, licences, and that nothing is sent."""
    QMessageBox.about(
        parent,
        translate("About", "About Duskline"),
        translate(
            "About",
            "Duskline {version}\n\nFinds candidates for the same person in visible and "
            "infrared recordings. It makes no network connection, sends nothing and looks "
            "for no updates.\n\nApache License 2.0. Uses Qt under the LGPL.",
        ).format(version=cba_core.__version__),
    )
