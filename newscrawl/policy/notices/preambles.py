"""Preambles: credits and copyright printed in one line with the notice that follows them.

"Copyright © Example 2025 Reproduction is prohibited" says two things. The second begins where
a capital letter opens words with which a notice may begin.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.policy.notices.folding import fold, fold_text, with_words_within
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.reading import Reading

__all__ = ["is_preamble", "notice_start"]

# One of these is in whatever is a sign of copyright.
_SIGNS = ("©", "(c)", "copyright")
_SIGN = re.compile(r"©|\(c\)|copyright\b(?=[^.\n]{0,80}\d{4})", re.IGNORECASE)
# A capital at the start of a word, or after the small letter or digit it was glued to; the rest
# of a word may have one, too.
_CAPITAL = re.compile(
    r"(?<![.@/\-'’])(?:(?<=[a-z\d])|\b)(?:[A-Z]|[^\W\d_a-z])(?=[^\W\d_]*[^\S\n]*(.?))"
)
_OPENERS = ("forbid", "forbid_active", "unauthorised", "without", "ours", "resumes", "reserve")
# With these a name may begin, too: "Harvest Media". A small letter follows where none does.
_LIKELY = ("crawl", "index", "copy", "take", "use", "ai", "train", "automation", "continues")
_LONGEST = 300
_OPENING = 80
_LONGEST_READ = 2_000
# Lines of copyright, which the pages of a site share.
_MOST_REMEMBERED = 1_024


@lru_cache(maxsize=_MOST_REMEMBERED)
def notice_start(text: str, lexicon: Lexicon) -> int:
    """Return where in the line *text* a notice begins behind a preamble; 0 without one."""
    behind = _sign_end(text, lexicon)
    if behind is None:
        return 0
    # The word that forbids may itself be glued to what stands before.
    following = with_words_within(text[behind : behind + _LONGEST_READ])
    if not lexicon.may_speak(fold(following)):
        return 0
    for capital in _CAPITAL.finditer(text, behind, behind + _LONGEST):
        if not _may_open(text, capital.start()):
            continue
        if lexicon.may_speak(fold(text[behind : capital.start()])):
            # It has begun already, without a word that is known to open one.
            return 0
        rest = Reading(fold_text(text[capital.start() : capital.start() + _OPENING]), lexicon)
        openers = (*_OPENERS, *_LIKELY) if capital.group(1).islower() else _OPENERS
        if rest.starts_with(*openers):
            return capital.start()
    return 0


def _may_open(text: str, start: int) -> bool:
    """Whether at *start* a capital stands, or a letter without one that was glued to others."""
    letter, before = text[start], text[start - 1 : start]
    return letter.isupper() or (
        letter == letter.lower() == letter.upper() and before.isalnum() and before.isascii()
    )


def is_preamble(text: str, lexicon: Lexicon) -> bool:
    """Whether the line *text* is credits or copyright only, complete without a full stop."""
    if len(text) > _LONGEST or not text.rstrip()[-1:].isalnum():
        return False
    return _sign_end(text, lexicon) is not None and not lexicon.may_speak(fold(text))


def _sign_end(text: str, lexicon: Lexicon) -> int | None:
    """Return where the copyright sign or credit label ends with which *text* opens."""
    opening = text[:_LONGEST].lower()
    is_signed = any(sign in opening for sign in _SIGNS)
    signs = list(_SIGN.finditer(text, 0, _LONGEST)) if is_signed else []
    if signs and not lexicon.may_speak(fold(text[: signs[0].start()])):
        return signs[-1].end()
    label = text.find(":", 0, _LONGEST)
    if label > 0 and Reading(fold_text(text[: label + 1]), lexicon).starts_with("credit_line"):
        return label + 1
    return None
