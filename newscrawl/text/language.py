"""Which language a text is in: declared tags made comparable, and identification."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pycld2

__all__ = ["Identification", "identify", "normal_tag", "primary"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
# Codes that were withdrawn, or that name one written form of a language.
_PRIMARY_ALIASES = {
    "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "nb": "no", "nn": "no", "tl": "fil",
}  # fmt: skip
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_ENOUGH_PERCENT = 60
_ENOUGH_CHARACTERS = 24
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Identification:
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


def primary(tag: str) -> str:
    """Return the primary subtag of a normal tag: ``zh`` for ``zh-Hant``."""
    return tag.partition("-")[0]


def identify(text: str, *, hint: str | None = None) -> Identification | None:
    """Identify the language of *text*; None when it is too short or too mixed to tell.

    *hint* is a declared language: it tips the balance between near relatives only.
    """
    usable = _NOT_XML.sub(" ", text)
    try:
        reliable, _, found = pycld2.detect(
            usable, isPlainText=True, hintLanguage=primary(hint) if hint else None
        )
    except pycld2.error:
        return None
    _, code, percent, _ = found[0]
    language = normal_tag(code)
    if language is None or percent < _ENOUGH_PERCENT:
        return None
    return Identification(language, bool(reliable) and len(usable.strip()) >= _ENOUGH_CHARACTERS)
