"""The pictures that belong to an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from newscrawl.document import Block, Box, Document
from newscrawl.extraction.lexicon import box_words, table
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.extraction.outline import Outline
from newscrawl.items import Image
from newscrawl.text.cleaning import collapse
from newscrawl.urls import canonical_url, is_web_url

__all__ = ["find_images"]

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_MOST = 20
_PICTURE = "img, amp-img"
_CREDIT = ", ".join(
    f"[class*={name}]" for name in ("credit", "Credit", "copyright", "photographer", "byline")
)
_FARTHEST = 20
_SHORTEST_NAME = 5

_Attributes = Mapping[str, str | None]


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
        known.caption = known.caption or image.caption
        known.credit = known.credit or image.credit
    return list(found.values())[:_MOST]


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
        (figure.first(_PICTURE), *_parted(figure, lines))
        for figure, lines in _captions(outline, blocks).items()
    )
    captions = _named_captions(outline, blocks)
    named = ((picture, caption, None) for picture, caption in captions)
    for picture, caption, credit in (*figures, *named):
        sources = map((picture or {}).get, _SOURCES)
        source = next((source for source in sources if source and _is_source(source)), None)
        if source:
            yield Image(source, caption, credit)


def _parted(figure: Box, lines: Sequence[Block]) -> tuple[str, str | None]:
    """Return the caption among the *lines* of a figure, and the credit that is called so."""
    first, *others = lines
    credit = collapse(figure.text_of(_CREDIT) or "")
    if not credit:
        return first.text, None
    caption = first.text.removesuffix(credit).strip()
    if len(caption) < len(first.text) or any(line.text == credit for line in others):
        return caption, credit
    return first.text, None


def _named_captions(outline: Outline, blocks: Iterable[Block]) -> Iterator[tuple[_Attributes, str]]:
    """Yield the pictures outside of figures with the line that its author calls their caption."""
    names = box_words("captions") | box_words("media")
    for block in blocks:
        box = block.box
        if block.linked or names.isdisjoint(box.words):
            continue
        if not (_is_called_caption(box) or _holds_picture(block)):
            continue
        if _figure(box, outline.around) is not None:
            continue
        around = box.parent if box.parent not in {outline.core, outline.around} else None
        holds = around is not None and not _is_called_other(around)
        picture = (
            box.first(_PICTURE)
            or box.above(_PICTURE)
            or (around.first(_PICTURE) if around and holds else None)
        )
        if picture is not None:
            yield picture, block.text


def _is_called_other(box: Box) -> bool:
    """Whether *box* is called a part of the page other than a picture and its caption."""
    pictures = box_words("captions") | box_words("media") | box_words("galleries")
    return not (box_words("noise") - pictures).isdisjoint(box.words)


def _is_called_caption(box: Box) -> bool:
    return not box_words("captions").isdisjoint(box.words)


def _holds_picture(block: Block) -> bool:
    """Whether *block* is the caption, called so, within an element with a picture."""
    box = block.box
    if box_words("media").isdisjoint(box.words) or _is_called_other(box):
        return False
    if box.first(_PICTURE) is None:
        return False
    return collapse(box.text_of(_caption_selector()) or "") == block.text


@lru_cache(maxsize=1)
def _caption_selector() -> str:
    names = filter(_is_telling, sorted(box_words("captions")))
    return ", ".join(f"[class*={name}]" for name in names)


def _is_telling(name: str) -> bool:
    """Whether *name* is long enough to be looked for within others: not "bu", "pie", "cap"."""
    return len(name) >= _SHORTEST_NAME


def _captions(outline: Outline, blocks: Iterable[Block]) -> dict[Box, list[Block]]:
    """Return the lines of each figure beside the core and not within noise, in page order.

    Those that are marked as its caption, if any are.
    """
    lines: dict[Box, list[Block]] = {}
    captions: dict[Box, list[Block]] = {}
    for block in blocks:
        figure = _figure(block.box, outline.around)
        if figure is None or figure.parent is None or not _says_something(block):
            continue
        if _is_out(outline, block, figure.parent):
            continue
        lines.setdefault(figure, []).append(block)
        if any(box.tag == "figcaption" for box in block.box.lineage()):
            captions.setdefault(figure, []).append(block)
    return lines | captions


def _says_something(block: Block) -> bool:
    """Whether *block* is more than the sign on a button."""
    return any(map(str.isalnum, block.text))


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


def _figure(box: Box, around: Box | None) -> Box | None:
    """Return the innermost figure in which *box* stands, itself within *around*."""
    inner: Box | None = box
    while inner is not None and inner is not around and inner.tag != "figure":
        inner = inner.parent
    return inner if inner is not None and inner.tag == "figure" else None


def _is_source(source: str) -> bool:
    return not source.lower().startswith(("data:", "blob:", "about:"))


def _absolute(url: str, document: Document) -> str | None:
    url = url.strip()
    if is_web_url(url):
        return url
    try:
        absolute = urljoin(document.base_url or "", url)
    except ValueError:
        return None
    return absolute if is_web_url(absolute) else None
