"""Page to Document: decode, parse once, linearise."""

from __future__ import annotations

from itertools import accumulate

from newscrawl.document.box import Box
from newscrawl.document.html import HtmlPage
from newscrawl.document.model import Block, Document, Unit
from newscrawl.document.place import Place
from newscrawl.document.plain import front_matter, paragraphs, titled
from newscrawl.document.state import carried_text, is_shown, shows_text
from newscrawl.page import MediaType, Page
from newscrawl.text.cleaning import clean
from newscrawl.text.encoding import Decoded, decode

__all__ = ["parse"]


def parse(page: Page) -> Document:
    """Parse *page*. Never raises: what is broken in the markup is read as a browser would."""
    if page.media_type is MediaType.TEXT:
        return _parse_text(page, decode(page.body, page.charset))
    return _parse_html(page, decode(page.body, page.charset, markup=True))


def _parse_text(page: Page, decoded: Decoded) -> Document:
    text = clean(decoded.text)
    found, front = list(paragraphs(text)), list(front_matter(text))
    if (title := titled(front)) and title.text not in (
        each.text.lstrip("# ") for each in found[:3]
    ):
        found.insert(0, title)
    box = Box("text")
    starts = accumulate((len(paragraph.text) for paragraph in found), initial=0)
    blocks = [
        Block(index, paragraph.text, box, before)
        for index, (paragraph, before) in enumerate(zip(found, starts, strict=False))
    ]
    units = [
        Unit(paragraph.text, Place.TEXT, f"line {paragraph.line}", None, index)
        for index, paragraph in enumerate(found)
    ]
    units += [Unit(line.text, Place.TEXT, f"line {line.line}") for line in front]
    return Document(
        page,
        page.url,
        blocks,
        units,
        encoding=decoded.encoding,
        damaged=decoded.damaged,
        guessed=decoded.guessed,
    )


def _parse_html(page: Page, decoded: Decoded) -> Document:
    markup = decoded.utf8
    parsed = HtmlPage(markup, page.url)
    carried = None if shows_text(parsed.blocks) else carried_text(parsed.scripts())
    if carried and not is_shown(carried, parsed.blocks):
        parsed = HtmlPage(markup + carried.encode(errors="replace"), page.url)
    declared = parsed.declared
    return Document(
        page,
        declared.base.url,
        parsed.blocks,
        (*parsed.blocks, *parsed.unseen_units()),
        declared.metas,
        declared.nodes,
        declared.items,
        parsed.links,
        declared.head_links,
        declared.title,
        declared.language,
        decoded.encoding,
        decoded.damaged,
        decoded.guessed,
        declared.marks,
        declared.marked,
        parsed.select,
    )
