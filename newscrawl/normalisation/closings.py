"""Closing lines: what stands at the end of a text and belongs to none.

Who wrote it, by name or initials, who was on duty, how to reach them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newscrawl.extraction import PassageKind
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.bare_names import bare_names
from newscrawl.normalisation.lexicon import Concept, Lexicon, Role, key
from newscrawl.normalisation.lines import Kind, Line
from newscrawl.text.sentences import ends_sentence

__all__ = [
    "is_closing",
    "is_signature",
    "repeats_sign_off",
    "without_biography",
    "without_sign_off",
]

# "F.L.", "PN/ct", "mkj", "ksz/ adso/", "/ХК/"; in scripts without capitals a bracket: "（完）".
_INITIALS = re.compile(
    r"(?:[^\W\d_]\.[\s-]?){2,4}|[^\W\d_]{2,4}"
    r"|[^\W\d_]{1,5}(?:\s?/{1,2}\s?[^\W\d_]{1,5}){1,3}\s?/?"
    r"|/(?:[^\W\d_]{1,5}/){1,2}"
)
_LETTERS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_LONGEST_CONTACT = 30
_LONGEST_INITIALS = 16
_MOST_ON_DUTY = 3
_LONGEST_SIGNATURE = 9
_LETTER_RUN = re.compile(r"[^\W\d_]+")
_LONGEST_SIGN_OFF = 40
_LONGEST_BIOGRAPHY = 1_000
_ASIDE = re.compile(r"^\s?[/|–—:-]?\s")
_SIGN_OFF = re.compile(r"(?<=[.!?\"”»’])\s(?:[–—]|--?)\s?(?P<agency>[^\s–—-][^.!?–—]{1,20})\.?$")
_EDITED = re.compile(
    r"(?<=[。」！？])\s?[（(](?P<label>[^（）():：]{2,8})[:：](?P<names>[^（）()]{2,24})[）)]\s?\d{0,8}$"
)
_CLOSING_BRACKET = re.compile(r"[【（][^【】（）。]{1,8}[】）]")


def is_closing(line: Line, words: Lexicon) -> bool:
    """Whether *line*, the last of a text, is a contact, initials, a sign-off or a biography."""
    return (
        _is_contact(line)
        or _is_initials(line)
        or _is_signed_off(line)
        or _is_biography(line, words)
    )


def _is_contact(line: Line) -> bool:
    """Whether *line* is a short line with an address for letters: "Write to mia@a.example"."""
    if line.size > _LONGEST_CONTACT or "@" not in line.text:
        return False
    return _LETTERS.search(line.text) is not None


def _is_initials(line: Line) -> bool:
    """Whether *line* is the initials of whoever wrote, as they close a text."""
    text = line.text
    if len(text) > _LONGEST_INITIALS or line.form is not PassageKind.PARAGRAPH:
        return False
    if _CLOSING_BRACKET.fullmatch(text):
        return True
    parts = _INITIALS.fullmatch(text) and _LETTER_RUN.findall(text)
    framed = text.startswith("/")
    if not parts or (len(parts) == 1 and not (framed or text.islower())):
        return False
    if text.upper() == text.lower():
        return len(parts) > 1
    return all(part.islower() or part.isupper() for part in parts)


def _is_signed_off(line: Line) -> bool:
    """Whether *line* is an agency and who was on duty there, in a script without capitals."""
    agency, _, names = line.text.replace("/", " ").partition(" ")
    # "وام/خالد المزروعي/ هدى الشامسي": each has a stroke of their own.
    most = _MOST_ON_DUTY * (1 + line.text.count("/"))
    few = 0 < len(names.split()) <= most
    return few and names.upper() == names.lower() and line.is_title and bool(find_agency(agency))


def repeats_sign_off(line: Line, above: Line) -> bool:
    """Whether *line* is the last name of the sign-off *above* it once more, as PTI has it."""
    return line.text in above.text.split()[1:] and _is_signed_off(above)


def without_biography(
    body: Sequence[Line], authors: Sequence[str], words: Lexicon
) -> Sequence[Line]:
    """Return *body* without last lines that say who wrote it: "Jane Doe is an architect".

    So does the name alone, and "Doe covers ports" below it.

    Each tells of one of the *authors*, of whom the text itself does not speak.
    """
    for count in range(len(body), 1, -1):
        if not _tells_of_author(body[count - 1].text, body[: count - 1], authors, words):
            return body[:count]
    return body[:1]


def _tells_of_author(
    text: str, above: Sequence[Line], authors: Iterable[str], words: Lexicon
) -> bool:
    if len(text) > _LONGEST_BIOGRAPHY:
        return False
    for name in authors:
        if key(text) == key(name):
            return not above[-1].text.endswith((":", "："))
        # Below the name on a line of its own the last of it is enough.
        is_headed = key(above[-1].text) == key(name)
        calls = (name, name.rpartition(" ")[2].title()) if is_headed else (name,)
        called = next(filter(text.startswith, calls), None)
        if called is None:
            continue
        first, *following = (*key(_ASIDE.sub("", text[len(called) :])).split(maxsplit=2), "")
        # "Jane Doe / Jane is an architect".
        again = first in key(name).split() and following[0]
        if (again or first) in words.copulas:
            others = above[:-1] if is_headed else above
            return not any(called in line.text for line in others)
    return False


def without_sign_off(line: Line, words: Lexicon) -> tuple[Line, Line] | None:
    """Return *line* and what signs it off behind its last sentence apart.

    The agency, "... he said. - Bernama"; in Taiwan the editor and the day.
    """
    edited = _EDITED.search(line.text)
    if edited is not None and words.labels.get(key(edited["label"])) is Role.EDITORS:
        text = line.text[: edited.start()]
        credit = replace(line, text=edited.group(), kind=Role.EDITORS, value=edited["names"])
        return replace(line, text=text, value=text), credit
    found = _SIGN_OFF.search(line.text, max(0, len(line.text) - _LONGEST_SIGN_OFF))
    if found is None or find_agency(agency := found["agency"]) is None:
        return None
    text = line.text[: found.start()]
    sign_off = replace(line, text=agency, kind=Kind.SIGN_OFF, value=agency)
    return replace(line, text=text, value=text), sign_off


def is_signature(line: Line, above: Sequence[Line], language: str | None) -> bool:
    """Whether *line* is names in full below prose: who wrote it signs so in many countries.

    They are names of which the text *above* says nothing (:func:`.bare_names`).
    """
    if not above[-1].is_prose:
        return False
    if line.form is not PassageKind.PARAGRAPH or line.links or ends_sentence(line.text):
        return False
    if line.size > _LONGEST_SIGNATURE:
        return False
    return bool(bare_names(line.text, language, (each.text for each in above)))


def _is_biography(line: Line, words: Lexicon) -> bool:
    """Whether *line* tells what the author is in the trade: "The author is a staff reporter"."""
    if line.size > _LONGEST_CONTACT:
        return False
    openings = words.appeals.get(Concept.WRITERS, ())
    opening = next(filter(line.folded.startswith, openings), None)
    if opening is None:
        return False
    said = line.folded.removeprefix(opening)
    return any(title in said for title in words.titles)
