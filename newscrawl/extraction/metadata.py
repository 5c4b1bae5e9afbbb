"""The plain facts about an article: standfirst, section, keywords, publisher."""

from __future__ import annotations

import html
import re

from newscrawl.document import Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import StructuredData, plain, types
from newscrawl.text.cleaning import collapse
from newscrawl.text.language import normal_tag

__all__ = [
    "find_alternative_headline",
    "find_description",
    "find_keywords",
    "find_language",
    "find_publisher",
]

_WEB = ("http://", "https://", "www.")
_LIST = re.compile(r"[,;，、；|]")
# In angle brackets may stand a title as well: "<The Harbour>".
_MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|q|small|span|strong|sub|sup|u|ul)\b"
    r"[^<>]{0,400}>",
    re.IGNORECASE,
)
_LONGEST_KEYWORD = 80
_MOST = 50


def find_description(document: Document, data: StructuredData) -> str | None:
    """Return the summary that the page gives of its article, without the markup in it.

    One that only names the site is none.
    """
    if declared := data.text("description"):
        return declared
    site = loose(document.meta("og:site_name") or "")
    contents = (document.meta(name) for name in table("metas")["description"])
    summaries = (_without_markup(content) for content in contents if content)
    return next((text for text in summaries if text and loose(text) != site), None)


def _without_markup(text: str) -> str:
    """Return *text* without elements and entities that were written into it once too often."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    return collapse(_MARKUP.sub(" ", text)) if "<" in text else text


def find_alternative_headline(
    document: Document, data: StructuredData, headline: str | None, printed: str | None
) -> str | None:
    """Return the article's second headline, if it has one that says something else.

    Declared, marked in microdata, or *printed* below the headline, unless that is the summary.
    """
    declared = data.text("alternativeHeadline", "alternateName")
    other = declared or document.meta(*table("metas")["alternative_headline"])
    other = other or _marked(document, "alternativeHeadline")
    if not other and printed and loose(printed) != loose(find_description(document, data) or ""):
        other = printed
    return other if other and loose(other) != loose(headline or "") else None


def find_keywords(document: Document, data: StructuredData) -> list[str]:
    """Return the keywords of the first source that has any, each once."""
    sources = [data.texts("keywords")]
    sources += [list(document.metas.get(name, ())) for name in table("metas")["keywords"]]
    for source in sources:
        words = [word.strip() for text in source for word in _LIST.split(text)]
        found = dict.fromkeys(word for word in words if _is_keyword(word))
        if found:
            return list(found)[:_MOST]
    return []


def _is_keyword(word: str) -> bool:
    # One letter says nothing; one character of Chinese or Japanese is a word.
    return len(word) > word.isascii() and len(word) <= _LONGEST_KEYWORD


def find_publisher(document: Document, data: StructuredData) -> str | None:
    """Return who publishes the page."""
    name = data.text("publisher")
    if name and loose(name) not in table("names")["platforms"]:
        return None if name.startswith(_WEB) else name
    name = document.meta(*table("metas")["publisher"]) or _marked_publisher(document)
    if name and not name.startswith(_WEB):
        return name
    sites = (node for node in data.nodes if "WebSite" in types(node))
    return next((name for node in sites if (name := plain(node.get("name")))), None)


def _marked(document: Document, name: str) -> str | None:
    """Return the text that microdata marks with *name*."""
    found = (collapse(each.text) for each in document.with_itemprop(name))
    return next(filter(None, found), None)


def _marked_publisher(document: Document) -> str | None:
    """Return the name of the publisher that microdata marks."""
    if "publisher" not in document.marks:
        return None
    for element in document.select('[itemprop~="publisher"] [itemprop~="name"]'):
        if name := collapse(element.attributes.get("content") or element.text):
            return name
    return None


def find_language(document: Document, data: StructuredData) -> str | None:
    """Return the language tag that the page declares, as written."""
    declared = (document.language, data.text("inLanguage"))
    return next((tag for tag in declared if tag and normal_tag(tag)), None)
