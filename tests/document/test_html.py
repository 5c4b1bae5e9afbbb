from __future__ import annotations

import pytest

from newscrawl.document import Document, Place, parse
from newscrawl.page import Page

URL = "https://news.example/politics/story"


def read(markup: str, url: str | None = URL) -> Document:
    return parse(Page(markup.encode(), url=url))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_blocks_come_in_reading_order() -> None:
    document = read(
        "<body>loose<div>before<p>one</p>between<ul><li>item</ul>after</div>"
        "<table><tr><td>cell</table>"
    )
    assert texts(document) == ["loose", "before", "one", "between", "item", "after", "cell"]


def test_inline_elements_and_source_line_feeds_join_the_text() -> None:
    document = read("<p>One\n <b>bold</b>,\n<a href=/x>a <i>link</i></a>!</p>")
    (block,) = document.blocks
    assert block.text == "One bold, a link!"
    assert [(link.url, link.text) for link in block.links] == [("https://news.example/x", "a link")]
    assert (block.linked, block.strong) == (5, 4)


def test_paragraphs_that_the_source_parts_by_blank_lines_and_indents() -> None:
    document = read("<p>　一つ目の段落。\n続く。\n\n　二つ目。\r\n\r\n　三つ目。</p>")
    assert texts(document) == ["一つ目の段落。 続く。\n\n二つ目。\n\n三つ目。"]


def test_what_nobody_sees_in_a_link_is_neither_its_text_nor_counted() -> None:
    document = read("<p>See <a href=/x>the\u200b \u200b bridge\u00ad</a> and more</p>")
    (block,) = document.blocks
    assert block.text == "See the bridge and more"
    assert [link.text for link in block.links] == ["the bridge"]
    assert block.linked == len("the bridge")


def test_white_space_between_blocks_is_no_piece_of_a_link() -> None:
    document = read("<div><a href=/x>\n\u00a0\n<p>One</p>\n\t<p>two</p>\n</a></div>\n")
    assert texts(document) == ["One", "two"]
    assert [link.text for link in document.links] == ["One", "two", ""]


def test_a_link_of_one_blank_parts_words_and_leads() -> None:
    document = read("<p>one<a href=/x> </a>two<a href=/y>&#8195;</a></p><p> <a href=/z> </a>three")
    assert [(each.text, each.linked) for each in document.blocks] == [("one two", 0), ("three", 0)]
    assert [link.text for link in document.links] == ["", "", ""]


def test_a_link_within_another_ends_it() -> None:
    inner = "<marquee><a href=/y>{}</a></marquee>"
    for text in ("two", "<i>t</i>wo"):
        document = read(f"<p><a href=/x>one {inner.format(text)} three</a> four</p>")
        assert [(each.url[-2:], each.text) for each in document.links] == [
            ("/x", "one"),
            ("/y", "two"),
        ]
        assert [(each.text, each.linked) for each in document.blocks] == [("one two three four", 6)]


def test_an_element_without_content_still_parts_and_leads() -> None:
    document = read("<div>one<b></b><i></i> line<a href=/x></a><p></p><i>next</i></div>")
    assert [(block.text, block.strong, block.box.tag) for block in document.blocks] == [
        ("one line", 0, "div"),
        ("next", 0, "div"),
    ]
    assert [(link.url, link.text) for link in document.links] == [("https://news.example/x", "")]


def test_a_tag_of_the_pages_own_is_read_like_any_other_in_a_line() -> None:
    document = read("<p>a<x-one>b<x-two>c</x-two></x-one><svg><x-one>no</x-one></svg>d</p>")
    assert texts(document) == ["abcd"]


def test_links_and_bold_type_go_on_in_the_next_block() -> None:
    document = read("<a href=/x>one<b> two<p>three</p></b>four</a><p>five</p>")
    assert [(block.text, block.linked, block.strong) for block in document.blocks] == [
        ("one two", 6, 3),
        ("three", 5, 5),
        ("four", 4, 0),
        ("five", 0, 0),
    ]
    assert [link.text for link in document.links] == ["one two", "three", "four"]


def test_a_box_knows_the_first_element_within_it() -> None:
    (block,) = read("<figure>A map<img src=a.jpg><img src=b.jpg></figure>").blocks
    assert block.box.first("img") == {"src": "a.jpg"}
    assert block.box.first("video") is None


@pytest.mark.parametrize("line", ["A map", "A <b>map</b>"])
def test_a_box_is_not_within_itself(line: str) -> None:
    (block,) = read(f'<p class="credit">{line}</p>').blocks
    assert block.box.first(".credit") is block.box.text_of(".credit") is None
    (block,) = read(f'<p class="credit">{line}, <i class="credit">Jo Lee</i></p>').blocks
    assert block.box.text_of(".credit") == "Jo Lee"


def test_breaks_become_line_feeds() -> None:
    assert texts(read("<p>a<br>b<br> <br/>c<br></p>")) == ["a\nb\n\nc"]
    assert texts(read("<p><br>\n a\n b <br> c<br></p>")) == ["a b\nc"]
    (unit,) = read("<body><noscript>\n<p>Switch\n it <b>on</b></p></noscript>").units
    assert unit.text == "Switch it on"


