"""Supplied files examined: one pure function that a pool maps, and that Spark or Ray would map.

::

    from newscrawl.offline import Examined, Terms, examine_file

    for row in examine_file("news.warc.gz", Terms(purposes=(Purpose.TDM,))):
        if isinstance(row, Examined):
            row.article.headline, row.article.policy.decision
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from os import PathLike

from newscrawl.document import Document, parse
from newscrawl.examination import examine_document, judge_again
from newscrawl.exceptions import WANT_OF_MEMORY
from newscrawl.extraction import MOST_BLOCKS, extract
from newscrawl.garbage import collection_paused
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.effects import without_permissions
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_usage import licence_documents, robots_statements
from newscrawl.policy.signals.rsl import linked_document
from newscrawl.readers import Skipped, Source, Supplied, read_pages
from newscrawl.rows import Begun, Examined, Known, Opened, Row, Terms, Unchanged

__all__ = ["Examined", "Known", "Row", "Terms", "Unchanged", "examine_file"]

_MOST_LICENCES = 10
_USUAL_TERMS = Terms()
_NONE_KNOWN = Known()


def examine_file(
    source: str | PathLike[str] | Source,
    terms: Terms = _USUAL_TERMS,
    known: Known = _NONE_KNOWN,
) -> Iterator[Row]:
    """Yield what became of each page in the file *source*, or in one portion of it, in order.

    Nothing else is read or changed: the same file gives the same rows. *known* pages are not
    examined anew. Never raises for what a file holds; raises ValueError for purposes that are
    none.
    """
    found = steps([source], terms, known)
    return (step for step in found if not isinstance(step, Begun | Opened))


def steps(
    sources: Iterable[str | PathLike[str] | Source],
    terms: Terms,
    known: Known = _NONE_KNOWN,
    skip: int = 0,
) -> Iterator[Opened | Begun | Row]:
    """Yield what :func:`examine_file` does of each file, of the first without *skip* rows.

    Before each page that is examined its name is told, and before each further file its number:
    whoever is killed by one can be replaced, and goes on behind it.
    """
    for number, source in enumerate(sources):
        if number:
            yield Opened(number)
        for reading in islice(read_pages(source, terms.limits), 0 if number else skip, None):
            if not isinstance(reading, Supplied):
                yield reading
            elif reading.page in known:
                yield Unchanged(reading.page.name)
            else:
                yield Begun(reading.page.name, len(reading.page.body))
                yield _examined(reading, terms)


@collection_paused()
def _examined(supplied: Supplied, terms: Terms) -> Row:
    page = supplied.page
    try:
        document = parse(page)
        said = _said_by_robots(supplied)
        found = examine_document(
            document, extract(document, terms.mode), terms.purposes, terms.profile, said
        )
        more = tuple(_restrictions(supplied, found.statements))
        if page.url is not None and more:
            found = judge_again(found, page.url, (*found.statements, *more), terms.profile)
    except WANT_OF_MEMORY:
        raise
    except Exception as error:  # noqa: BLE001  # one bad page never stops a run
        # The class alone: the message may quote the page.
        return Skipped(page.name, f"could not be examined ({type(error).__name__})")
    if found.is_empty:
        return Skipped(page.name, _why_empty(document))
    return Examined(page.name, found.article, found.warnings, found.stale_rules)


def _why_empty(document: Document) -> str:
    if len(document.blocks) > MOST_BLOCKS:
        return f"holds more than {MOST_BLOCKS:,} paragraphs or lines: a table or a log, no article"
    return "holds no article text"


def _said_by_robots(supplied: Supplied) -> tuple[Statement, ...]:
    """Return what the robots.txt archived with a page says of it: as it stood then, for good."""
    url, robots = supplied.page.url, supplied.robots
    if url is None or robots is None:
        return ()
    decision = robots.decide(url, PRODUCT_TOKEN, robots.fetched_at)
    refusal = () if decision.allowed else (robots.statement(decision),)
    said = (*refusal, *robots_statements(robots, url, PRODUCT_TOKEN))
    return tuple(replace(each, expires=None) for each in said)


def _restrictions(supplied: Supplied, said: Iterable[Statement]) -> Iterator[Statement]:
    """Yield what the other policy files archived with a page restrict, not what they permit.

    A record of one is no proof that it was published, so that they lift nothing of what was *said*
    by the page and its robots.txt. Both name RSL documents, of which the first ten count.
    """
    url, robots = supplied.page.url, supplied.robots
    if url is None:
        return
    named = licence_documents(robots, PRODUCT_TOKEN) if robots is not None else ()
    linked = filter(None, map(linked_document, said))
    addresses = dict.fromkeys((*named[:_MOST_LICENCES], *islice(linked, _MOST_LICENCES)))
    documents = filter(None, map(supplied.rsl, addresses))
    for copy in (*supplied.site_files, *documents):
        for each in copy.statements(url):
            yield replace(each, effects=without_permissions(each.effects), expires=None)
