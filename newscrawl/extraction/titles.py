"""The titles of a page, freed of the name of its site."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from newscrawl.document import Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import plain
from newscrawl.garbage import of_pages
from newscrawl.text.cleaning import strip_accents
from newscrawl.text.scripts import is_spaceless
from newscrawl.urls import host

__all__ = ["Titles", "parts", "without_site"]

_SEPARATOR = re.compile(r"\s+[|\-–—·•«»›:~/]{1,2}\s+|\s*[|｜ㅣ]\s*|[_＿]")
_METAS = ("og:title", "twitter:title", "dc.title", "title", "headline", "parsely-title")
_COLONS = (": ", "：")
_STRONG = frozenset("|｜ㅣ«»›")
_SHORTEST_SITE_NAME = 4
_LONGEST_SITE_NAME = 40
_LONGEST_SPACELESS_SITE_NAME = 12
_MOST_SITE_WORDS = 5


class Titles:
    """What a page and its site call themselves.

    ``site_names`` are the site's, in loose form, its host name included. ``given`` are the titles
    in ``meta`` and ``title`` elements, ``shared`` is the one under which the page wants to be
    shared, "" when it gives none: all without the name of the site. ``printed`` are the blocks
    of ``h1`` elements.
    """

    def __init__(self, document: Document) -> None:
        names = self.site_names = _site_names(document)
        label = _domain_label(document)
        # A page gives one title several times.
        self._bare = bare = cache(
            lambda title, guess: without_site(title, names, label, guess=guess)
        )
        guess = len(names) == 1
        found = [content for name in _METAS for content in document.metas.get(name, ())]
        given = [bare(title, guess) for title in found]
        if document.title:
            given.append(bare(document.title, True))
        self.given = [title for title in given if title]
        self.shared = bare(document.meta("og:title") or "", guess)
        self.printed = [block for block in document.blocks if block.box.tag == "h1"]

    def bare(self, title: str) -> str:
        """Return *title* without the names that are known to be the site's, unless it is one."""
        return title if loose(title) in self.site_names else self._bare(title, False)


def _site_names(document: Document) -> list[str]:
    names = [document.meta("og:site_name"), document.meta("application-name")]
    names += [plain(node.get("publisher")) for node in document.nodes]
    names.append((host(document.page.url or "") or "").removeprefix("www."))
    return [name for text in names if text and (name := loose(text))]


def _domain_label(document: Document) -> str:
    """Return what a domain calls its site, in loose form: the longest label but the last."""
    labels = (host(document.page.url or "") or "").split(".")[:-1]
    return loose(max(labels, key=len, default=""))


def without_site(title: str, names: list[str], label: str, *, guess: bool = True) -> str:
    """Return *title* without the site's name at its end or its beginning.

    *names* are the known names, *label* that of the domain, in loose form. With *guess* a last part
    that is short beside the rest is taken for a name when no known one was found. The number of a
    page goes, too.
    """
    # It ends in figures, or in "all".
    if title[-1:].isdecimal() or title[-1:] in "lL":
        title = _page_number().sub("", title)
    title = _without_colon(title, {*names, label})
    spans = _spans(title)
    first, last = 0, len(spans) - 1
    while first < last:
        if _is_site(title[slice(*spans[last])], names):
            last -= 1
        elif _is_site(title[slice(*spans[first])], names):
            first += 1
        else:
            break
    if guess and 0 < last == len(spans) - 1 and first == 0:
        end, start = spans[last - 1][1], spans[last][0]
        strong = not _STRONG.isdisjoint(title[end:start])
        last -= _is_like_site(title[start:], title[:end], strong=strong)
    return title[spans[first][0] : spans[last][1]].strip()


def _without_colon(title: str, names: AbstractSet[str]) -> str:
    """Return *title* without a known name that a colon sets apart: "Bay Post: Ferry is back"."""
    for mark in filter(title.__contains__, _COLONS):
        first, _, rest = title.partition(mark)
        head, _, last = title.rpartition(mark)
        if rest and _is_one_of(first, names):
            return rest.strip()
        if head and _is_one_of(last, names):
            return head.strip()
    return title


def _is_one_of(part: str, names: AbstractSet[str]) -> bool:
    text = loose(part)
    # A domain has neither accents nor spaces.
    if len(text) < _SHORTEST_SITE_NAME:
        return False
    if text in names or strip_accents(text).replace(" ", "") in names:
        return True
    # The paper, where the known name is that of its house: "日本経済新聞", "日本経済新聞社".
    return is_spaceless(part) and any(name.startswith(text) for name in names)


@lru_cache(maxsize=1)
def _page_number() -> re.Pattern[str]:
    """Return the pattern of what numbers the pages of one article: "... Halaman all", "- Seite 2".

    Most words for a page end headlines, too, and are set apart by a mark.
    """
    known = table("names")
    marked, unmarked = "|".join(known["page_words"]), "|".join(known["unmarked_page_words"])
    words = rf"(?:\s[-–|]\s+(?:{marked}|{unmarked})|\s(?:{unmarked}))"
    return re.compile(rf"\s*{words}\s(?:all|\d{{1,2}})$", re.IGNORECASE)


def parts(title: str) -> list[str]:
    """Return what stands between the separators of *title*: the headline, section, site."""
    return [title[start:end] for start, end in _spans(title)]


@of_pages
@lru_cache(maxsize=256)
def _spans(title: str) -> list[tuple[int, int]]:
    """Return where the parts of *title* between its separators stand; at least one.

    A page gives the same title several times.
    """
    separators = [match.span() for match in _SEPARATOR.finditer(title)]
    if (match := _glued_site().search(title)) is not None and match.end() < len(title):
        separators.append(match.span())
    starts = [0, *(end for _, end in separators)]
    ends = [*(start for start, _ in separators), len(title)]
    return list(zip(starts, ends, strict=True))


@lru_cache(maxsize=1)
def _glued_site() -> re.Pattern[str]:
    """Return the pattern of the mark before a site's name that is not set apart: "...！-新华网"."""
    endings = "|".join(table("names")["site_endings"])
    return re.compile(rf"(?<=\S)[-–](?=[^\s\-–]{{1,10}}(?:{endings})$)")


def _is_site(part: str, names: list[str]) -> bool:
    text = loose(part)
    if len(text) < _SHORTEST_SITE_NAME:
        return bool(text) and text in names
    return any(text in name for name in names)


def _is_like_site(part: str, rest: str, *, strong: bool) -> bool:
    """Whether the last *part* of a title is short beside the *rest*, as a site's name is.

    After a *strong* separator, that no sentence has, it may be as long as the rest.
    """
    if is_spaceless(rest):
        return 2 * len(part) < len(rest) and len(part) <= _LONGEST_SPACELESS_SITE_NAME
    count = len(part.split())
    short = count <= _MOST_SITE_WORDS and len(part) <= _LONGEST_SITE_NAME
    return short and (1 if strong else 2) * count <= len(rest.split())
