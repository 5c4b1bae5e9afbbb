"""Page to article, statements and verdict: the whole examination, without Scrapy.

::

    from newscrawl import examine

    found = examine(body, url="https://news.example/a", headers={"content-type": "text/html"})
    found.article.headline, found.verdict.decision, found.statements
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from newscrawl.document import Document, Link, parse
from newscrawl.extraction import Mode, RawArticle, extract
from newscrawl.garbage import collection_paused
from newscrawl.items import Evidence, NewsArticle, Policy
from newscrawl.normalisation import normalise
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Level, Purpose, Statement, Verdict
from newscrawl.policy.notices import Notice, find_notices, statements
from newscrawl.policy.profile import Profile
from newscrawl.policy.records import to_record
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.verdict import judge
from newscrawl.text.language import settle
from newscrawl.urls import canonical_url, is_web_url

__all__ = ["Examination", "examine", "examine_document", "judge_again", "policy_of", "stub"]

_LANGUAGE_SAMPLE = 4_000
_USUAL = Profile()


@dataclass(frozen=True, slots=True)
class Examination:
    """What one page says and what may be done with it.

    ``article`` carries the verdict in ``policy`` and ``restricted``. ``warnings`` are lines
    for the operator, such as damaged bytes in the text; ``stale_rules`` are those among them that
    tell of rules for the publisher which match no more.
    """

    article: NewsArticle
    statements: tuple[Statement, ...]
    verdict: Verdict
    links: tuple[Link, ...]
    warnings: tuple[str, ...] = ()
    stale_rules: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether neither a headline nor a body was found: the page is no article."""
        return self.article.headline is None and self.article.article_body is None


@collection_paused()
def examine(  # noqa: PLR0913  # what a page comes with, and what is asked of it
    page: Page | bytes | bytearray,
    *,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    purposes: Sequence[Purpose] = (Purpose.ARCHIVE,),
    profile: Profile = _USUAL,
    mode: Mode | str = Mode.FAST,
) -> Examination:
    """Examine *page*: one parse serves the fields, the notices and the links.

    *page* may be the bytes of a response; then *url* and *headers* go with it. *profile* tells
    which conditions the operator meets and which permissions they hold. *mode* is ``fast``, or
    ``thorough`` to have the doubtful parts of a body judged twice.
    Never raises for any content; what is not found is null. Raises ValueError for *purposes*
    or a *mode* that are none, TypeError for a *page* that is neither.
    """
    if isinstance(page, bytes | bytearray):
        page = Page.of_response(bytes(page), url=url, headers=(headers or {}).items())
    elif not isinstance(page, Page):
        raise TypeError(f"a Page or bytes, not {type(page).__name__}")
    document = parse(page)
    return examine_document(document, extract(document, Mode(mode)), purposes, profile)


def examine_document(
    document: Document,
    raw: RawArticle,
    purposes: Sequence[Purpose],
    profile: Profile = _USUAL,
    said: Sequence[Statement] = (),
) -> Examination:
    """Examine the page of *document*, of which *raw* was extracted, as :func:`examine` does.

    What was *said* of it elsewhere, such as in robots.txt, counts with what it says itself. A link
    to a policy is no notice any more once something is *said* there.
    """
    page = document.page
    notices = list(_unread(find_notices(document, publishers=_publishers(raw)), said))
    spans = _spans(notices)
    language = settle(raw.language or document.language, _sample(raw, document, spans))
    article = normalise(raw, page=page, language=language, notices=spans)
    now = datetime.now(UTC)
    found = (
        *said,
        *statements(notices, page.url or page.name, page.sha256),
        *page_statements(document, now),
    )
    verdict = judge(found, purposes, profile, profile.granted(page.url, now))
    _attach(article, page, verdict)
    stale = tuple(raw.stale_rules)
    warnings = (*_warnings(document), *stale)
    return Examination(article, found, verdict, tuple(document.links), warnings, stale)


def stub(page: Page, verdict: Verdict) -> NewsArticle:
    """Return the item that is left of *page*: its address, and *verdict* with the evidence.

    What is only possibly a notice is left out of it: that may be a sentence of the article.
    """
    article = NewsArticle(url=page.url)
    sure = tuple(each for each in verdict.lost if each.level is not Level.POSSIBLE)
    _attach(article, page, replace(verdict, lost=sure))
    article.provenance.sha256 = page.sha256 if page.body else None
    return article


def _unread(notices: Sequence[Notice], said: Sequence[Statement]) -> Iterator[Notice]:
    """Yield *notices* without the links to policies of which something was *said*."""
    read = {canonical_url(each.source) for each in said if is_web_url(each.source)}
    for notice in notices:
        target = notice.target
        if target is None or not is_web_url(target) or canonical_url(target) not in read:
            yield notice


def judge_again(
    found: Examination, url: str, said: Sequence[Statement], profile: Profile = _USUAL
) -> Examination:
    """Return what was *found* of the page at *url* as it is when this is *said* of it instead.

    So a document that the page only names can be read afterwards, and counts.
    """
    granted = profile.granted(url, datetime.now(UTC))
    verdict = judge(said, found.verdict.purposes, profile, granted)
    _rule(found.article, verdict)
    return replace(found, statements=tuple(said), verdict=verdict)


def _publishers(raw: RawArticle) -> list[str]:
    return [name for name in (raw.publisher, raw.copyright_holder) if name]


def _sample(raw: RawArticle, document: Document, notices: Mapping[int, object]) -> str:
    """Return the beginning of the article's text; a notice may be in another language."""
    texts = [passage.text for passage in raw.passages if passage.block not in notices]
    texts = texts or [block.text for block in document.blocks]
    return "\n".join(islice(texts, 200))[:_LANGUAGE_SAMPLE]


def _spans(notices: Sequence[Notice]) -> dict[int, list[tuple[int, int]]]:
    """Return by block what leaves the body; a merely possible notice may be the article's own."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for notice in notices:
        if notice.level is Level.POSSIBLE:
            continue
        for part in notice.parts:
            if part.unit.index is not None:
                spans.setdefault(part.unit.index, []).append((part.start, part.end))
    return spans


def policy_of(verdict: Verdict) -> Policy:
    """Return *verdict* as an article carries it."""
    return Policy(
        purposes=[str(purpose) for purpose in verdict.purposes],
        decision=str(verdict.decision),
        effects={str(purpose): str(effect) for purpose, effect in verdict.effects.items()},
        evidence=[Evidence(**to_record(each)) for each in (*verdict.decided, *verdict.lost)],
        permission=verdict.permission,
        valid_until=verdict.valid_until.isoformat() if verdict.valid_until else None,
    )


def _rule(article: NewsArticle, verdict: Verdict) -> None:
    article.restricted = verdict.decision is not Decision.ALLOWED
    article.policy = policy_of(verdict)


def _attach(article: NewsArticle, page: Page, verdict: Verdict) -> None:
    _rule(article, verdict)
    provenance = article.provenance
    provenance.origin = str(page.origin)
    provenance.path = page.path
    provenance.record = page.record
    provenance.fetched_at = page.fetched_at.isoformat() if page.fetched_at else None
    provenance.status = page.status
    provenance.sha256 = page.sha256


def _warnings(document: Document) -> list[str]:
    warnings = []
    if document.guessed:
        warnings.append(f"no valid UTF-8 and no declared encoding: read as {document.encoding}")
    if document.damaged:
        warnings.append(f"bytes that are no {document.encoding} were replaced")
    return warnings
