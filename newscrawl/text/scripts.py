"""Scripts: which set no spaces between words, which end no sentences, which have no capitals.

One character is compared with the ends of their ranges: a class of all Chinese ones takes
milliseconds to compile, and patterns that need none are spared it.
"""

from __future__ import annotations

import re

from newscrawl.text.expressions import on_demand

__all__ = [
    "SPACELESS",
    "STOPLESS",
    "UNCASED",
    "is_east_asian_letter",
    "is_spaceless",
    "is_spaceless_letter",
    "is_stopless",
    "is_uncased_letter",
]

STOPLESS = r"[\u0e00-\u0eff]"
"""The class of Thai and Lao, which end sentences with nothing but a space."""
SPACELESS = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""The class of what :func:`is_spaceless_letter` tells, for patterns."""
UNCASED = (
    r"[\u0590-\u0eff\u1000-\u109f\u1200-\u137f\u1780-\u17ff"
    r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""The class of what :func:`is_uncased_letter` tells, for patterns."""

_SPACELESS_RUNS = on_demand(f"{SPACELESS}+")
_STOPLESS_RUNS = re.compile(f"{STOPLESS}+")


def is_spaceless_letter(character: str) -> bool:
    """Whether *character* is Thai, Lao, Burmese, Khmer, Japanese or Chinese; none is not."""
    return character >= "\u0e00" and (_is_indochinese(character) or _is_kana_or_han(character))


def is_uncased_letter(character: str) -> bool:
    """Whether *character* is of a script from Hebrew to Lao, Burmese, Ethiopic, Khmer or CJK."""
    return character >= "\u0590" and (
        character <= "\u0eff"
        or "\u1200" <= character <= "\u137f"
        or _is_indochinese(character)
        or is_east_asian_letter(character)
    )


def is_east_asian_letter(character: str) -> bool:
    """Whether *character* is Japanese, Chinese or Korean."""
    return "\uac00" <= character <= "\ud7af" or _is_kana_or_han(character)


def _is_indochinese(character: str) -> bool:
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
    )


def _is_kana_or_han(character: str) -> bool:
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
    )


def is_spaceless(text: str) -> bool:
    """Whether *text* is mostly in a script that puts no spaces between words."""
    if text.isascii():
        return False
    printed = len(text) - text.count(" ")
    # Each of them is three bytes long: most texts have not bytes enough, as is sooner told.
    longer = len(text.encode("utf-8", "replace")) - len(text)
    return 3 * longer > 2 * printed and 3 * _extent(_SPACELESS_RUNS(), text) > printed


def is_stopless(text: str) -> bool:
    """Whether *text* is mostly in a script that ends sentences with nothing: Thai, Lao."""
    return not text.isascii() and 2 * _extent(_STOPLESS_RUNS, text) > len(text)


def _extent(runs: re.Pattern[str], text: str) -> int:
    """Return how many characters of *text* are in *runs*."""
    return len("".join(runs.findall(text)))
