"""Which language a text is in: declared tags made comparable, and identification."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pycld2

from newscrawl.knowledge import read_data
from newscrawl.text.scripts import is_spaceless

__all__ = ["Identification", "identify", "normal_tag", "primary", "settle"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
# Codes that were withdrawn, or that name one written form of a language.
_PRIMARY_ALIASES = {
    "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "nb": "no", "nn": "no", "tl": "fil",
}  # fmt: skip
# Languages so near that a declaration knows better than statistics.
_FAMILIES = (
    frozenset(["id", "ms", "jv", "su"]),
    frozenset(["hr", "sr", "bs", "sl"]),
    frozenset(["da", "no", "sv"]),
    frozenset(["cs", "sk"]),
    frozenset(["es", "gl", "ca", "pt"]),
    frozenset(["nl", "af", "fy"]),
    frozenset(["ru", "uk", "be"]),
    frozenset(["hi", "mr", "ne"]),
)
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_WORD = re.compile(r"\w+")
_ENOUGH_PERCENT = 60
_ENOUGH_ALONE = 25
_UNKNOWN = "un"
_ENOUGH_CHARACTERS = 24
# Of scripts without spaces a few characters are as many words.
_ENOUGH_UNSPACED = 8
_OPENING = 400
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Identification(NamedTuple):
    """A language tag as :func:`normal_tag` writes it, and whether the text left no doubt."""

    language: str
    reliable: bool


def normal_tag(tag: str | None) -> str | None:
    """Return the language of a BCP 47 *tag*, as this project writes it; None for no tag.

    The primary subtag in its current form, alone but for ``zh-Hant``: what distinguishes
    articles for a reader is the language, not the country.
    """
    if not tag or not _TAG.fullmatch(tag.strip()):
        return None
    subtags = re.split(r"[-_]", tag.strip().lower())
    language = _PRIMARY_ALIASES.get(subtags[0], subtags[0])
    if language == "zh" and _TRADITIONAL.intersection(subtags[1:]):
        return "zh-Hant"
    return None if language in {"und", "mul", "zxx"} else language


# The identifier knows some two hundred codes.
_of_code = cache(normal_tag)


def primary(tag: str) -> str:
    """Return the primary subtag of a normal tag: ``zh`` for ``zh-Hant``."""
    return tag.partition("-")[0]


def identify(text: str) -> Identification | None:
    """Identify the language of *text*; None when it is too short or too mixed to tell."""
    # What is printable has none of these, as is told far sooner.
    usable = text if text.isprintable() else _NOT_XML.sub(" ", text)
    try:
        # No hint of the declared language: with "zh" it takes traditional Chinese for Japanese.
        reliable, _, found = pycld2.detect(usable, isPlainText=True)
    except pycld2.error:
        return None
    _, code, percent, _ = found[0]
    language = _of_code(code)
    alone = found[1][1] == _UNKNOWN
    if language is None or percent < (_ENOUGH_ALONE if alone else _ENOUGH_PERCENT):
        return None
    language = _among_relatives(language, usable)
    enough = _ENOUGH_UNSPACED if is_spaceless(usable) else _ENOUGH_CHARACTERS
    return Identification(language, bool(reliable) and len(usable.strip()) >= enough)


def _among_relatives(language: str, text: str) -> str:
    """Return *language*, or the relative of it whose own words *text* has more of."""
    tables = _relatives()
    if language not in tables:
        return language
    family = next((family for family in _FAMILIES if language in family), frozenset())
    found = set(_WORD.findall(text.lower()))
    counts = {name: len(found & tables[name]) for name in family & tables.keys()}
    best = max(sorted(counts), key=lambda name: (counts[name], name == language))
    return best if counts[best] > counts.get(language, 0) else language


@lru_cache(maxsize=1)
def _relatives() -> dict[str, frozenset[str]]:
    tables = read_data("relatives")
    return {name: frozenset(table["words"].split()) for name, table in tables.items()}


def settle(declared: str | None, text: str) -> str | None:
    """Return the language of *text*, whose page declares *declared*; None when unknown.

    The declaration stands, unless the text is without doubt in another language; between
    near relatives the declaration decides. Which Chinese script it is the text decides.
    """
    tag = normal_tag(declared)
    # Most pages declare what their first paragraph shows: then the rest need not be read.
    opening = identify(text[:_OPENING]) if tag is not None else None
    if opening is not None and opening.language == tag:
        return tag
    found = identify(text)
    if found is None:
        return tag
    if tag is None:
        return found.language
    if primary(tag) == primary(found.language):
        return found.language
    if not found.reliable:
        return tag
    related = any({tag, found.language} <= family for family in _FAMILIES)
    return tag if related else found.language
