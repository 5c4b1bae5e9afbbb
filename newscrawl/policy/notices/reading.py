"""Reading: one sentence or joined passage, with the concepts found in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from newscrawl.policy.notices.folding import Folded, fold_text
from newscrawl.policy.notices.lexicon import DEEDS, TRIGGERS, Books, Lexicon
from newscrawl.policy.notices.mentions import Mentions
from newscrawl.text.sentences import Span

__all__ = ["Reading", "Span", "opens", "resumes", "within", "without"]

_CONSENT_REACH = 80
_LIMIT_REACH = 40
_SEARCH_ENGINES = "search engines"
_LIST_MARKS = " -•*·.()[]#:/0123456789"
# A word to open with that folds to its small letters, and what is none.
_OPENING = re.compile(r"[A-Za-z]{2,}(?=[\x00-%'-@\[-`{-\x7f’]|$)")
_QUOTED = ('"', "“", "„", "«", "‘")


class Reading:
    """*folded* text seen through *lexicon*. Concepts are looked for when asked after."""

    def __init__(self, folded: Folded, lexicon: Lexicon) -> None:
        self.folded = folded
        self.lexicon = lexicon
        self._books = _books(folded, lexicon)
        self._mentions = Mentions(folded, self._books)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def spans(self, concept: str) -> tuple[Span, ...]:
        """Return where *concept* is named, in order: folded (start, end) pairs."""
        return self._mentions[concept]

    @property
    def may_speak(self) -> bool:
        """Whether there is any word that could forbid, reserve or permit."""
        law = self._books.law
        return law.suggests(self.text, self._mentions.heard(law).signs, *TRIGGERS)

    @property
    def may_direct(self) -> bool:
        """Whether anything is named that directs, and a deed: in most sentences there is not."""
        return self.has(*TRIGGERS) and self.has(*DEEDS)

    def has(self, *concepts: str) -> bool:
        """Whether any of *concepts* is named."""
        return any(map(self._mentions.__getitem__, concepts))

    def union(self, *concepts: str) -> list[Span]:
        """Return the spans of all *concepts*, in order."""
        return sorted(span for concept in concepts for span in self.spans(concept))

    def starts_with(self, *concepts: str) -> bool:
        """Whether the text opens with any of *concepts*."""
        return opens(self.folded, self.lexicon, *concepts)

    def ends_with(self, concept: str) -> bool:
        """Whether the text breaks off behind *concept*."""
        end = len(self.text.rstrip())
        return any(stop == end for _, stop in self.spans(concept))

    def bans(self) -> tuple[Span, ...]:
        """Return the words that forbid.

        Left out are those that are themselves denied, and those within an owner's verb: "do
        not" forbids, "they do not allow" tells.
        """
        verbs = self.spans("forbid_active")
        return tuple(span for span in self._undenied("forbid") if not within(span, verbs))

    def refusals(self) -> tuple[Span, ...]:
        """Return the verbs by which an owner forbids, those left out that are denied."""
        return self._undenied("forbid_active")

    def consents(self) -> tuple[Span, ...]:
        """Return the phrases that say "without consent", from first word to last."""
        paired = self._paired("without", after=self.lexicon.without_first)
        return tuple(sorted((*paired, *self.spans("unauthorised"))))

    def reservations(self) -> tuple[Span, ...]:
        """Return the words that reserve rights to others' use, not to one's own deeds.

        "Unless the owner has reserved them" tells of the law.
        """
        said = self._undenied("reserve")
        return () if any(map(self._is_supposed, said)) else said

    def requirements(self) -> tuple[Span, ...]:
        """Return the phrases that say "consent is required", not "no consent is required"."""
        return tuple(self._paired("require", after=False, denied=False))

    def restrictions(self) -> tuple[Span, ...]:
        """Return the phrases that say "only for licensees", or "reserved to" them."""
        limits = (*self._paired("limit", after=False), *self._paired("reserve", after=False))
        return tuple(sorted(limits))

    def acts(self, action: str) -> tuple[Span, ...]:
        """Return where *action* is named, words left out that belong to a longer term.

        "Data mining" within "text and data mining" is no crawling, "machine" within "machine
        learning" no robot.
        """
        acts = self.spans(action)
        if not acts:
            return acts
        terms = [span for term in ("mine", "ai") if term != action for span in self.spans(term)]
        return tuple(span for span in acts if not within(span, terms))

    def permissions(self) -> tuple[Span, ...]:
        """Return the words that allow, bans and conditions left out.

        Nor do words allow that stand in a denied ban: "you may not need a computer".
        """
        grants = self.spans("allow")
        if not grants:
            return grants
        refused = (*self.spans("forbid"), *self.spans("forbid_active"), *self.consents())
        return tuple(without(grants, refused))

    @property
    def names_search(self) -> bool:
        """Whether search engines are named."""
        return _SEARCH_ENGINES in self.lexicon.exceptions and self.has(_SEARCH_ENGINES)

    def spares_search(self) -> bool:
        """Whether search engines are excepted or let in beside a ban, as only a site does."""
        return self.names_search and self.has("except", "allow")

    def search_only(self) -> tuple[Span, ...]:
        """Return the words that let in search engines only, and so no other machine."""
        if not (self.names_search and self.has("allow")):
            return ()
        engines = self.spans(_SEARCH_ENGINES)
        return tuple(limit for limit in self.spans("limit") if _limits(limit, engines))

    def consists_of(self, *concepts: str, overlooked: int) -> bool:
        """Whether no more letters than those *overlooked* stand in no word of *concepts*."""
        letters = reached = 0
        for start, end in (*self.union(*concepts), (len(self.text),) * 2):
            letters += sum(map(str.isalpha, self.text[reached:start]))
            if letters > overlooked:
                return False
            reached = max(reached, end)
        return True

    def _is_supposed(self, span: Span) -> bool:
        """Whether words such as *unless* or *provided* go with *span*, no consent between."""
        for start, end in self.union("without", "provided"):
            first, last = sorted(((start, end), span))
            behind = self.lexicon.without_first and last != span
            if not behind and last[0] - first[1] <= _CONSENT_REACH:
                between = (first[1] <= place < last[0] for place, _ in self.spans("consent"))
                if not any(between):
                    return True
        return False

    def _undenied(self, concept: str) -> tuple[Span, ...]:
        """Return where *concept* is named and not denied."""
        said = self.spans(concept)
        return tuple(without(said, self.spans("lifted"))) if said else said

    def _paired(self, partner: str, *, after: bool, denied: bool = True) -> Iterable[Span]:
        """Yield each consent word with its nearest *partner* word, where both may be *denied*."""
        said = self.spans if denied else self._undenied
        consents = said("consent")
        partners = said(partner) if consents else ()
        for start, end in consents if partners else ():
            place = bisect_left(partners, (start, end))
            near = partners[max(0, place - 1) : place if after else place + 1]
            for left, right in near:
                if max(start - right, left - end) <= _CONSENT_REACH:
                    yield min(start, left), max(end, right)
                    break


def opens(folded: Folded, lexicon: Lexicon, *concepts: str) -> bool:
    """Whether the *folded* text opens with any of *concepts* of *lexicon*.

    List marks and brackets are looked through.
    """
    text, about = folded.text, _books(folded, lexicon).about
    lead = len(text) - len(text.lstrip(_LIST_MARKS))
    return any(about(concept).opens(text, lead, concept) for concept in concepts)


def resumes(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* opens with words that refer back to what was said before."""
    printed = text.lstrip(_LIST_MARKS)
    # Most open with a plain word, letters close together: that need not be folded to tell.
    opening = _OPENING.match(printed)
    if opening and not lexicon.books.joints.may_open(opening.group().lower(), "resumes"):
        return False
    if printed.startswith(_QUOTED):
        return False
    return opens(fold_text(text), lexicon, "resumes")


def _books(folded: Folded, lexicon: Lexicon) -> Books:
    return lexicon.spelled_books if folded.spelled else lexicon.books


def _limits(limit: Span, others: Sequence[Span]) -> bool:
    """Whether *limit*, a word such as *only*, goes with any of *others*."""
    return any(
        0 <= start - limit[1] <= _LIMIT_REACH or 0 <= limit[0] - end <= 1 for start, end in others
    )


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether *span* shares a character with any of *others*."""
    return any(span[0] < end and start < span[1] for start, end in others)


def within(span: Span, others: Sequence[Span]) -> bool:
    """Whether *span* lies inside a longer one of *others*."""
    return any(
        start <= span[0] and span[1] <= end and end - start > span[1] - span[0]
        for start, end in others
    )


def without(spans: Sequence[Span], others: Sequence[Span]) -> Iterable[Span]:
    """Yield the *spans* that touch none of *others*."""
    return (span for span in spans if not overlaps(span, others))
