"""Openings: lines that open with words that tell what they are for.

A label, "Editor: Agus", "Read also: ..."; words such as all of their kind open with.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.extraction import PassageKind
from newscrawl.normalisation.bare_credits import marked
from newscrawl.normalisation.bare_names import are_full_names
from newscrawl.normalisation.calendar import calendar_of, plain
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Line, is_prose, is_title, size
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.sign_offs import LONGEST_SIGN_OFF
from newscrawl.normalisation.signatures import LONGEST_NAMES
from newscrawl.normalisation.titled_names import LONGEST_SIGNATURE
from newscrawl.normalisation.wording import LEAD, Wording
from newscrawl.text.scripts import SPACELESS
from newscrawl.text.sentences import ends_sentence

__all__ = [
    "aged",
    "alone",
    "corrected",
    "dashed",
    "labelled",
    "opened",
    "paired",
    "prompting",
    "shouted",
    "unmarked",
]

_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]?){2,4}")
_LONGEST_VALUE = 30
_LONGEST_APPEAL = 800
_LONGEST_AGE = 16
_NEAR_UNIT = 3
_MARK = re.compile(r"[:：|｜ㅣ=＝∶／/】＞〉》\]]|\.\.")
# What stands behind the words that open a line: a label, the first of two, a label alone.
_LABEL_MARK = re.compile(
    rf"[)\]】＞〉》]?(?:\s*[:：|｜ㅣ=＝∶／]\s*|\s?\.{{2,3}}\s?|(?<=[】＞〉》\]])\s*(?=\S)|(?<={SPACELESS})/)"
)
_DATED_MARK = re.compile(r"[\s,(–—-]{1,3}[^:：]{0,12}\d[^:：]{0,24}[:：]\s*")
_LABEL_END = re.compile(r"\s*[\]】)）>»›…:：?？؟]*\s*$")
_DASH_MARK = re.compile(r"\s?[–—-]\s")
_SPACE = re.compile(r"\s")
_POINTER_END = re.compile(r"[\]】]?\s+(?:[–—-]\s+)?")
_OPENING_END = re.compile(rf"(?<={SPACELESS})|(?!\w)")
# The marks of a question; the Greek one is a semicolon.
_ASKS = ("?", "？", "؟", ";", "\u037e")


def alone(line: Line, known: Wording) -> Line | None:
    """Recognise a label that stands alone, its value below it: "Editor:", "Read also"."""
    if len(line.text) > LONGEST_SIGN_OFF:
        return None
    if (label := known.lone.at_start(line.text, _LABEL_END, LEAD)) is None:
        return None
    role = known.words.labels.get(label.phrase) or known.words.phrases[label.phrase]
    marked = not {":", "："}.isdisjoint(line.text[label.end :])
    # An unmarked label of people is one only above a name: the layout sees to that.
    needs_none = role in {Role.RELATED, Role.TAGS} or role.names_people
    if line.text.endswith(_ASKS) and role is not Role.RELATED:
        return None
    if marked or needs_none or label.phrase in known.words.phrases:
        return replace(line, kind=role, value="")
    return None


def labelled(line: Line, known: Wording) -> Line | None:
    """Recognise a label with its value: "Editor: Agus", "Translator/Editor: Agus"."""
    text = line.text
    if not _MARK.search(text):
        return None
    one = known.labels.at_start(text, known.joint, LEAD)
    both = known.labels.at_start(text, _LABEL_MARK, since=one.rest) if one else None
    label = both or known.labels.at_start(text, _LABEL_MARK, LEAD)
    if label is None:
        return None
    role = known.words.labels[label.phrase]
    value = text[label.rest :].strip(" 】]）)>›»" if text[0] in "【[（(<" else " >›»")
    # "Read more... than one book a week" goes on.
    if value[:1].islower() and ".." in text[label.end : label.rest]:
        return None
    if not _fits(role, value, known.language):
        return None
    other = known.words.labels[one.phrase] if one and both else None
    if other is not None and other.names_people and not role.names_people:
        role, other = other, role
    return replace(line, kind=role, value=value, other=other)


def dashed(line: Line, known: Wording) -> Line | None:
    """Recognise names behind a label and a dash: "रिपोर्ट- अंकित रावत", "Editor - Jane Doe"."""
    label = known.people.at_start(line.text, _DASH_MARK, LEAD)
    if label is None or line.size > LONGEST_SIGNATURE or ends_sentence(line.text):
        return None
    role, value = known.words.labels[label.phrase], line.text[label.rest :]
    # Behind the name may stand the place.
    name, comma, place = value.partition(", ")
    value = name if comma and " " not in place else value
    named = are_full_names(value, known.language) and role.names_people
    return replace(line, kind=role, value=value) if named else None


def shouted(line: Line, known: Wording) -> Line | None:
    """Recognise a source behind its label in capitals, as press releases end: "SOURCE Acme Ltd"."""
    label = known.people.at_start(line.text, _SPACE)
    if label is None or label.phrase not in known.words.senders:
        return None
    value = line.text[label.rest :]
    named = line.text[: label.end].isupper() and not value.isupper() and value[:1].isupper()
    short = is_title(value) and size(value) <= LONGEST_SIGNATURE
    return replace(line, kind=Role.SOURCES, value=value) if named and short else None


def paired(line: Line, known: Wording) -> Line | None:
    """Recognise two labels with their names and no mark: "Penulis Rina Astuti Editor Budi"."""
    text = marked(line.text, known)
    return labelled(replace(line, text=text), known) if text != line.text else None


def corrected(line: Line, known: Wording) -> Line | None:
    """Recognise a correction whose label has its date behind it: "Correction (3 May): ..."."""
    label = known.labels.at_start(line.text, _DATED_MARK, LEAD)
    if label is None or known.words.labels[label.phrase] is not Role.CORRECTIONS:
        return None
    value = line.text[label.rest :]
    return replace(line, kind=Role.CORRECTIONS, value=value) if value else None


def _fits(role: Role, value: str, language: str | None) -> bool:
    """Whether *value* is what follows a label of that role, not the rest of a sentence."""
    length = size(value)
    is_sentence = ends_sentence(value) and is_prose(value)
    if role.names_people:
        people = read_people(value, language)
        # Where words are not set apart, the first of a sentence may pass for a name.
        full = any(" " in name for name in people.persons)
        named = full or (not is_sentence and bool(people.persons or people.organisations))
        initials = _INITIALS.fullmatch(value) is not None
        short = length <= LONGEST_SIGNATURE and (initials or not ends_sentence(value))
        return length <= LONGEST_NAMES and (named or short)
    if role is Role.SOURCES:
        return length <= _LONGEST_VALUE and not is_sentence
    if role is Role.PROMPT:
        return value.endswith(_ASKS)
    if role in {Role.PUBLISHED, Role.MODIFIED}:
        if is_sentence and find_date(value, language=language).moment is None:
            return False
        return length <= _LONGEST_VALUE and any(char.isdigit() for char in value)
    return length <= 2 * _LONGEST_VALUE


def unmarked(line: Line, known: Wording) -> Line | None:
    """Recognise a pointer without a colon, "Read also The harbour opens": a title follows."""
    if (pointer := known.bare_pointers.at_start(line.text, _POINTER_END, LEAD)) is None:
        return None
    value = line.text[pointer.rest :]
    if not value or value[0].islower() or not is_title(value):
        return None
    if line.form is PassageKind.SUBHEAD and not line.links:
        # "READ MORE ON PETS": the titles stand below.
        return replace(line, kind=Role.RELATED, value="")
    return replace(line, kind=Role.RELATED, value=value)


def aged(line: Line, known: Wording) -> Line | None:
    """Recognise that a page tells its age: "This article is more than 2 years old".

    A text may speak of a story, too: "This story is more than 40 years in the making, and ...".
    """
    opening = known.ages.at_start(line.text, _OPENING_END, LEAD)
    if opening is None or line.size > _LONGEST_AGE or "," in line.text:
        return None
    units = calendar_of(known.language).units
    following = plain(line.text[opening.rest :]).rstrip(".").split()[:_NEAR_UNIT]
    return replace(line, kind=Role.PROMPT) if any(word in units for word in following) else None


def opened(line: Line, known: Wording) -> Line | None:
    """Recognise a short line by words that only lines of their kind open with."""
    opening = known.openings.at_start(line.text, _OPENING_END, LEAD)
    if opening is None or line.size > 2 * _LONGEST_VALUE:
        return None
    return replace(line, kind=known.words.openings[opening.phrase])


def prompting(line: Line, known: Wording) -> Line | None:
    """Recognise a long prompt: "Dear reader, we need your support ..."."""
    if len(line.text) > _LONGEST_APPEAL:
        return None
    opening = known.openings.at_start(line.text, _OPENING_END, LEAD)
    if opening is None or known.words.openings[opening.phrase] is not Role.PROMPT:
        return None
    return replace(line, kind=Role.PROMPT)
