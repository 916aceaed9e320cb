"""All words of `resources/texts` as one QML object: a property per key, one notify for all of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, Signal, SignalInstance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.texts import Texts

DEFAULT = "id"


class WordsBase(QObject):
    """The words in the language now chosen; `home.title` is `Words.home_title` in QML."""

    changed: SignalInstance

    def __init__(self, languages: Mapping[str, Texts]) -> None:
        super().__init__()
        self._languages = languages
        self._now = languages[DEFAULT]

    def choose(self, language: str) -> None:
        """Switches every visible word at once."""
        self._now = self._languages[language]
        self.changed.emit()

    def __call__(self, code: str, **details: object) -> str:
        """The same words for screens, with placeholders filled; a word missing here is the default's."""
        texts = self._now if self._now.has(code) else self._languages[DEFAULT]
        return texts(code, **details)

    def read(self, key: str) -> str:
        """One sentence without details, for QML."""
        return self(key)


@cache
def words_class(keys: tuple[str, ...]) -> type[WordsBase]:
    """The class with one property for each key."""
    changed = Signal()
    namespace: dict[str, Any] = {"__doc__": WordsBase.__doc__, "changed": changed}
    for key in keys:
        namespace[key.replace(".", "_")] = Property(str, _getter(key), notify=changed)
    return type("Words", (WordsBase,), namespace)


def make_words(languages: Mapping[str, Texts]) -> WordsBase:
    """Words for one window; the class is made once from the keys of the default language."""
    return words_class(tuple(languages[DEFAULT].words))(languages)


def _getter(key: str) -> Callable[[WordsBase], str]:
    def getter(words: WordsBase) -> str:
        return words.read(key)

    return getter
