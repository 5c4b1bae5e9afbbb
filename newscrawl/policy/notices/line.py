"""Lines: the sentences that passages are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from newscrawl.document import Unit
from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.reading import Reading, resumes

__all__ = ["LONGEST_ITEM", "Line"]

# Characters of what stands in a list, or signs.
LONGEST_ITEM = 200

_SIGNS = ("©", "(c)", "(C)")
_QUESTION_MARKS = ("?", "？", "؟", "\u037e")
# Armenian sets it within the word that asks.
_MARK_WITHIN = "\u055e"


@dataclass(eq=False)
class Line:
    """One sentence: characters *start* to *end* of ``units[position]``."""

    unit: Unit
    position: int
    start: int
    end: int
    lexicon: Lexicon
    text: str = field(init=False)
    """The sentence as printed."""

    def __post_init__(self) -> None:
        self.text = self.unit.text[self.start : self.end]

    @cached_property
    def reading(self) -> Reading:
        """The sentence with its concepts."""
        return Reading(fold_text(self.text), self.lexicon)

    @property
    def may_speak(self) -> bool:
        """Whether the sentence has any word that could forbid, reserve or permit."""
        return self.reading.may_speak

    @cached_property
    def resumes(self) -> bool:
        """Whether the sentence refers back to what was said before."""
        return resumes(self.text, self.lexicon)

    @property
    def is_signed(self) -> bool:
        """Whether it opens like a line of copyright and is as short as one."""
        if len(self.text) > LONGEST_ITEM:
            return False
        return self.text.startswith(_SIGNS) or self.reading.starts_with("copyright")

    @property
    def asks(self) -> bool:
        """Whether the sentence is a question."""
        text = self.text.rstrip(' "”’»')
        return text.endswith(_QUESTION_MARKS) or _MARK_WITHIN in text
