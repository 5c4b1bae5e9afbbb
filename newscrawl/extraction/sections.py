"""The section of a publication in which an article stands."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from urllib.parse import urlsplit

from newscrawl.document import Block, Box, Document, Link
from newscrawl.extraction.bylines import leads_to_somebody
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.date_lines import has_day
from newscrawl.extraction.inline import names_of
from newscrawl.extraction.lexicon import box_words, table
from newscrawl.extraction.nodes import StructuredData
from newscrawl.extraction.prose import PROSE, is_light
from newscrawl.extraction.titles import Titles
from newscrawl.extraction.trails import is_home, last_step
from newscrawl.text.sentences import ends_sentence
from newscrawl.urls import host, leads_away

__all__ = ["find_section", "is_department"]

_LONGEST = 40
_LONGEST_TRAIL = 80
_STEP_EDGES = " /|›»>"
_STEP_MARKS = frozenset("›»>")
_FEWEST_STEPS = 2
_NEAR = 3
_NEAR_HEADLINE = 4
# What stands in no name: figures, the mark of a label, of rights.
_MARKED = re.compile(r"[\d:：©]")
_NO_SECTION = re.compile(r"^/[a-z]{2}(?:[-_][a-z]{2})?$|/\d+$", re.IGNORECASE)
_ARTICLES = frozenset(["article", "main"])


def find_section(
    document: Document, data: StructuredData, titles: Titles, headline: Block | None
) -> str | None:
    """Return the part of the publication in which the article stands.

    Declared as such; else the category that the page files it under (``rel="category"``); else
    the last step above the article in the trail that JSON-LD gives or the page shows; else the
    line beside the headline that is called so, or is what papers call their parts. The kind of a
    page, "news", is the last resort.
    """
    declared = data.text("articleSection") or document.meta(*table("metas")["section"])
    if declared and declared.casefold() not in _kinds():
        return declared
    found = _category(document) or last_step(document, data, titles, headline)
    return found or _named(document, titles, headline) or declared


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    """Return what systems declare for a section, though it tells of what kind a page is."""
    return frozenset(table("names")["no_sections"])


def _named(document: Document, titles: Titles, headline: Block | None) -> str | None:
    """Return the line around the headline that is called a section, or leads to one.

    It is a link and nothing else; above the headline it need not be one. What leads to a folder
    in which the page is, perhaps behind other steps, needs no name. Around it is what stands in
    one of the elements near about it, above the text.
    """
    if headline is None:
        return None
    around = _around(headline)
    above = document.blocks[max(0, headline.index - _NEAR_HEADLINE) : headline.index]
    below = document.blocks[headline.index + 1 : headline.index + 1 + _NEAR_HEADLINE]
    head = takewhile(lambda block: is_light(block.text, PROSE), below)
    for block in (*reversed(above), *head):
        if len(block.text) > _LONGEST_TRAIL:
            continue
        leads = block.index < headline.index
        if leads and (name := _folder(block, document)) is not None:
            if loose(name) not in titles.site_names:
                return name
            continue
        if leads and (step := _step(block, document, headline)) is not None:
            return step
        if not leads and (filed := _filed_in(block, document)) is not None:
            return filed
        if _is_beside(block, around) and _is_section(block, document, leads=leads):
            return block.text.strip(_STEP_EDGES)
    return None


def _is_section(block: Block, document: Document, *, leads: bool) -> bool:
    """Whether *block*, which *leads* to the headline or stands below it, names a section."""
    if leads and is_department(block.text):
        return True
    called = names_of(block) & box_words("sections")
    if not called or len(block.text) > _LONGEST:
        return False
    if not block.links:
        return leads and _is_plain_section(block.text, called)
    whole = len(block.links) == 1 and block.linked >= len(block.text)
    return whole and _may_be_section(block.links[0], document)


def is_department(text: str) -> bool:
    """Whether papers call one of their parts *text*: "Sport", "Kultur"."""
    return len(text) <= _LONGEST and text.casefold() in _departments()


@lru_cache(maxsize=1)
def _departments() -> frozenset[str]:
    listed = table("names")["departments"].replace("\n", "|").split("|")
    return frozenset(filter(None, map(str.strip, listed)))


def _filed_in(block: Block, document: Document) -> str | None:
    """Return the last link of *block* behind the word that files in it: "by Mia Hale in City"."""
    last = block.links[-1] if block.links else None
    if last is None or len(last.text) > _LONGEST or not block.text.endswith(last.text):
        return None
    before = block.text.removesuffix(last.text).rstrip()
    word = re.split(r"[\s–—]", before)[-1]
    if before == word or word.casefold() not in table("names")["filed_in"]:
        return None
    # The word may mean "and" elsewhere, or lead to a place, or to a page that follows the paper.
    folders = frozenset(last.url.casefold().split("/"))
    named = is_department(last.text) or not folders.isdisjoint(box_words("sections"))
    return last.text if named and _may_be_section(last, document) else None


def _step(block: Block, document: Document, headline: Block) -> str | None:
    """Return the last link of *block* where it is a trail from the front page: "Home > City".

    What ends with the *headline* is one, whatever its marks: "You are here: Home / City / ...".
    """
    if len(block.links) < _FEWEST_STEPS:
        return None
    if _STEP_MARKS.isdisjoint(block.text) and not block.text.endswith(headline.text):
        return None
    first, last = block.links[0], block.links[-1]
    is_step = is_home(first.url) and len(last.text) <= _LONGEST and _may_be_section(last, document)
    return last.text.strip(_STEP_EDGES) if is_step else None


def _is_plain_section(text: str, names: frozenset[str]) -> bool:
    """Whether *text*, which is no link and whose element has *names* for a section, is a name."""
    if not names - box_words("kickers"):
        return False
    if ends_sentence(text) or _MARKED.search(text) is not None:
        return False
    return _may_be_name(text)


def _folder(block: Block, document: Document) -> str | None:
    """Return the last link of *block* if it leads to a folder in which the page is."""
    last = block.links[-1] if block.links else None
    if last is None or not block.text.endswith(last.text) or len(last.text) > _LONGEST:
        return None
    name = last.text.strip(_STEP_EDGES)
    held = name[:1].isalpha() and _holds(last.url, document.page.url or "")
    return name if held and _may_be_section(last, document) else None


def _holds(url: str, page: str) -> bool:
    """Whether *url* is a folder in which *page* is: "/sport" of "/sport/2026/final".

    Not that of a language, "/en", or of a year.
    """
    try:
        folder, place = urlsplit(url), urlsplit(page)
    except ValueError:
        return False
    path = folder.path.rstrip("/")
    held = bool(path) and not folder.query and place.path.startswith(f"{path}/")
    if not held or _NO_SECTION.search(path) is not None:
        return False
    return host(url) == host(page)


def _around(headline: Block) -> frozenset[Box]:
    """Return the elements near around the headline, none beyond the article."""
    outer: list[Box] = []
    for box in headline.box.lineage()[1 : _NEAR + 1]:
        if box.tag == "body":
            break
        outer.append(box)
        if box.tag in _ARTICLES:
            break
    return frozenset(outer)


def _is_beside(block: Block, around: frozenset[Box]) -> bool:
    """Whether *block* stands near within one of the elements *around*, and in no menu."""
    near = block.box.lineage()[: _NEAR + 1]
    menus = box_words("menus")
    return not around.isdisjoint(near) and all(menus.isdisjoint(box.words) for box in near)


def _may_be_section(link: Link, document: Document) -> bool:
    """Whether *link* may lead to a section of the site: not home, to somebody or to a day."""
    if not _may_be_name(link.text):
        return False
    page = document.page.url or ""
    if "author" in link.rel or link.url == page or is_home(link.url):
        return False
    return not (leads_away(link.url, page) or leads_to_somebody(link.url))


def _may_be_name(text: str) -> bool:
    """Whether *text* may be what a section is called: no day, no kind of a page, no invitation."""
    name = text.casefold()
    names = table("names")
    words = frozenset((*names["not_in_names"], *names["not_in_sections"]))
    return name not in _kinds() and words.isdisjoint(name.split()) and not has_day(text)


def _category(document: Document) -> str | None:
    named = [link.text for link in document.links if "category" in link.rel]
    return next((text for text in named if 0 < len(text) <= _LONGEST), None)
