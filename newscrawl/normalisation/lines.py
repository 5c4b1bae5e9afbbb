"""Lines: the pieces of an article's text, and what can be told from their shape."""

from __future__ import annotations

import re
import string
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from newscrawl.document import Link
from newscrawl.extraction import PassageKind
from newscrawl.garbage import of_pages
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.text.scripts import is_spaceless, is_stopless
from newscrawl.text.sentences import ends_sentence

__all__ = [
    "KHMER_COLON",
    "Kind",
    "Line",
    "has_digit",
    "is_bulleted",
    "is_prose",
    "is_title",
    "signs",
    "size",
]

KHMER_COLON = "\u17d6"
_LONGEST_TITLE = 30
_FEWEST_PROSE_WORDS = 6
_LONG_WITHOUT_STOP = 30
_LONG_FOR_STOPLESS = 11
_CHARACTERS_A_WORD = 2.5
_ABBREVIATED = re.compile(r"\b[^\W\d_]\.[^\W\d_]\.$")
_ABBREVIATION = len("U.S.\n")
_PLAIN_LETTERS = f"{string.ascii_letters} ".encode()
_DIGITS = frozenset(string.digits)
_BULLETS = ("•", "-", "–", "—", "*", "·", "▪", "■", "●", "○", "◆")


class Kind(StrEnum):
    """What a line is, beside the roles of the lexicon."""

    TEXT = "text"
    NOTICE = "notice"
    COPYRIGHT = "copyright"
    SIGN_OFF = "sign-off"
    DEBRIS = "debris"


@dataclass(slots=True)
class Line:
    """One line with what it is for, never changed but for what it remembers of itself.

    ``value`` is what follows the label, empty for a label alone; for a line without label all
    of it. ``passage`` counts passages from 0. ``other`` is the second role of a label that
    names two: "Translator/Editor: X". ``size`` is the length of the text, as :func:`size` has it,
    ``signs`` what :func:`signs` finds in it, ``folded`` the text as :func:`key` has it.
    """

    text: str
    passage: int
    kind: Kind | Role = Kind.TEXT
    value: str = ""
    links: tuple[Link, ...] = ()
    form: PassageKind = PassageKind.PARAGRAPH
    other: Role | None = None
    size: float = field(init=False, repr=False, compare=False)
    signs: AbstractSet[str] = field(init=False, repr=False, compare=False)
    _folded: str | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for by nearly every rule: told once.
        self.size = size(self.text)
        self.signs = signs(self.text)

    @property
    def folded(self) -> str:
        """Its text as words are looked up in it; folded once, for those that are asked."""
        if self._folded is None:
            self._folded = key(self.text)
        return self._folded

    @property
    def is_label(self) -> bool:
        """Whether it is a label alone, whose value stands in the lines below."""
        return isinstance(self.kind, Role) and not self.value

    @property
    def is_prose(self) -> bool:
        """Whether its text is, as :func:`is_prose` judges it."""
        return _is_prose(self.text, self.size)

    @property
    def says_something(self) -> bool:
        """Whether its text is prose, or might be in a script that ends sentences with nothing."""
        return self.is_prose or (self.size >= _LONG_FOR_STOPLESS and is_stopless(self.text))

    @property
    def is_title(self) -> bool:
        """Whether its text could be one, as :func:`is_title` judges it."""
        return _is_title(self.text, self.size)


# Most passages are one line: of both it is asked, one after the other.
@of_pages
@lru_cache(maxsize=16)
def signs(text: str) -> AbstractSet[str]:
    """Return the characters of *text* but ASCII letters and spaces: its marks, its figures.

    These two are taken out of its bytes at once, and little is left to look at.
    """
    rest = text.encode("utf-8", "ignore").translate(None, _PLAIN_LETTERS)
    return frozenset(rest.decode())


def has_digit(characters: AbstractSet[str]) -> bool:
    """Whether one of *characters* is a digit, of any script."""
    return not _DIGITS.isdisjoint(characters) or any(map(str.isdecimal, characters))


def size(text: str) -> float:
    """Return the length of *text* in words; of scripts without spaces estimated."""
    return len(text) / _CHARACTERS_A_WORD if is_spaceless(text) else float(text.count(" ") + 1)


def is_prose(text: str) -> bool:
    """Whether *text* is a sentence of some length, or too long to be anything else."""
    return _is_prose(text, size(text))


def _is_prose(text: str, length: float) -> bool:
    if length >= _LONG_WITHOUT_STOP:
        return True
    return length >= _FEWEST_PROSE_WORDS and _is_closed(text)


def is_title(text: str) -> bool:
    """Whether *text* could be a headline: one short line that does not end like a sentence.

    Questions and exclamations may be headlines.
    """
    return _is_title(text, size(text))


def _is_title(text: str, length: float) -> bool:
    if length > _LONGEST_TITLE:
        return False
    if not _is_closed(text):
        return True
    return text.rstrip("\"'”’»」』)）").endswith(("?", "!", "？", "！", "؟", "…"))


def _is_closed(text: str) -> bool:
    """Whether *text* ends like a sentence, and with no abbreviation."""
    since = max(0, len(text) - _ABBREVIATION)
    return ends_sentence(text) and not _ABBREVIATED.search(text, since)


def is_bulleted(text: str) -> bool:
    """Whether *text* opens like an item of a list: with a bullet or a number."""
    return text.startswith(_BULLETS) or text[:3].rstrip(" .)").isdigit()
