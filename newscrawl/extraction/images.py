"""The pictures that belong to an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from newscrawl.document import Block, Box, Document
from newscrawl.extraction.bylines import is_byline
from newscrawl.extraction.captions import (
    PICTURE,
    beside,
    figure_around,
    named_captions,
    says_something,
)
from newscrawl.extraction.date_lines import is_date_line
from newscrawl.extraction.lexicon import box_words, table
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.pictures import CREDIT_MARKS, paragraph_captions
from newscrawl.items import Image
from newscrawl.text.cleaning import collapse
from newscrawl.urls import canonical_url, is_web_url

__all__ = ["find_images"]

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_MOST = 20
_CREDIT = ", ".join(
    f"[class*={name}]"
    for name in ("credit", "Credit", "copyright", "photographer", "byline", "attribution")
)
_NO_LETTER = re.compile(r"[\W\d_]+")
_ENCLOSED = re.compile(r"[\[(（【][^\[\]()（）【】]{2,80}[\])）】]")
_FARTHEST = 20
_LONGEST_CREDIT = 80
# A sentence ends, and no initial.
_STOP = re.compile(r"\w{3}[.!?]\s")
# Names have no word so: "5 min read".
_SMALL = re.compile(r"(?:^|\s)[a-z\d]")


def find_images(document: Document, data: StructuredData, outline: Outline) -> list[Image]:
    """Return the images of the article: JSON-LD's, the page's own, those with a caption in it.

    One address stands once; what is known of it from several sources is put together.
    """
    images = (*_declared(data), *_from_metas(document), *_captioned(outline))
    placed = [(image, url) for image in images if (url := _absolute(image.url, document))]
    # An only address need not be compared.
    form = canonical_url if len({url for _, url in placed}) > 1 else str
    found: dict[str, Image] = {}
    for image, url in placed:
        known = found.setdefault(form(url), Image(url))
        known.caption = _fuller(known.caption, image.caption)
        known.credit = known.credit or image.credit
    lead = next(iter(found.values()), None)
    if lead is not None and not (lead.caption or lead.credit):
        lead.credit = _lead_credit(outline)
    return list(found.values())[:_MOST]


def _lead_credit(outline: Outline) -> str | None:
    """Return the only line between headline and text that is called a credit, and is no more.

    It is names, or has a mark; and it leads to no author, since these are called credits, too.
    """
    if outline.headline is None or not outline.inside:
        return None
    names, end = box_words("credits"), outline.inside[0].index
    lead = outline.blocks[max(outline.headline.index + 1, end - _FARTHEST) : end]
    found = [block for block in lead if not names.isdisjoint(block.box.words)]
    text = found[0].text if len(found) == 1 else ""
    if not text or (CREDIT_MARKS.isdisjoint(text) and _SMALL.search(text)):
        return None
    if any("author" in link.rel for link in found[0].links):
        return None
    other = is_date_line(text) or is_byline(found[0]) or _STOP.search(text)
    return text if len(text) <= _LONGEST_CREDIT and not other else None


def _fuller(caption: str | None, other: str | None) -> str | None:
    """Return *caption*, or the *other* where that goes on with more: its credit, perhaps."""
    return other if other and other.startswith(caption or "") else caption or other


def _declared(data: StructuredData) -> Iterator[Image]:
    value = data["image"]
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, str):
            yield Image(member)
        elif isinstance(member, dict):
            yield from _image_object(member)


def _image_object(node: Mapping[str, Any]) -> Iterator[Image]:
    url = next((u for key in ("url", "contentUrl", "@id") if (u := plain(node.get(key)))), None)
    if url:
        credit = next(
            (c for key in ("creditText", "author", "creator") if (c := plain(node.get(key)))), None
        )
        yield Image(url, plain(node.get("caption")), credit)


def _from_metas(document: Document) -> Iterator[Image]:
    metas = table("metas")
    if url := document.meta(*metas["image"]):
        yield Image(url, document.meta(*metas["image_caption"]))


def _captioned(outline: Outline) -> Iterator[Image]:
    """Yield the pictures whose caption stands beside the article's paragraphs or above them."""
    blocks = (*_lead(outline), *outline.beside)
    figures = (
        (figure.first(PICTURE), *_parted(figure, lines))
        for figure, lines in _captions(outline, blocks).items()
    )
    bare = (
        (picture, text, None)
        for picture, text in paragraph_captions(outline)
        if not is_date_line(text)
    )
    for picture, caption, credit in (*figures, *named_captions(outline, blocks), *bare):
        sources = map((picture or {}).get, _SOURCES)
        source = next((source for source in sources if source and _is_source(source)), None)
        if source:
            yield Image(source, caption, credit)


def _parted(figure: Box, lines: Sequence[Block]) -> tuple[str, str | None]:
    """Return the caption among the *lines* of a figure, and the credit that is called so.

    A second line all in brackets, "[Bay Pictures. No resale]", goes with the caption.
    """
    first, *others = lines
    credit = collapse(figure.text_of(_CREDIT) or "")
    if not credit:
        aside = next((line.text for line in others[:1] if _ENCLOSED.fullmatch(line.text)), "")
        return f"{first.text} {aside}".rstrip(), None
    caption = first.text.removesuffix(credit).strip()
    if len(caption) < len(first.text) or any(line.text == credit for line in others):
        return caption, credit
    return first.text, beside(credit, first.text)


def _captions(outline: Outline, blocks: Iterable[Block]) -> dict[Box, list[Block]]:
    """Return the lines of each figure beside the core and not within noise, in page order.

    Those that are marked as its caption, if any are.
    """
    lines: dict[Box, list[Block]] = {}
    captions: dict[Box, list[Block]] = {}
    for block in blocks:
        figure = figure_around(block.box, outline.around)
        if figure is None or figure.parent is None or not says_something(block):
            continue
        is_card = block.linked and not box_words("cards").isdisjoint(figure.words)
        if is_card or _is_out(outline, block, figure.parent):
            continue
        lines.setdefault(figure, []).append(block)
        if any(box.tag == "figcaption" for box in block.box.lineage()):
            captions.setdefault(figure, []).append(block)
    return lines | captions


def _is_out(outline: Outline, block: Block, around: Box) -> bool:
    """Whether what is *around* a figure holds other things than pictures of the article."""
    galleries, noise = box_words("galleries"), box_words("noise")
    for box in around.lineage():
        if not outline.is_noise(box):
            return False
        shown = box.words & galleries
        if block.linked or not shown or not noise.isdisjoint(box.words - shown):
            return True
    return False


def _lead(outline: Outline) -> Sequence[Block]:
    """Return the blocks between the headline and those beside the core."""
    if outline.headline is None or not outline.beside:
        return ()
    start, end = outline.headline.index + 1, outline.beside[0].index
    return outline.blocks[max(start, end - _FARTHEST) : end]


def _is_source(source: str) -> bool:
    """Whether *source* is an address, and not of a file that stands for a picture yet to load."""
    if source.lower().startswith(("data:", "blob:", "about:")):
        return False
    name = source.partition("?")[0].rpartition("/")[2].partition(".")[0]
    words = {word for word in _NO_LETTER.split(name.casefold()) if word}
    return not words or not words <= set(table("signs")["placeholders"].split())


def _absolute(url: str, document: Document) -> str | None:
    url = url.strip()
    if is_web_url(url):
        return url
    try:
        absolute = urljoin(document.base_url or "", url)
    except ValueError:
        return None
    return absolute if is_web_url(absolute) else None
