"""Keyboard: the keys of every action, changed, reset, exported and taken from a file."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.settings.app_settings import AppSettings
from app.settings.keyed_actions import ACTIONS, BY_NAME, Where
from app.settings.keys import ConflictError, KeyFileError, Keys, ReservedError
from app.viewmodels.counts import counted
from app.viewmodels.key_words import (
    action_text,
    conflict_text,
    keys_text,
    reserved_text,
    where_text,
)
from app.viewmodels.wording import begun
from app.widgets.key_field import KeyField
from app.widgets.labels import label
from app.widgets.text_scale import scaled

_SIZE = (720, 640)
_NAME = Qt.ItemDataRole.UserRole
_ROW_PX = 26
_FILE = "duskline-keys.json"
_ACTION, _KEYS, _CHANGED = range(3)


class KeyboardDialog(QDialog):
    """What is changed holds at once; of a key that is taken it says by what."""

    def __init__(self, keys: Keys, settings: AppSettings, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._settings = settings
        self._refused: tuple[QKeySequence, ...] = ()
        self.setWindowTitle(self.tr("Keyboard"))
        self.find_field = QLineEdit()
        self.find_field.setPlaceholderText(self.tr("Find an action or a key"))
        self.find_field.setAccessibleName(self.tr("Find an action or a key"))
        self.find_field.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Actions and their keys"))
        self.tree.setHeaderLabels([self.tr("Action"), self.tr("Keys"), ""])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(14)
        self.tree.setItemsExpandable(False)
        self.tree.setUniformRowHeights(True)
        self.chosen = label("", "strong", wraps=True)
        self.first = KeyField(self.tr("First key"))
        self.second = KeyField(self.tr("Second key"))
        self.reset_button = QPushButton(self.tr("As it was at first"))
        self.none_button = QPushButton(self.tr("No key"))
        self.said = label("", "failure", wraps=True)
        self.take_button = QPushButton(self.tr("Take the key over"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.import_button = self._dialog_button(self.tr("Import…"))
        self.export_button = self._dialog_button(self.tr("Export…"))
        self.reset_all_button = self._dialog_button(self.tr("All as at first"))
        self._arrange()
        self._fill()
        self._connect()
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - 60))
        self.tree.setCurrentItem(next(iter(self._items.values())))
        self._show_chosen()

    @property
    def name(self) -> str | None:
        """The action that is chosen; None where a heading is."""
        item = self.tree.currentItem()
        name = None if item is None or item.isHidden() else item.data(_ACTION, _NAME)
        return name if isinstance(name, str) else None

    def choose(self, name: str) -> None:
        """Choose an action."""
        self.tree.setCurrentItem(self._items[name])

    def import_from(self, file: Path) -> None:
        """Take all keys from a file; what is wrong with it is said, and then nothing is changed."""
        try:
            unknown = self._keys.take_in(file.read_text("utf-8"))
        except ConflictError as problem:
            self._say(self.tr("Nothing was taken from {file}. {why}").format(
                file=file.name, why=conflict_text(problem)))  # fmt: skip
        except ReservedError as problem:
            self._say(self.tr("Nothing was taken from {file}. {why}").format(
                file=file.name, why=reserved_text(problem)))  # fmt: skip
        except KeyFileError as problem:
            self._say(self.tr("{file} is no file of keys: {why}").format(
                file=file.name, why=problem))  # fmt: skip
        except (OSError, UnicodeError) as problem:
            self._say(self.tr("{file} cannot be read: {why}").format(
                file=file.name, why=problem))  # fmt: skip
        else:
            said = self.tr("The keys of {file} are in force.").format(file=file.name)
            if unknown:
                count = len(unknown)
                said += " " + counted(
                    self.tr("{count} actions in it are not known here.", "", count), count
                )
            self._say(said, is_problem=False)

    def export_to(self, file: Path) -> None:
        """Write all keys into a file that another computer takes in."""
        try:
            file.write_text(self._keys.exported(), "utf-8")
        except OSError as problem:
            said = self.tr("{file} cannot be written: {why}").format(file=file.name, why=problem)
            self._say(said)
        else:
            said = self.tr("All keys are in {file}.").format(file=file.name)
            self._say(said, is_problem=False)

    def _dialog_button(self, text: str) -> QPushButton:
        return self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(10)
        for text, field in (
            (self.tr("F&irst key"), self.first),
            (self.tr("S&econd key"), self.second),
        ):
            name = QLabel(text)
            name.setBuddy(field)
            fields.addWidget(name)
            fields.addWidget(field, 1)
        fields.addWidget(self.none_button)
        fields.addWidget(self.reset_button)
        told = QHBoxLayout()
        told.addWidget(self.said, 1)
        told.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.find_field)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.chosen)
        layout.addLayout(fields)
        layout.addLayout(told)
        layout.addWidget(self.buttons)
        self.take_button.hide()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in the list leads to the fields

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        for place in Where:
            heading = QTreeWidgetItem([where_text(place), "", ""])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            heading.setFont(_ACTION, font)
            heading.setSizeHint(_ACTION, QSize(0, scaled(_ROW_PX)))
            self.tree.addTopLevelItem(heading)
            for one in ACTIONS:
                if one.where is place:
                    item = QTreeWidgetItem(heading, [begun(action_text(one.name)), "", ""])
                    item.setData(_ACTION, _NAME, one.name)
                    self._items[one.name] = item
            heading.setExpanded(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_ACTION, QHeaderView.ResizeMode.Stretch)
        for column in (_KEYS, _CHANGED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._tell_keys()

    def _connect(self) -> None:
        self.find_field.textChanged.connect(self._narrow)
        self.find_field.returnPressed.connect(self.tree.setFocus)
        self.tree.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.tree.itemActivated.connect(lambda *_: self.first.setFocus())
        for field in (self.first, self.second):
            field.given.connect(lambda _: self._change())
        self.none_button.clicked.connect(self._remove)
        self.reset_button.clicked.connect(self._reset)
        self.take_button.clicked.connect(self._take_over)
        self.import_button.clicked.connect(self._ask_import)
        self.export_button.clicked.connect(self._ask_export)
        self.reset_all_button.clicked.connect(self._reset_all)
        self.buttons.rejected.connect(self.reject)
        self._keys.changed.connect(self._tell_keys)

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items.values():
            said = f"{item.text(_ACTION)} {item.text(_KEYS)}".casefold()
            item.setHidden(not all(word in said for word in words))
        for number in range(self.tree.topLevelItemCount()):
            heading = self.tree.topLevelItem(number)
            if heading is not None:
                children = [heading.child(row) for row in range(heading.childCount())]
                heading.setHidden(all(one is None or one.isHidden() for one in children))
        shown = [item for item in self._items.values() if not item.isHidden()]
        if shown and self.name is None:
            self.tree.setCurrentItem(shown[0])
        self._show_chosen()

    def _tell_keys(self) -> None:
        for name, item in self._items.items():
            item.setText(_KEYS, keys_text(self._keys, name))
            item.setText(_CHANGED, "" if self._keys.is_default(name) else self.tr("changed"))
        self.reset_all_button.setEnabled(bool(self._keys.chosen))
        self._show_fields()

    def _show_chosen(self) -> None:
        self._say("")
        self._show_fields()

    def _show_fields(self) -> None:
        name = self.name
        held = () if name is None else self._keys.of(name)
        for number, field in enumerate((self.first, self.second)):
            field.show_key(held[number] if number < len(held) else None)
            field.setEnabled(name is not None)
        self.chosen.setText("" if name is None else self._items[name].text(_ACTION))
        self.none_button.setEnabled(bool(held))
        self.reset_button.setEnabled(name is not None and not self._keys.is_default(name))

    def _change(self) -> None:
        self._choose((self.first.keySequence(), self.second.keySequence()))

    def _remove(self) -> None:
        self._choose(())

    def _reset(self) -> None:
        if self.name is not None:
            self._choose(tuple(QKeySequence(key) for key in BY_NAME[self.name].keys))

    def _choose(self, keys: tuple[QKeySequence, ...]) -> None:
        name = self.name
        if name is None:
            return
        self._say("")
        try:
            self._keys.choose(name, keys)
        except ConflictError as problem:
            self._refused = keys
            self._say(conflict_text(problem), offers=True)
        except ReservedError as problem:
            self._show_fields()
            self._say(reserved_text(problem))

    def _take_over(self) -> None:
        name, keys = self.name, self._refused
        if name is not None and keys:
            self.first.setFocus()  # before the button goes
            self._say("")
            self._keys.take_over(name, keys)

    def _reset_all(self) -> None:
        self._keys.reset_all()
        self._say(self.tr("All keys are as they were at first."), is_problem=False)

    def _say(self, text: str, *, is_problem: bool = True, offers: bool = False) -> None:
        if not offers:
            self._refused = ()
        self.said.setObjectName("failure" if is_problem else "muted")
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setAccessibleName(text)
        self.take_button.setVisible(offers)

    def _ask_import(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("Import keys"), self._settings.last_folder, self.tr("Keys (*.json)")
        )
        if file:
            self.import_from(Path(file))

    def _ask_export(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export keys"),
            str(Path(self._settings.last_folder) / _FILE),
            self.tr("Keys (*.json)"),
        )
        if file:
            self.export_to(Path(file))
