"""Captions of pictures: what they say, and whom they credit at their end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newscrawl.items import Image
from newscrawl.normalisation.agencies import find_agency, same_organisation
from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.lines import is_title
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.photo_credits import (
    giver_pattern,
    is_shared,
    is_wire,
    offer_pattern,
    unlabelled_pattern,
)
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import wording
from newscrawl.text.cleaning import clean, collapse
from newscrawl.text.sentences import ends_sentence

__all__ = ["read_image"]

_BRACKETS = ("(", "（", "[", "【")
_COLONS = (":", "：")
_LABEL_END = re.compile(r"\s?[:：]\s*")
_LABEL_MARK = re.compile(r"\s?([:：=＝])")
_SPACE = re.compile(r"\s+")
# In Japan a point stands between a label and a name.
_INSIDE_END = re.compile(r"\s+|・")
_WORD = re.compile(r"\w+")
_WORD_START = re.compile(r"(?<!\w)(?=\S)")
_NAME = re.compile(r"\s?(?P<name>[^:：]{2,80})$")
# Behind the last sentence of a caption, or where a page glued it to that: "... at sea.Jo Lee".
_BEHIND = re.compile(
    r"(?:^|(?<=\S))\s*©\s?(?P<mark>(?=[^©]*[^\W\d_])[^©]{2,60})$"
    r"|\s[|]\s(?P<bar>[^|]{2,50})$"
    r"|(?:^|(?<=[.!?…”»])(?<!\s[^\W\d_]\.))\s?"
    r"(?P<wire>[^\W\d_][\w ]{1,20}/\s?[^/.!?]{2,40}(?:/[^/.!?]{2,30})?)$"
    r"|(?<=[.!?…”»])\s(?P<housed>[^\W\d_a-z][^.!?,]{4,30},\s[^.!?,]{2,30})$"
    r"|(?:^|(?<=[.!?…”»])(?<!\s\w\.)\s)(?P<lone>[^\W\d_][\w -]{1,40})$"
    r"|(?<=[.!?…”»])(?P<glued>[^\W\d_a-z][^.!?]{4,40})$"
    r"|\s[–—-]\s(?P<dash>[^–—]{2,40})$"
)
_EDGES = " .,;:()（）[]【】|–—-"
_BEFORE_CREDIT = "© ＝=、，,;:(（[【|/•·–—-"
_LONGEST_GIVEN_NAME = 5


class _Credit(NamedTuple):
    """Where in a caption a credit begins, whom it names, and whether behind a label."""

    start: int
    name: str
    labelled: bool = False


class _Labels(NamedTuple):
    """The labels of pictures that a mark follows, and the words before a name that need none."""

    marked: Phrases
    bare: Phrases


def read_image(image: Image, language: str | None, house: str | None = None) -> Image:
    """Return *image* with a clean caption, the credit at its end taken for its credit.

    "Boats at sea. Photo: Jo Lee", "(Foto: X)", "ANTARA FOTO/X/y.", "(REUTERS/X)"; "Boats at sea.
    Jo Lee, Bay Post" where that is the *house* which publishes it.
    """
    if not (image.caption or image.credit):
        return Image(image.url)
    # A bracket left open held the credit, which stood on a line of its own.
    caption = offer_pattern().sub("", collapse(clean(image.caption or ""))).rstrip(" ([（【")
    credit = _unlabelled(collapse(clean(image.credit or "")), language)
    found = _credit(caption, language) if caption else None
    if found is None and not credit and (behind := _BEHIND.search(caption)) is not None:
        found = _behind(behind, language, house)
    if found is not None:
        name = found.name.strip(_EDGES)
        from_wire = not found.labelled and (is_wire(name) or is_shared(name, language))
        if from_wire or (found.labelled and _names(name, found.start, language)):
            caption = caption[: found.start].rstrip(_BEFORE_CREDIT)
            read = _unlabelled(name, language)
            credit = read if not credit or _tells_more(read, credit) else credit
    elif credit and caption.endswith(credit):
        caption = caption.removesuffix(credit).rstrip(_BEFORE_CREDIT)
        labels = _labels(language).marked.printed_starts(caption, len(caption))
        caption = caption[: min(labels, default=len(caption))].rstrip(_BEFORE_CREDIT)
    return Image(image.url, caption or None, credit or None)


def _tells_more(read: str, credit: str) -> bool:
    """Whether what was *read* names somebody beside the *credit*: "Jo Lee/AP", "AP Wire"."""
    return len(read) > len(credit) and credit.split(maxsplit=1)[0] in _WORD.findall(read)


def _unlabelled(credit: str, language: str | None) -> str:
    """Return *credit* without its label: "Photo: Jo Lee", "© Jo Lee"."""
    if credit.startswith(_BRACKETS) and credit.endswith((")", "）", "]", "】")):
        credit = credit[1:-1]
    labels = _labels(language)
    credit = credit.removeprefix("©").lstrip()
    label = labels.marked.at_start(credit, _LABEL_END) or labels.bare.at_start(credit, _SPACE)
    name = (credit[label.rest :] if label else credit).removeprefix("©").strip(" |–—-")
    # "Copyright" alone names nobody.
    return "" if key(name) in lexicon(language).rights else name


def _credit(caption: str, language: str | None) -> _Credit | None:
    """Return what may be the credit that ends *caption*: the first, with a label if it has one."""
    found = list(_labelled(caption, _labels(language)))
    if (match := unlabelled_pattern().search(caption)) is not None:
        name = match["taken"] or match["inside"] or match["wire"]
        # "(foto Jo Lee)": in brackets a label needs no mark before a name; no "(video game)".
        label = _labels(language).marked.at_start(name, _INSIDE_END) if match["inside"] else None
        if label is not None and name[label.rest :][:1].islower():
            label = None
        labelled = match["taken"] is not None or label is not None
        found.append(_Credit(match.start(), name[label.rest :] if label else name, labelled))
    if (given := giver_pattern().search(caption)) is not None:
        # Just before the giver may stand the label: "/사진=군청 제공".
        end = len(caption[: given.start()].rstrip())
        starts = _labels(language).marked.printed_starts(caption, end)
        return _Credit(min(starts, default=given.start()), given["giver"], labelled=True)
    return min(found, key=lambda credit: credit.start, default=None)


def _behind(match: re.Match[str], language: str | None, house: str | None) -> _Credit | None:
    """Return the credit that a mark, an agency or a seam tells, where it is one."""
    kind = match.lastgroup or ""
    name = match[kind]
    if kind == "wire" and not (is_wire(name) or is_shared(name, language)):
        return None
    if kind == "lone" and not (is_wire(name) and (match.start() or _is_telling(name))):
        return None
    if kind == "glued" and not are_full_names(name, language):
        return None
    if kind == "housed" and not _is_housed(name, language, house):
        return None
    if kind == "bar" and not _is_behind_bar(name, match.string[: match.start()]):
        return None
    if kind == "dash":
        label = _labels(language).marked.at_start(name, _SPACE)
        name = name[label.rest :] if label else name
        if find_agency(name) is None and not (label and are_full_names(name, language)):
            return None
    return _Credit(match.start(), name, labelled=True)


def _is_telling(name: str) -> bool:
    """Whether no girl or place is called as the agency *name*: "AFP", "Reuters", no "Petra"."""
    return name.isupper() or len(name) > _LONGEST_GIVEN_NAME


def _is_housed(credit: str, language: str | None, house: str | None) -> bool:
    """Whether *credit* is somebody of the *house* or an agency: "Jo Lee, Bay Post"."""
    person, _, outlet = credit.rpartition(", ")
    known = same_organisation(outlet, house) or find_agency(outlet) is not None
    return known and are_full_names(person, language)


def _is_behind_bar(name: str, before: str) -> bool:
    """Whether *name* is a credit: an agency, or what is no sentence behind one."""
    return is_wire(name) or (ends_sentence(before) and not ends_sentence(name))


def _labelled(caption: str, labels: _Labels) -> Iterator[_Credit]:
    """Yield the credits behind a label with its mark, and behind words that need none."""
    # No name has a colon within; before one may be a space.
    since = max(0, *(caption.rfind(colon) - 1 for colon in _COLONS))
    for mark in _LABEL_MARK.finditer(caption, since):
        for end in range(mark.start(), mark.start(1) + 1):
            for start in labels.marked.printed_starts(caption, end):
                yield from _named(caption, start, mark.end())
    if not labels.bare.occur_in(key(caption)):
        return
    for place in _WORD_START.finditer(caption, since):
        for end in labels.bare.printed_ends(caption, place.start()):
            if caption[end : end + 1].isspace():
                yield from _named(caption, place.start(), end + 1)


def _named(caption: str, start: int, position: int) -> Iterator[_Credit]:
    """Yield the credit whose label begins at *start* and whose name follows at *position*."""
    name = _NAME.match(caption, position)
    if name and _WORD_START.match(caption, start):
        bracketed = caption.startswith(_BRACKETS, start - 1) if start else False
        opens = start - 1 if bracketed and _WORD_START.match(caption, start - 1) else start
        yield _Credit(opens, name["name"], labelled=True)


def _names(name: str, start: int, language: str | None) -> bool:
    """Whether *name* is one: where nothing stands before the label it may be the caption."""
    if not is_title(name):
        return False
    if start > 0 or " " not in name:
        return True
    people = read_people(name, language)
    return bool(people.persons or people.organisations)


@lru_cache(maxsize=64)
def _labels(language: str | None) -> _Labels:
    phrases = lexicon(language).phrases
    return _Labels(
        wording(language).photo,
        Phrases(phrase for phrase, role in phrases.items() if role is Role.PHOTO),
    )
