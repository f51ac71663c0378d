"""The languages of the window, and how one is put on before the first text is made."""

import logging
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.settings.resource_paths import translation_path

Language = Literal["system", "en", "de"]
_TRANSLATOR = "duskline-language"

_log = logging.getLogger(__name__)


def language_of_the_system() -> Literal["en", "de"]:
    """The first of the languages a person has told the system that the window knows; or English."""
    for wanted in QLocale.system().uiLanguages():
        if wanted.split("-")[0] == "de":
            return "de"
        if wanted.split("-")[0] == "en":
            return "en"
    return "en"


def put_on_language(application: QCoreApplication, language: Language) -> None:
    """Let every text made from now on be in `language`; what is shown already stays as it is.

    English is put on below every other language: its plural forms are a translation too.
    """
    for old in application.findChildren(QTranslator, _TRANSLATOR):
        application.removeTranslator(old)
        old.deleteLater()
    known = language_of_the_system() if language == "system" else language
    _put_on(application, translation_path("en"))
    if known != "en":
        of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _put_on(application, of_qt / f"qtbase_{known}.qm")
        _put_on(application, translation_path(known))


def _put_on(application: QCoreApplication, file: Path) -> None:
    translator = QTranslator(application)
    translator.setObjectName(_TRANSLATOR)
    if translator.load(str(file)):
        application.installTranslator(translator)
    else:
        _log.warning("There are no texts at %s; they stay English", file)
