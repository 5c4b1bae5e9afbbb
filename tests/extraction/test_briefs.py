"""Short articles: what is body where no paragraph is long."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.extraction import extract
from newscrawl.page import Page


def body(markup: str) -> list[str]:
    return [passage.text for passage in extract(parse(Page(markup.encode()))).passages]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Маяк на острове заработает весной.", "Строительство продлится три месяца."],
        ["ستحصل المدينة على منارة جديدة.", "وتستمر الأعمال ثلاثة أشهر."],
        ["島に新しい灯台が完成する。", "工事は三カ月かかる。"],
        ["Đảo sẽ có một ngọn hải đăng mới.", "Công trình kéo dài ba tháng."],
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_brief_keeps_its_paragraphs(paragraphs: list[str], tag: str) -> None:
    text = "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in paragraphs)
    markup = f"<title>Title</title><div><h1>Title</h1><div class=text>{text}</div></div>"
    assert body(markup) == paragraphs


def test_a_sidebar_longer_than_the_article_is_no_body() -> None:
    teaser = "<div class=teaser><h3><a href=/t>Teaser</a></h3><p>" + "Long teaser text. " * 9
    markup = (
        "<div><article><h1>Lights fail</h1><p>The lights failed on Monday morning.</p>"
        "<p>They worked again by noon.</p></article></div>"
        f"<div class=sidebar>{(teaser + '</p></div>') * 6}</div>"
    )
    assert body(markup) == ["The lights failed on Monday morning.", "They worked again by noon."]


def test_a_short_last_paragraph_belongs_to_the_article() -> None:
    markup = (
        "<article><h1>Maps return</h1><p>Four hundred maps came back to the town hall on Monday, "
        "after years in a cellar across the river.</p><p>They will stay.</p></article>"
    )
    assert body(markup)[-1] == "They will stay."


def test_the_headline_of_microdata_counts() -> None:
    markup = (
        "<title>Maps - Bay News</title><div itemscope itemtype='https://schema.org/NewsArticle'>"
        "<h1 itemprop=headline>Four hundred maps return home</h1><div itemprop=articleBody>"
        "<p>They came back on Monday.</p></div></div>"
    )
    assert extract(parse(Page(markup.encode()))).headlines[0] == "Four hundred maps return home"


TEXT = "The town will plant an orchard of apple trees beside the old railway station this spring."
SECRET = "A paragraph that no reader sees and that says nothing about the orchard of the town."


@pytest.mark.parametrize(
    "hidden", [f"<div hidden><p>{SECRET}</p></div>", f'<p style="display: none">{SECRET}</p>']
)
def test_hidden_elements_are_no_body(hidden: str) -> None:
    page = f"<article><h1>An orchard</h1><p>{TEXT}</p><p>{TEXT}</p>{hidden}<p>{TEXT}</p></article>"
    passages = extract(parse(Page(page.encode()))).passages
    assert [passage.text for passage in passages] == [TEXT] * 3


def test_a_page_hidden_as_a_whole_is_read() -> None:
    article = f"<article><h1>An orchard</h1><p>{TEXT}</p><p>{TEXT}</p></article>"
    page = f'<body style="display:none">{article}</body>'
    passages = extract(parse(Page(page.encode()))).passages
    assert [passage.text for passage in passages] == [TEXT] * 2
