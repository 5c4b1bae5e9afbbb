"""Scripts: which characters set no spaces between words, and which have no capitals.

One character is compared with the ends of their ranges: a class of all Chinese ones takes
milliseconds to compile, and patterns that need none are spared it.
"""

from __future__ import annotations

__all__ = [
    "SPACELESS",
    "UNCASED",
    "is_east_asian_letter",
    "is_spaceless_letter",
    "is_uncased_letter",
]

SPACELESS = r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]"
"""The class of what :func:`is_spaceless_letter` tells, for patterns."""
UNCASED = r"[\u0590-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""The class of what :func:`is_uncased_letter` tells, for patterns."""


def is_spaceless_letter(character: str) -> bool:
    """Whether *character* is Thai, Japanese or Chinese; where there is none it is not."""
    return "\u0e00" <= character <= "\u0e7f" or _is_kana_or_han(character)


def is_uncased_letter(character: str) -> bool:
    """Whether *character* is of a script from Hebrew to Thai, Japanese, Chinese or Korean."""
    return "\u0590" <= character <= "\u0e7f" or is_east_asian_letter(character)


def is_east_asian_letter(character: str) -> bool:
    """Whether *character* is Japanese, Chinese or Korean."""
    return "\uac00" <= character <= "\ud7af" or _is_kana_or_han(character)


def _is_kana_or_han(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"
