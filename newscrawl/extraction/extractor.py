"""Document to RawArticle."""

from __future__ import annotations

from newscrawl.document import Block, Document
from newscrawl.exceptions import DataError
from newscrawl.extraction.addresses import find_canonical_url, find_url
from newscrawl.extraction.body import find_body, plain_passages
from newscrawl.extraction.bylines import find_bylines, find_head_lines, find_inline_bylines
from newscrawl.extraction.carried import CarriedArticle
from newscrawl.extraction.date_lines import is_date_line, lines_around
from newscrawl.extraction.dates import dates_told, find_dates
from newscrawl.extraction.footnotes import find_footnotes
from newscrawl.extraction.headline import find_headlines, headline_block
from newscrawl.extraction.images import find_images
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.metadata import (
    find_alternative_headline,
    find_description,
    find_keywords,
    find_language,
    find_publisher,
)
from newscrawl.extraction.mode import Mode
from newscrawl.extraction.model import RawArticle
from newscrawl.extraction.nodes import StructuredData
from newscrawl.extraction.openings import bold_opening
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.people import find_authors, find_editors, find_people
from newscrawl.extraction.pointers import find_pointers
from newscrawl.extraction.rights import find_license, find_site_notice, is_accessible_for_free
from newscrawl.extraction.ruled import apply_rules
from newscrawl.extraction.sections import find_section
from newscrawl.extraction.standfirst import bare_summary, printed_summary, subtitle
from newscrawl.extraction.tags import find_tags
from newscrawl.extraction.titles import Titles
from newscrawl.page import MediaType
from newscrawl.publishers import rules_for

__all__ = ["MOST_BLOCKS", "extract"]

MOST_BLOCKS = 20_000
"""A page of more is a table or a log, and no article."""


def extract(document: Document, mode: Mode = Mode.FAST) -> RawArticle:
    """Return what *document* says of its article. Never raises; what it does not say is absent.

    Of a plain text every block is a passage, and nothing else is read from it. What has more
    than :data:`MOST_BLOCKS` has no passages.
    """
    if len(document.blocks) > MOST_BLOCKS:
        return RawArticle(url=document.page.url)
    if document.page.media_type is MediaType.TEXT:
        return RawArticle(passages=plain_passages(document.blocks), url=document.page.url)
    data = StructuredData(document)
    titles = Titles(document)
    article = RawArticle(headlines=find_headlines(document, data, titles))
    headline = headline_block(document, titles, article.headlines)
    outline = Outline(document.blocks, headline)
    article.passages = find_body(document, outline, data.paragraphs("articleBody"), mode)
    article.opening = bold_opening(document, article.passages)
    article.pointers = find_pointers(outline, article.passages, document.page.url or "")
    article.footnotes = find_footnotes(outline, article.passages)
    article.extractor = str(mode)
    article.images = find_images(document, data, outline)
    _read_metadata(article, document, data, titles, headline)
    _read_marks(article, document, data, headline, titles)
    _read_state(article, document)
    _read_rights(article, document, data)
    _apply_rules(article, document, data)
    return article


def _apply_rules(article: RawArticle, document: Document, data: StructuredData) -> None:
    try:
        rules = rules_for(article.url)
    except DataError as error:
        article.stale_rules = [str(error)]
        return
    if rules is not None:
        apply_rules(article, document, data, rules)


def _read_metadata(
    article: RawArticle,
    document: Document,
    data: StructuredData,
    titles: Titles,
    block: Block | None,
) -> None:
    headline = article.headlines[0] if article.headlines else None
    article.alternative_headline = find_alternative_headline(
        document, data, headline, subtitle(document, block)
    )
    article.description = (
        find_description(document, data)
        or printed_summary(document, block)
        or bare_summary(document, block, article.passages)
    )
    article.section = find_section(document, data, titles, block)
    article.keywords = find_keywords(document, data) or find_tags(document, article.passages)
    article.publisher = find_publisher(document, data)
    article.source_organization = find_people(data["sourceOrganization"])
    article.language = find_language(document, data)
    article.url = find_url(document, data)
    article.canonical_url = find_canonical_url(document, data)


def _read_marks(
    article: RawArticle,
    document: Document,
    data: StructuredData,
    headline: Block | None,
    titles: Titles,
) -> None:
    marks = document.marked
    lines = find_head_lines(document, headline, next(iter(article.headlines), None))
    dated = lines_around(document, headline) if headline else filter(is_date_line, lines)
    told = dates_told(list(dated), marks)
    article.published, article.modified = find_dates(document, data, told)
    article.authors, article.organisations = find_authors(document, data, marks, lines, titles)
    article.editors = find_editors(document, data)
    article.translators = find_people(data["translator"])
    article.contributors = find_people(data["contributor"])
    article.bylines = find_bylines(document, headline)
    if not article.authors and not article.bylines:
        article.bylines = find_inline_bylines(document, lines)
    article.head_lines = lines


def _read_state(article: RawArticle, document: Document) -> None:
    """Read from the page's state what a page that names nobody, or no day, says nowhere else."""
    dated = any(not date.source.startswith("script") for date in article.published)
    if dated and (article.authors or article.bylines or article.organisations):
        return
    state = CarriedArticle(document, article.headlines[0] if article.headlines else None)
    if not (article.authors or article.bylines):
        article.authors = state.authors()
    if not dated:
        article.modified = article.modified or state.modified()
        article.section = article.section or state.section()


def _read_rights(article: RawArticle, document: Document, data: StructuredData) -> None:
    metas = table("metas")
    article.is_accessible_for_free = is_accessible_for_free(document, data)
    article.copyright_holder = data.text("copyrightHolder") or document.meta(
        *metas["copyright_holder"]
    )
    article.copyright_year = data.text("copyrightYear")
    article.copyright_notice = data.text("copyrightNotice") or document.meta(*metas["copyright"])
    article.site_notice = find_site_notice(document)
    article.license = find_license(document, data)
    article.usage_info = data.text("usageInfo")
