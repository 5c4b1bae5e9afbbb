"""The headline: which of a page's titles is the article's own, and where it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from unicodedata import category

from newscrawl.document import Block, Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.extraction.titles import Titles, parts
from newscrawl.text.cleaning import clean, collapse, fold
from newscrawl.text.sentences import words

__all__ = ["find_headlines", "headline_block"]

_SHORTEST = 6
_LONGEST = 500
_SHORTEST_PART = 10
_MUCH_LONGER = 20
_MOST_TITLES = 20
_FEWEST_WORDS = 3
# How good a place for the headline an element is.
_RANKS = {"h1": 3, "h2": 1, "div": 0, "h3": 0, "header": 0, "p": 0, "td": 0}
_SOURCE = re.compile(r"\s*[(（][^()（）]{2,30}[)）]$")
_BELONGING = (": ", "/ ", "-", "'", "’")
_WORD_START = re.compile(r"(?<!\w)[^\s:|/–—-]")
_SUBHEADS = frozenset(["h2", "h3"])
_ENTRY_TITLE = ".hentry .entry-title"
_SAME = 4
_MOST_LIKE = _SAME + _RANKS["h1"]
_PART = 1


def find_headlines(document: Document, data: StructuredData, titles: Titles) -> list[str]:
    """Return the candidates for the headline of *document*, the best first.

    JSON-LD's, or microdata's, leads where the page prints the same, or prints none; elsewhere
    the title the page gives when it is shared, if it holds what is printed; then what is
    printed. Printed is an ``h1`` that one of the page's titles confirms; or a lower heading that
    opens a title; or the only ``h1`` of a page that has nothing but a ``title`` besides; or a lower
    heading that is a part of a title.
    Names of the site are taken off, and a kicker that no other title has.
    """
    declared = data.text("headline", "name") if data.linked else None
    declared = declared or _marked(document)
    given, shared = titles.given, titles.shared
    h1 = [collapse(block.text) for block in titles.printed]
    printed = _confirmed(h1, declared, titles)
    if printed and shared and loose(printed) not in loose(shared):
        printed = _below_a_logo(document, titles, printed) or printed
    if declared and not printed:
        declared = titles.bare(declared)
    lone = None if shared else _lone(titles, h1)
    best = _best(declared, printed, shared) or _heading(document, given, lone)
    best = best or (None if h1 or shared else _line(document, given) or _entry_title(document))
    best = _without_kicker(best, [declared, shared, *given, *h1]) if best else None
    found = [clean(text) for text in (best, printed, declared, *given, *h1[:1]) if text]
    return list(dict.fromkeys(text for text in found if loose(text)))


def _below_a_logo(document: Document, titles: Titles, printed: str) -> str | None:
    """Return the lower heading that is the title shared, where what is *printed* is all link.

    Then it is the name of the site, which leads to its front page.
    """
    logos = (block for block in titles.printed if block.text == printed)
    if any(logo.linked < len(logo.text) for logo in logos):
        return None
    wanted = loose(titles.shared)
    lower = (collapse(block.text) for block in document.blocks if block.box.tag in _SUBHEADS)
    return next((text for text in lower if loose(text) == wanted), None)


def _heading(document: Document, given: list[str], lone: str | None) -> str | None:
    """Return the first heading below ``h1`` that is all of a part of one of the titles.

    Against a *lone* ``h1`` only one that opens a title counts: "Ferries on strike - What we know".
    """
    known = {loose(part) for title in given for part in parts(title)}
    if lone is not None:
        known = {part for part in known if any(loose(title).startswith(part) for title in given)}
    for block in document.blocks:
        if block.box.tag in _SUBHEADS and len(words(block.text)) >= _FEWEST_WORDS:
            text = collapse(block.text)
            if loose(text) in known:
                return text
    return lone


def _line(document: Document, given: list[str]) -> str | None:
    """Return the line that is the longest part of one of the titles: old pages have no headings.

    Not where a shorter one that is no mere name is a line, too: the site may call itself the other.
    """
    told = [sorted(parts(title), key=len, reverse=True) for title in given]
    told = [pieces for pieces in told if len(pieces) > 1]
    blocks = document.blocks if told else ()
    lines = {line for block in blocks for line in block.text.split("\n")}
    for longest, *others in told:
        rivals = [text for text in others if len(words(text)) >= _FEWEST_WORDS]
        if longest in lines and lines.isdisjoint(rivals):
            return longest
    return None


def _entry_title(document: Document) -> str | None:
    """Return what a page marks as the title of its entry in hAtom, when it marks but one."""
    marked = {collapse(each.text) for each in document.select(_ENTRY_TITLE)}
    title = marked.pop() if len(marked) == 1 else ""
    return title if len(words(title)) >= _FEWEST_WORDS else None


def _without_kicker(headline: str, others: list[str | None]) -> str:
    """Return *headline* without the words above it, where another title of the page lacks them.

    "Tunisia Great tasks for the new government" on a page titled "Great tasks ...". Words with
    a colon belong to the headline: "Kenya: Nairobi from below".
    """
    if len(headline) > _LONGEST:
        return headline
    whole = loose(headline)
    for other in others:
        rest = loose(other or "")
        if len(words(other or "")) < _FEWEST_WORDS or rest == whole or not whole.endswith(rest):
            continue
        kicker, headed = _parted(headline, rest)
        if not kicker.endswith(_BELONGING):
            return headed
    return headline


def _parted(headline: str, rest: str) -> tuple[str, str]:
    """Return the words of *headline* before those whose loose form is *rest*, and those."""
    for match in _WORD_START.finditer(headline):
        # A sign that belongs to the letter before it begins no word.
        if not category(match[0]).startswith("M") and loose(headline[match.start() :]) == rest:
            return headline[: match.start()], headline[match.start() :]
    return _BELONGING[0], headline


def _lone(titles: Titles, h1: list[str]) -> str | None:
    """Return the only ``h1`` of a page that declares no title but its ``title`` element's.

    None when it names the site, or is too short for a headline.
    """
    if len(h1) != 1 or len(words(h1[0])) < _FEWEST_WORDS:
        return None
    return None if loose(h1[0]) in titles.site_names else h1[0]


def _marked(document: Document) -> str | None:
    """Return the headline that microdata marks, when it marks but one."""
    marked = {element.text for element in document.with_itemprop("headline")}
    return marked.pop() or None if len(marked) == 1 else None


def headline_block(document: Document, titles: Titles, chosen: Sequence[str] = ()) -> Block | None:
    """Return the block in which the headline is printed; None when none is like the titles.

    *chosen* are the candidates for it: the first counts on a page without ``h1``.
    """
    declared = [title for node in document.nodes if (title := plain(node.get("headline")))]
    h1 = titles.printed
    given = [*(() if h1 else chosen[:1]), *titles.given, *declared][:_MOST_TITLES]
    wanted = {text for title in given if (text := loose(title))}
    # Nothing can be more like a headline, so that no other block need be compared.
    certain = (block for block in h1 if _printed_likeness(block, wanted) == _MOST_LIKE)
    if (block := next(certain, None)) is not None:
        return block
    longest = 2 * max(map(len, wanted), default=0) + _MUCH_LONGER
    shortest = min(_SHORTEST_PART, min(map(len, wanted), default=0))
    likely = [
        block
        for block in document.blocks
        if block.box.tag in _RANKS and shortest <= len(block.text) <= longest
    ]
    found = [_printed_likeness(block, wanted) for block in likely]
    if any(found):
        return likely[found.index(max(found))]
    return h1[0] if len(h1) == 1 else None


def _best(declared: str | None, printed: str | None, shared: str) -> str | None:
    if printed is None or (declared and loose(declared) == loose(printed)):
        return declared
    held = loose(printed)
    # Portals put the name of the paper behind its headline.
    bare = _SOURCE.sub("", shared)
    if loose(bare) == held:
        # What is printed has its marks right, unless it glues a kicker to the headline.
        return printed if len(words(printed)) >= len(words(bare)) else bare
    if held not in loose(shared) or any(loose(part) == held for part in parts(shared)):
        return printed
    return shared


def _confirmed(printed: list[str], declared: str | None, titles: Titles) -> str | None:
    """Return the printed text that is a title, else the first that a title opens with or contains.

    The name of a site may be part of a title, too. An only text may merely be alike.
    """
    given = titles.given
    known = [loose(title) for title in (declared, *given) if title]
    forms = [(text, form) for text in printed if len(form := loose(text)) >= _SHORTEST]
    found = [(text, form) for text, form in forms if any(form in title for title in known)]
    if found:
        opens = (text for text, form in found if any(title.startswith(form) for title in known))
        whole = (text for text, form in found if form in known)
        return next(chain(whole, opens), found[0][0])
    if len(printed) == 1 and not declared and any(_alike(printed[0], title) for title in given):
        return _unglued(printed[0], titles)
    return None


def _unglued(text: str, titles: Titles) -> str:
    """Return the title that *text* begins with, where the site or a section is glued to it."""
    others = {loose(part) for title in titles.given for part in parts(title)}
    others.update(titles.site_names)
    whole = loose(text)
    begun = (title for title in titles.given if whole.startswith(loose(title)))
    return next((title for title in begun if whole.removeprefix(loose(title)) in others), text)


def _alike(one: str, other: str) -> bool:
    """Whether most words of the shorter text stand in the longer one, or it opens the longer."""
    opening = loose(parts(other)[0])
    if len(opening) >= _SHORTEST_PART and loose(one).startswith(opening):
        return True
    short, long = sorted((set(words(fold(one))), set(words(fold(other)))), key=len)
    return len(short) > 1 and len(short & long) * 2 > len(short)


def _printed_likeness(block: Block, wanted: set[str]) -> int:
    """Return how much *block* is like a print of one of the *wanted* titles; 0 for not at all."""
    text = loose(block.text)
    if not text:
        return 0
    rank = _RANKS[block.box.tag]
    linked = block.linked * 2 > len(block.text)
    if text in wanted:
        return _SAME + rank - 2 * linked
    if (
        rank
        and len(text) >= _SHORTEST_PART
        and any(text in title or title in text for title in wanted)
    ):
        return _PART + rank - linked
    return 0
