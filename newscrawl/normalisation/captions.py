"""Captions of pictures: what they say, and whom they credit at their end."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.items import Image
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.lexicon import Role, alternation, lexicon
from newscrawl.normalisation.lines import is_title
from newscrawl.normalisation.people import read_people
from newscrawl.text.cleaning import clean, collapse

__all__ = ["read_image"]

_OPEN = r"[(（\[【]"
_EDGES = " .,;:()（）[]【】|–—-"
_BEFORE_CREDIT = " ,;:(（[【|–—-"
_DESK = re.compile(r"\s+(?:foto|photo)$", re.IGNORECASE)


def read_image(image: Image, language: str | None) -> Image:
    """Return *image* with a clean caption, the credit at its end taken for its credit.

    "Boats at sea. Photo: Jo Lee", "(Foto: X)", "ANTARA FOTO/X/y.", "(REUTERS/X)".
    """
    caption = collapse(clean(image.caption or ""))
    credit = collapse(clean(image.credit or ""))
    for match in _credit(language).finditer(caption) if caption else ():
        name = (match["name"] or match["inside"] or match["wire"]).strip(_EDGES)
        known = _is_wire(name) if match["name"] is None else _names(match, name, language)
        if known:
            caption = caption[: match.start()].rstrip(_BEFORE_CREDIT)
            credit = credit or name
    return Image(image.url, caption or None, credit or None)


def _names(match: re.Match[str], name: str, language: str | None) -> bool:
    """Whether *name* is one: where nothing stands before the label it may be the caption."""
    if not is_title(name):
        return False
    people = read_people(name, language)
    return match.start() > 0 or bool(people.persons or people.organisations)


def _is_wire(credit: str) -> bool:
    """Whether an agency opens *credit*, alone or with its desk: "ANTARA FOTO/X/y"."""
    return find_agency(_DESK.sub("", credit.partition("/")[0])) is not None


@lru_cache(maxsize=64)
def _credit(language: str | None) -> re.Pattern[str]:
    words = lexicon(language)
    labels = alternation(label for label, role in words.labels.items() if role is Role.PHOTO)
    phrases = alternation(label for label, role in words.phrases.items() if role is Role.PHOTO)
    return re.compile(
        rf"(?:^|(?<=\W)){_OPEN}?(?:(?:{labels})\s?[:：=＝]|(?:{phrases})\s)\s?(?P<name>[^:：]{{2,80}})$"
        rf"|{_OPEN}(?P<inside>[^()（）\[\]]{{2,60}})[)）\]】]\.?$"
        r"|(?:^|(?<=\s))(?P<wire>\w{2,20}\s(?:foto|photo)\s?/.{2,60})$",
        re.IGNORECASE,
    )