def test_what_no_reader_sees_is_no_block() -> None:
    document = read(
        "<head><title> T </title><style>x</style></head><body><script>s</script><p>seen</p>"
        "<noscript>n</noscript><template>t</template><!-- a comment --><textarea>x</textarea>"
        "<p hidden>hidden</p><div style='display: none'><p>gone</p></div><img alt='A cat'>"
    )
    assert [block.text for block in document.blocks if not block.box.hidden] == ["seen"]
    assert document.title == "T"
    unseen = {(unit.place, unit.text) for unit in document.units if unit.index is None}
    assert {
        (Place.TITLE, "T"),
        (Place.HTML_COMMENT, "a comment"),
        (Place.ALTERNATIVE, "A cat"),
    } <= unseen


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<footer><p>x", Place.FOOTER),
        ("<article><p>x", Place.ARTICLE),
        ("<article><footer><p>x", Place.FOOTER),
        ("<div class='site-footer'><p>x", Place.FOOTER),
        ("<div id=comments><p>x", Place.COMMENTS),
        ("<nav><a href=/>x</a>", Place.NAVIGATION),
        ("<p>x", Place.BODY),
    ],
)
def test_every_unit_has_its_place(markup: str, place: Place) -> None:
    (unit,) = (unit for unit in read(markup).units if unit.text == "x")
    assert unit.place is place


def test_the_visible_text_comes_first_among_the_units() -> None:
    document = read("<title>head</title><p>first</p><!-- said aside --><div>fifth</div>")
    assert list(document.units[:2]) == list(document.blocks)
    assert [(unit.index, unit.tail(document.blocks)) for unit in document.units[:2]] == [
        (0, 0.0),
        (1, 0.5),
    ]
    assert [unit.index for unit in document.units[2:]] == [None, None]


def test_a_locator_leads_a_person_to_the_element() -> None:
    document = read("<div><p>a</p><p>b</p></div><div id=end><span><p>c</p></span></div>")
    assert [unit.locator for unit in document.units] == [
        "html > body > div > p",
        "html > body > div > p:nth-of-type(2)",
        "div#end > p",
    ]


def test_a_locator_counts_the_elements_beside_it() -> None:
    document = read("<div>a<i>b</i></div><p>c</p><span><p>d</p>e<p>f</p></span><div>g</div>")
    assert [unit.locator for unit in document.units] == [
        "html > body > div",
        "html > body > p",
        "html > body > p",
        "html > body",
        "html > body > p:nth-of-type(2)",
        "html > body > div:nth-of-type(2)",
    ]


def test_head_values() -> None:
    document = read(
        '<html lang="id-ID"><base href="https://cdn.example/x/"><meta name=Author content=" A  B ">'
        '<meta property="og:title" content=""><meta property="og:title" content="T">'
        '<link rel="canonical Alternate" href="../y"><link rel="Shortcut icon" href="i.png">'
        '<script type="application/LD+json">{"@graph":[{"@type":"NewsArticle"},{"a":1}]}</script>'
    )
    assert document.language == "id-ID"
    assert document.base_url == "https://cdn.example/x/"
    assert document.meta("author") == "A B"
    assert document.meta("og:title") == "T"
    assert document.meta("nothing") is None
    (link,) = document.head_links
    assert (link.url, link.rel) == ("https://cdn.example/y", {"canonical", "alternate"})
    assert {"@type": "NewsArticle"} in document.nodes


def test_what_is_marked_in_the_body_comes_in_page_order() -> None:
    document = read(
        "<meta name=author content=A><meta itemprop=datePublished content=2026-05-03>"
        "<link rel=author href=/a><p class=fn>B</p><a rel='nofollow author' href=/b>C</a>"
        "<a rel=next href=/c>D</a><time datetime=2026-05-03>E</time><time>F</time>"
        "<b class=author>G</b><p class=byline><b class=author>H</b>"
        "<i property=dc:created content=2026-05-03>I</i><u class=updated title=2026-05-04>J</u>"
    )
    assert [each.text for each in document.marked] == ["", "B", "C", "E", "H", "I", "J"]
    assert {"datepublished", "author", "nofollow"} <= document.marks


def test_a_plain_page_has_nothing_marked() -> None:
    document = read("<title>A</title><p>B</p>")
    assert not document.marked
    assert not document.marks
    assert not document.select("meta, [itemprop], [itemscope], [data-nosnippet], [datetime]")


def test_nothing_is_read_twice_that_is_written_once() -> None:
    markup = (
        "<select><button><selectedcontent></selectedcontent></button><option>Oslo</option></select>"
    )
    (shown,) = read(markup).select("selectedcontent")
    assert not shown.text


def test_a_script_is_read_as_it_stands() -> None:
    (script,) = read('<script>a = "1  <b>2";\n</script>').select("script")
    assert script.source == 'a = "1  <b>2";\n'


def test_a_bad_selector_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="selector"):
        read("<p>x").select("p[[")


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "\x00",
        "<",
        "<p",
        "</div></p>",
        "<a href='http://[bad'>x</a><base href='http://[bad'>",
        "<table><p>x</table>" * 500,
        "<a>" * 3_000,
        "<meta content=x><link href=/ rel>",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
    ],
)
def test_broken_markup_never_raises(markup: str) -> None:
    read(markup, url=None)


@pytest.mark.parametrize("tag", ["div", "b", "span", "p", "table><tr><td", "ul><li", "blockquote"])
def test_deep_nesting_keeps_the_text(tag: str) -> None:
    document = read(f"<{tag}>" * 60_000 + "<p>the text</p>")
    assert document.blocks[-1].text == "the text"
    assert len(document.units[-1].locator) < 20_000


def test_a_block_of_very_many_links_is_read() -> None:
    (block,) = read("<p>" + "<a href=/x>link text</a> " * 60_000).blocks
    assert len(block.links) == 60_000


def test_a_description_is_apart_below_its_picture_only() -> None:
    document = read(
        "<p><img src=/a.jpg>\n<em class=img-desc>The ferry</em>It sails.</p>"
        "<p>Crawling is <small class=footer-desc>strictly prohibited</small> here.</p>"
    )
    assert texts(document) == ["The ferry", "It sails.", "Crawling is strictly prohibited here."]
