"""The words of a language's editorial lines as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.normalisation.lexicon import Lexicon, Role, alternation, key, lexicon

__all__ = ["Patterns", "patterns", "role_of"]

_LEAD = r"[\s▶►☞▲△●○■□◆◇▪•·*+>»›<＜〈(（\[【《~=_|–—-]{0,6}"
_SPACELESS = r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]"
_FLAGS = re.IGNORECASE
_CAPITAL = r"(?-i:(?=[^\W\d_a-z]))"
_UPPER = "A-Z" + "".join(
    char for char in map(chr, (*range(0xC0, 0x250), *range(0x370, 0x530))) if char.isupper()
)
# A capital right after a small letter: there a label was glued to a name.
_INNER_CAPITAL = rf"(?-i:(?<=[^\W\d_{_UPPER}])(?=[{_UPPER}]))"
# Scripts without capitals: Hebrew to Thai, Chinese, Japanese, Korean.
_UNCASED = r"[\u0590-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
# Thai ends its sentences with nothing but a space.
_AFTER_SENTENCE = r"(?:(?<=[.!?\"”»。।۔！？])|(?<=[\u0e00-\u0e7f])(?=[\u0e00-\u0e7f]{4}))\s?"
_SHORTEST_UNSPACED = 4


@dataclass(frozen=True, slots=True)
class Patterns:
    """How editorial lines begin and end; the group ``label`` of each is to be looked up.

    ``labelled`` "Editor: X", ``other`` in "Translator/Editor: X"; ``alone`` "Baca juga:";
    ``unmarked`` "Read also X"; ``dated`` "Updated 3 May"; ``stamped`` where that begins behind
    another date; ``phrase`` "By X"; ``ending`` "X contributed to this report"; ``opening``
    "Sign up for"; ``invitation`` "Follow X on Telegram"; ``companion``
    "with (AFP)"; ``credited`` any label of people. ``glued``
    finds where an editorial line was glued to a sentence or name, ``following`` where another
    begins in a line of credits. ``captioned`` is the credit of a picture at the end of its
    caption, ``titled`` a title at either end of a line.
    """

    language: str | None
    words: Lexicon
    labelled: re.Pattern[str]
    alone: re.Pattern[str]
    unmarked: re.Pattern[str]
    dated: re.Pattern[str]
    stamped: re.Pattern[str]
    phrase: re.Pattern[str]
    ending: re.Pattern[str]
    opening: re.Pattern[str]
    invitation: re.Pattern[str]
    companion: re.Pattern[str]
    credited: re.Pattern[str]
    glued: re.Pattern[str]
    following: re.Pattern[str]
    captioned: re.Pattern[str]
    titled: re.Pattern[str]


def role_of(match: re.Match[str], table: Mapping[str, Role]) -> Role | None:
    """Return the role of the label that *match* found."""
    return table.get(key(match["label"]))


@lru_cache(maxsize=64)
def patterns(language: str | None) -> Patterns:
    """Return the patterns for *language*, as :func:`.lexicon` understands it."""
    words = lexicon(language)
    labels = alternation(words.labels)
    phrases = alternation(words.phrases)
    pointers = _labels(words, Role.RELATED)
    people = alternation(
        label for label, role in words.labels.items() if role.names_people or role is Role.SOURCES
    )
    stamps = alternation(_labels(words, Role.PUBLISHED, Role.MODIFIED))
    titles = alternation(words.titles)
    photo = alternation(_labels(words, Role.PHOTO))
    lone = alternation((*words.labels, *(phrase for phrase in words.phrases if " " in phrase)))
    return Patterns(
        language,
        words,
        labelled=re.compile(
            rf"{_LEAD}(?:(?P<other>{labels})\s*[/&+]\s*)?(?P<label>{labels})[)\]】＞〉》]?"
            r"(?:\s*[:：|｜ㅣ=＝∶／]\s*|(?<=[】＞〉》\]])\s*(?=\S))",
            _FLAGS,
        ),
        alone=re.compile(rf"{_LEAD}(?P<label>{lone})\s*(?P<mark>[\]】)）>»›…:：]*)\s*$", _FLAGS),
        unmarked=re.compile(
            rf"{_LEAD}(?P<label>{alternation(filter(_stands_out, pointers))})"
            r"[\]】]?\s+(?:[–—-]\s+)?",
            _FLAGS,
        ),
        dated=re.compile(rf"{_LEAD}(?P<label>{stamps})\s+", _FLAGS),
        stamped=re.compile(rf"\s?[|·•]\s?(?=(?:{stamps})\b)|\s[–—-]\s(?=(?:{stamps})\b)", _FLAGS),
        phrase=re.compile(rf"[\s(（–—-]{{0,3}}(?P<label>{phrases})(?:\s*:\s*|\s+)", _FLAGS),
        ending=re.compile(
            rf"(?:\s|(?<={_SPACELESS})|(?={_SPACELESS}))(?P<label>{alternation(words.endings)})[.)!।。！\s]*$",
            _FLAGS,
        ),
        opening=re.compile(
            rf"{_LEAD}(?P<label>{alternation(words.openings)})(?:(?<={_SPACELESS})|(?!\w))",
            _FLAGS,
        ),
        invitation=re.compile(
            rf"{_LEAD}(?:{alternation(words.invitations)})(?!\w).*"
            rf"(?<!\w)(?:{alternation(words.services)})(?!\w)",
            _FLAGS,
        ),
        companion=re.compile(rf"^(?:{alternation(words.companions)})\s+", _FLAGS),
        credited=re.compile(rf"{_LEAD}(?:{people})\s*[:：]", _FLAGS),
        glued=re.compile(
            rf"{_INNER_CAPITAL}(?:{people})\s*[:：]"
            rf"|{_AFTER_SENTENCE}{_CAPITAL}(?:{alternation(pointers)})\s*[:：]"
            rf"|{_AFTER_SENTENCE}\((?:{phrases})\s",
            _FLAGS,
        ),
        following=re.compile(
            rf"(?<=[\w.)|•·;,/-])\s{_CAPITAL}(?:{people})\s*[:：]"
            rf"|(?<={_UNCASED})(?={_UNCASED})(?:{people})\s*[:：]"
            rf"|\s?(?:{alternation(words.rights)})\s?(?:©|\((?-i:c)\)|@|\d{{4}})|\s?©",
            _FLAGS,
        ),
        captioned=re.compile(
            rf"[(（\[【][^\w()]{{0,2}}(?:{photo})\b[^()\[\]]{{0,80}}[)）\]】]\.?$"
            rf"|\s[–—-]\s(?:{photo})\s?:[^:]{{1,80}}$|(?:{photo})\s?[=＝][^=]{{1,60}}$"
            r"|[(（\[](?P<agency>[^()/\[\]]{2,30})/[^()\[\]]{2,60}[)）\]]\.?$"
            r"|\b(?P<desk>\w{2,20})\s(?:foto|photo)\s?/[^/]{2,60}(?:/[^/]{1,20})?$",
            _FLAGS,
        ),
        titled=re.compile(
            rf"^(?:{titles})(?:\b|(?<={_SPACELESS})(?={_SPACELESS}{{2,4}}$))"
            rf"|(?:{titles})(?:\s\S{{3,60}}@\S{{3,60}})?$",
            _FLAGS,
        ),
    )


def _stands_out(pointer: str) -> bool:
    """Whether *pointer* needs no colon to be told from the first word of a sentence."""
    unspaced = len(pointer) >= _SHORTEST_UNSPACED and re.match(_UNCASED, pointer) is not None
    return " " in pointer or unspaced


def _labels(words: Lexicon, *roles: Role) -> list[str]:
    return [label for label, role in words.labels.items() if role in roles]
