from __future__ import annotations

import json
from typing import Any

import pytest

from newscrawl import examine
from newscrawl.document import parse
from newscrawl.extraction import RawArticle, extract
from newscrawl.extraction.people import find_people
from newscrawl.items import Image
from newscrawl.page import Page

URL = "https://www.baypost.example/culture/harbour-maps"
BODY = "<p>Four hundred hand-drawn maps of the bay can be viewed from Wednesday in town.</p>" * 2


def read(head: str = "", body: str = "", url: str | None = URL) -> RawArticle:
    html = f"<html><head>{head}</head><body><article>{body}{BODY}</article></body></html>"
    return extract(parse(Page(html.encode(), url=url)))


def ld(*nodes: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(nodes))}</script>'


def news(**values: Any) -> str:
    return ld({"@type": "NewsArticle", **values})


def test_headline_declared_and_printed_alike_keeps_the_declared_typography() -> None:
    article = read(news(headline="Maps: the archive opens"), "<h1>Maps the archive opens</h1>")
    assert article.headlines[0] == "Maps: the archive opens"


def test_headline_printed_beats_a_declared_one_for_search_engines() -> None:
    head = news(headline="Maps of the bay – everything you need to know") + (
        "<title>Archive opens its drawers | Bay Post</title>"
    )
    article = read(head, "<h1>Archive opens its drawers</h1>")
    assert article.headlines[0] == "Archive opens its drawers"
    assert "Maps of the bay – everything you need to know" in article.headlines


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Archive opens its drawers - Bay Post", "Archive opens its drawers"),
        ("Bay Post: Archive opens", "Archive opens"),
        ("Bay: Archive opens its drawers", "Bay: Archive opens its drawers"),
        ("Bay Post | Archive opens its drawers", "Archive opens its drawers"),
        ("Archive opens its drawers - Culture - Bay Post", "Archive opens its drawers - Culture"),
        ("Ferry - late again", "Ferry - late again"),
        ("湾に連絡船が戻ってきた朝の港｜湾岸新聞", "湾に連絡船が戻ってきた朝の港"),
    ],
)
def test_headline_from_the_title_alone(title: str, headline: str) -> None:
    assert read(f"<title>{title}</title>").headlines[0] == headline


def test_published_candidates_are_ranked_by_their_evidence() -> None:
    head = news(headline="Archive opens", datePublished="2026-05-19T16:00:00+01:00") + (
        '<meta property="article:published_time" content="2026-05-19T15:00:00Z">'
    )
    body = "<h1>Archive opens</h1><time datetime=2026-05-19>Tue</time><p>19 May 2026, 16:00 BST</p>"
    article = read(head, body, url="https://baypost.example/2026/05/18/maps")
    assert [(date.text, date.source) for date in article.published] == [
        ("2026-05-19T16:00:00+01:00", "json-ld[datePublished]"),
        ("2026-05-19T15:00:00Z", "meta[article:published_time]"),
        ("19 May 2026, 16:00 BST", "visible"),
        ("2026-05-19", "time"),
        ("2026-05-18", "url"),
    ]


def test_visible_update_is_no_publication() -> None:
    body = "<h1>Archive opens</h1><p>19.05.2026, 16:00</p><p>Aktualisiert am 20.05.2026</p>"
    article = read("<title>Archive opens</title>", body)
    assert [date.text for date in article.published] == ["19.05.2026, 16:00"]
    assert [date.text for date in article.modified] == ["Aktualisiert am 20.05.2026"]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/12/21/a", "2025-12-21"),
        ("/2025/2/1/a", "2025-02-01"),
        ("/2025-12/21/a", "2025-12-21"),
        ("/20251221/a", "2025-12-21"),
        ("/2025/13/21/a", None),
        ("/20251221104000/a", None),
        ("/news/12345678", None),
    ],
)
def test_day_in_the_address(path: str, day: str | None) -> None:
    published = read(url=f"https://baypost.example{path}").published
    assert [date.text for date in published] == ([day] if day else [])


@pytest.mark.parametrize(
    "author",
    [
        "Rhona Teale",
        ["Rhona Teale"],
        {"@type": "Person", "name": "Rhona Teale"},
        [{"@type": "Person", "name": " Rhona&nbsp;Teale "}],
        {"@id": "#rhona"},
    ],
)
def test_authors_in_every_shape(author: Any) -> None:
    person = {"@type": "Person", "@id": "#rhona", "name": "Rhona Teale"}
    assert read(ld({"@type": "NewsArticle", "author": author}, person)).authors == ["Rhona Teale"]


@pytest.mark.parametrize(
    "wrong",
    [
        "baypost.example developer",
        "12 Minutes Ago",
        "admin",
        "https://social.example/baypost",
        "desk@baypost.example",
        "Bay Post",
        "",
    ],
)
def test_what_is_no_name_is_no_author(wrong: str) -> None:
    site = '<meta property="og:site_name" content="Bay Post">'
    meta = '<meta name="author" content="Rhona Teale">'
    assert read(site + news(author=wrong) + meta).authors == ["Rhona Teale"]
    assert read(f'{site}<meta name="author" content="{wrong}">').authors == []


def test_an_address_behind_a_name_is_none_of_it() -> None:
    author = {"@type": "Person", "name": "Mia Hale\nmhale@gazette.example"}
    assert find_people(author) == ["Mia Hale"]
    assert find_people("mhale@gazette.example") == []


def test_authors_marked_in_the_page() -> None:
    assert read(body='By <a rel="author" href="/rt">Rhona Teale</a>').authors == ["Rhona Teale"]
    assert read(body='<span itemprop="author">Rhona Teale</span>').authors == ["Rhona Teale"]
    assert read(body='<i itemprop="name Author">Rhona Teale</i>').authors == ["Rhona Teale"]


def test_bylines_are_visible_lines() -> None:
    body = '<h1>Archive opens</h1><div class="byline">By Rhona Teale and Tom Wray</div>'
    article = read("<title>Archive opens</title>", body)
    assert article.bylines == ["By Rhona Teale and Tom Wray"]
    assert article.authors == []
    assert article.passages[0].text.startswith("Four hundred")


def test_other_people() -> None:
    article = read(news(editor={"name": "E. Dor"}, translator="T. Rans", contributor=["C. On"]))
    assert (article.editors, article.translators, article.contributors) == (
        ["E. Dor"],
        ["T. Rans"],
        ["C. On"],
    )


@pytest.mark.parametrize(("content", "editors"), [("Ed Dor", ["Ed Dor"]), ("redaksi", [])])
def test_an_editor_in_a_meta_element(content: str, editors: list[str]) -> None:
    meta = f"<meta name=content_editor content='{content}'>"
    assert read(meta).editors == editors
    assert read(news(editor="T. Rans") + meta).editors == ["T. Rans"]


def test_the_node_of_this_article_is_chosen() -> None:
    other = {"@type": "NewsArticle", "headline": "Rain all week", "author": "A. Nother"}
    this = {"@type": ["NewsArticle"], "headline": "Archive opens", "author": "Rhona Teale"}
    article = read("<title>Archive opens | Bay Post</title>" + ld(other, this))
    assert (article.headlines[0], article.authors) == ("Archive opens", ["Rhona Teale"])


def test_plain_facts() -> None:
    article = read(
        news(
            description="Maps &amp; more.",
            articleSection=["Culture", "News"],
            keywords="maps, bay; archive",
            publisher={"@type": "Organization", "name": "Bay Post"},
            inLanguage="en-GB",
            alternativeHeadline="Drawn by hand",
            copyrightHolder={"name": "Bay Post Ltd"},
            copyrightYear=2026,
            license="https://licence.example/by",
            usageInfo="https://baypost.example/terms",
        )
    )
    assert article.description == "Maps & more."
    assert article.section == "Culture"
    assert article.keywords == ["maps", "bay", "archive"]
    assert article.publisher == "Bay Post"
    assert article.language == "en-GB"
    assert article.alternative_headline == "Drawn by hand"
    assert (article.copyright_holder, article.copyright_year) == ("Bay Post Ltd", "2026")
    assert article.license == "https://licence.example/by"
    assert article.usage_info == "https://baypost.example/terms"


def test_a_silent_page_leaves_everything_null() -> None:
    article = read(url=None)
    passages, article.passages = article.passages, []
    assert passages
    assert article == RawArticle()


@pytest.mark.parametrize(
    ("value", "free"),
    [
        (True, True),
        ("True", True),
        ("false", False),
        ("http://schema.org/False", False),
        ("perhaps", None),
        (None, None),
    ],
)
def test_paywall(value: Any, free: bool | None) -> None:
    assert read(news(isAccessibleForFree=value)).is_accessible_for_free is free


def test_paywalled_part_and_tier() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": "False"}
    assert read(news(hasPart=[part])).is_accessible_for_free is False
    tier = '<meta property="article:content_tier" content="metered">'
    assert read(tier).is_accessible_for_free is False


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/culture/maps", "https://www.baypost.example/culture/maps"),
        ("https://www.baypost.example/", None),
        ("https://www.baypost.example/?p=17", "https://www.baypost.example/?p=17"),
        ("http://[", None),
        ("https://www.baypost.example/a b", None),
    ],
)
def test_canonical_address(href: str, canonical: str | None) -> None:
    assert read(f'<link rel="canonical" href="{href}">').canonical_url == canonical


def test_page_from_a_file_says_where_it_belongs() -> None:
    assert read(f'<meta property="og:url" content="{URL}">', url=None).url == URL
    assert read('<link rel="canonical" href="https://other.example/x">').url == URL


def test_license_link() -> None:
    body = '<a rel="license" href="https://licence.example/by-sa">Some rights</a>'
    assert read(body=body).license == "https://licence.example/by-sa"


def test_images_of_one_address_are_one() -> None:
    image = {
        "@type": "ImageObject",
        "url": "/map.jpg",
        "caption": "A map.",
        "creditText": "T. Brandt",
    }
    head = news(image=[image, "/b.jpg"]) + (
        '<meta property="og:image" content="https://www.baypost.example/map.jpg">'
    )
    assert read(head).images == [
        Image("https://www.baypost.example/map.jpg", "A map.", "T. Brandt"),
        Image("https://www.baypost.example/b.jpg"),
    ]


def test_pictures_of_teasers_are_not_the_article_s() -> None:
    teaser = (
        "<div class=related><figure><img src=t.jpg><figcaption>Rain</figcaption></figure></div>"
    )
    lazy = "<figure><img src=data:, data-src=/m.jpg><figcaption>A map.</figcaption></figure>"
    images = read(body=BODY + lazy + teaser).images
    assert [(image.url, image.caption) for image in images] == [
        ("https://www.baypost.example/m.jpg", "A map.")
    ]


def test_each_figure_has_its_own_caption() -> None:
    figures = (
        "<figure><img src=a.jpg><button>Enlarge</button><figcaption>A <b>map</b>.</figcaption>"
        "</figure><figure><img src=b.jpg><p>The hall.<p>Photo: T. Brandt</figure>"
    )
    images = read(body=BODY + figures).images
    assert [(image.url.rsplit("/")[-1], image.caption) for image in images] == [
        ("a.jpg", "A map."),
        ("b.jpg", "The hall."),
    ]


def test_a_figure_above_the_text_has_its_caption_and_its_credit_apart() -> None:
    figures = (
        "<figure><img src=/a.jpg>"
        "<figcaption>A map. <i class=credit>Jo Lee</i></figcaption></figure>"
        "<figure><img src=/b.jpg><figcaption><p>The hall.</p><i class=credit>Jo Lee</i>"
        "</figcaption></figure><figure><img src=/c.jpg><button>✕</button></figure>"
        "<figure class=with-credit><img src=/d.jpg><figcaption>The pier.</figcaption></figure>"
    )
    html = f"<h1>Maps of the bay</h1><div>{figures}</div><div class=text>{BODY}{BODY}</div>"
    found = extract(parse(Page(html.encode(), url=URL))).images
    assert [(image.caption, image.credit) for image in found] == [
        ("A map.", "Jo Lee"),
        ("The hall.", "Jo Lee"),
        ("The pier.", None),
    ]


@pytest.mark.parametrize(
    ("name", "caption"),
    [("foto", "The hall in May"), ("advert", None), ("'foto teaser'", None)],
)
def test_the_line_of_an_element_with_a_picture_is_its_caption(
    name: str, caption: str | None
) -> None:
    picture = f"<div class={name}><img src=/a.jpg><span class=legenda>The hall in May</span></div>"
    html = f"<h1>Maps of the bay</h1>{picture}<div class=text>{BODY}{BODY}</div>"
    images = extract(parse(Page(html.encode(), url=URL))).images
    assert [image.caption for image in images] == [caption] * (caption is not None)


def test_pictures_of_a_gallery_are_the_article_s_unless_they_are_links() -> None:
    figure = "<figure><img src=/{0}.jpg><figcaption>{1}</figcaption></figure>"
    shown, teaser = figure.format("a", "The hall."), figure.format("b", "<a href=/b>Rain</a>")
    for names, captions in (("slider", ["The hall."]), ("'slider related'", [])):
        images = read(body=f"{BODY}<div class={names}>{shown}{teaser}</div>").images
        assert [image.caption for image in images] == captions


def test_headline_printed_alone_beats_a_title_that_says_something_else() -> None:
    article = read(
        "<title>Keeper leaves the rock | Bay Post</title>", "<h1>Lighthouse keeper retires</h1>"
    )
    assert article.headlines[:2] == ["Lighthouse keeper retires", "Keeper leaves the rock"]


def test_headline_that_is_shared_stays_above_a_lone_h1() -> None:
    head = '<meta property="og:title" content="Keeper leaves the rock">'
    assert read(head, "<h1>Lighthouse news today</h1>").headlines[0] == "Keeper leaves the rock"


def test_publisher_of_microdata() -> None:
    mark = '<div itemprop="publisher" itemscope><meta itemprop="name" content="Bay Post"></div>'
    assert read(body=mark).publisher == "Bay Post"


def test_an_address_is_no_publisher() -> None:
    site = "<meta property=og:site_name content='https://baypost.example'>"
    assert read(site).publisher is None
    assert read(site + news(publisher={"name": "Bay Media"})).publisher == "Bay Media"


def test_times_and_author_of_microformats() -> None:
    head = """<h1>Archive opens its drawers</h1><div class="meta">
        <time class="entry-date published" datetime="2025-05-05T12:00:00+01:00">May 5, 2025</time>
        <time class="updated" datetime="2025-05-06T13:00:00+01:00">May 6, 2025</time>
        <span class="byline">by <span class="author vcard"><a class="fn">Hal Wick</a></span></span>
        </div>"""
    article = read("<title>Archive opens its drawers</title>", head)
    assert article.published[0].text == "2025-05-05T12:00:00+01:00"
    assert article.modified[0].text == "2025-05-06T13:00:00+01:00"
    assert article.bylines == ["Hal Wick"]


def test_dates_of_one_line_each_say_what_they_are() -> None:
    line = "Published 19 May 2026, 16:00 (last updated 20 May 2026, 09:30)"
    article = read("<title>Archive opens</title>", f"<h1>Archive opens</h1><p>{line}</p>")
    assert [date.text for date in article.published] == ["Published 19 May 2026, 16:00 (last"]
    assert [date.text for date in article.modified] == ["updated 20 May 2026, 09:30)"]


def test_date_that_its_element_or_a_word_names_is_found_far_from_the_headline() -> None:
    foot = "<p>Read by many</p>" * 20 + "<p>Erschienen am: 19.05.2026</p><p>Room 1.2.2020</p>"
    article = read("<title>Archive opens</title>", f"<h1>Archive opens</h1>{foot}")
    assert [date.text for date in article.published] == ["Erschienen am: 19.05.2026"]


def test_an_organisation_is_kept_apart_from_authors() -> None:
    organisation = {"@type": "NewsMediaOrganization", "name": "Bay Wire"}
    article = read(news(headline="Maps", author=[organisation, {"name": "Ana Horta"}]))
    assert (article.authors, article.organisations) == (["Ana Horta"], ["Bay Wire"])


def test_author_in_a_meta_element_of_the_site_s_own() -> None:
    assert read('<meta name="bp.authors" content="Ana Horta">').authors == ["Ana Horta"]


def test_authors_of_teasers_are_not_the_article_s() -> None:
    head = "<h1>Archive opens</h1><p class=byline>By Ana Horta</p>"
    far = "<p>Until May.</p>" * 5
    teaser = "<p class=byline>By Rui Costa</p><a rel=author href=/r>Rui Costa</a>"
    article = read("<title>Archive opens</title>", head + far + teaser * 2)
    assert article.bylines == ["By Ana Horta"]


@pytest.mark.parametrize("title", ["Archive opens | Bay | 19.05.2026", "Archive opens - Bay Forum"])
def test_printed_headline_beats_a_title_in_parts_of_which_it_is_one(title: str) -> None:
    head = f'<meta property="og:title" content="{title}">'
    assert read(head, "<h1>Archive opens</h1>").headlines[0] == "Archive opens"


@pytest.mark.parametrize(
    ("foot", "notice"),
    [
        ("<footer><p>About us<p>(C) 2026 Bay Post<p>© Somebody else</footer>", "(C) 2026 Bay Post"),
        ("<footer><p>Contact<br>Copyright Bay Post</footer>", "Copyright Bay Post"),
        ("<footer><p>Copyright policy<p>© 2026 Bay Post</footer>", "© 2026 Bay Post"),
        ("<p>Ⓒ 2026 Bay Post", "Ⓒ 2026 Bay Post"),
        ("<footer><p>(c) nothing<p>" + "The copyright of it all. " * 20 + "</footer>", None),
    ],
)
def test_notice_of_the_site(foot: str, notice: str | None) -> None:
    assert (
        read(body=f"<p>© 2020 Pictures</p>{BODY}{'<p>More</p>' * 12}{foot}").site_notice == notice
    )


def test_the_pictures_of_amp_pages_have_their_captions() -> None:
    figure = "<figure><amp-img src=/map.jpg></amp-img><figcaption>The map</figcaption></figure>"
    text = "<p>Four hundred hand-drawn maps of the bay can be viewed from Wednesday in town.</p>"
    found = read("", f"<article><h1>Maps</h1>{figure}{text}{text}</article>")
    assert [image.caption for image in found.images] == ["The map"]


def test_a_site_is_no_author_whatever_the_accents_in_its_name() -> None:
    found = read('<meta name="author" content="Bäy Post">')
    assert (found.authors, found.organisations) == ([], ["Bäy Post"])


def test_an_element_within_a_line_names_the_authors_where_nothing_else_does() -> None:
    line = (
        '<div>Updated 12 May <span class="post__authors"><a>Ana Horta</a>, Rui Costa</span></div>'
    )
    assert read("", f"<h1>Maps</h1>{line}").bylines == ["Ana Horta , Rui Costa"]
    far = "<p>Nothing.</p>" * 20 + '<p>Read <i class="author-name">Rui Costa</i> on boats.</p>'
    assert read("", f"<h1>Maps</h1>{far}").bylines == []


def test_a_cell_of_a_table_may_hold_headline_byline_and_text() -> None:
    cell = "<b>Archive opens its drawers</b><br>Mia Hale, 23 May 2026, 10:15<br><br>" + BODY
    html = f"<title>Archive opens its drawers | Bay Post</title><table><tr><td>{cell}</table>"
    found = extract(parse(Page(html.encode(), url="https://baypost.example/a")))
    assert found.head_lines[0] == "Mia Hale, 23 May 2026, 10:15"
    assert [date.text for date in found.published] == ["Mia Hale, 23 May 2026, 10:15"]


def test_the_house_of_a_page_is_whose_foot_it_is() -> None:
    rights = "<p>Copyright 2026 The Associated Press. All rights reserved.</p>"
    foot = "<footer>© 2026 Bay Post. All rights reserved.</footer>"
    html = f"<html lang=en><title>Maps</title><article><h1>Maps</h1>{BODY}{rights}</article>{foot}"
    found = examine(html.encode()).article
    assert (found.publisher, found.source_organization) == ("Bay Post", ["AP"])


def test_a_part_of_a_line_may_be_called_a_byline() -> None:
    line = (
        "<div class=meta><span>24 May 2026 @ 9:30am</span> <span class=byline>Mia Hale</span></div>"
    )
    html = f"<html lang=en><title>Maps</title><article><h1>Maps</h1>{line}{BODY}</article>"
    assert examine(html.encode()).article.authors == ["Mia Hale"]


@pytest.mark.parametrize("called", ["quote__byline", "image-byline", "card-author"])
def test_a_byline_of_something_else_names_no_author(called: str) -> None:
    line = f"<div><q>It is a shame.</q> <span class={called}>Rui Costa</span></div>"
    html = f"<html lang=en><title>Maps</title><article><h1>Maps</h1>{line}{BODY}</article>"
    assert examine(html.encode()).article.authors == []


@pytest.mark.parametrize(("stop", "count"), [("។", 3), ("။", 3)])
def test_sentences_of_khmer_and_burmese_have_a_stop(stop: str, count: int) -> None:
    said = {"។": "អាជីវករជាងប៉ែតសិបនាក់បានមកលក់ដូរនៅថ្ងៃដំបូង", "။": "ရွာသားများသည် သစ်သားတံတားတစ်စင်းကို ဆောက်ခဲ့သည်"}
    text = "".join(f"<p>{said[stop]}{number}{stop}</p>" for number in range(count))
    html = f"<html><title>Maps</title><div><h1>Maps of the bay</h1>{text}</div>"
    body = examine(html.encode()).article.article_body
    assert body is not None
    assert len(body.split("\n")) == count


def test_who_has_the_rights_to_a_picture_has_none_to_the_article() -> None:
    picture = "<div itemscope itemtype=https://schema.org/ImageObject><img src=/boat.jpg>{}</div>"
    holder = "<meta itemprop=copyrightHolder content='Jo Lee/BayPix'>"
    assert read(body=picture.format(holder)).copyright_holder is None
    named = "<meta name=DC.rightsHolder content='Bay Post Ltd'>"
    assert read(named).copyright_holder == "Bay Post Ltd"


def test_the_time_of_a_change_in_the_words_of_open_graph() -> None:
    changed = "<meta property=og:article:modified_time content=2026-05-04T09:30:00Z>"
    assert [date.text for date in read(changed).modified] == ["2026-05-04T09:30:00Z"]


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("Maps of the bay&amp;nbsp;and more.", "Maps of the bay and more."),
        ("Maps of <a href=/bay>the bay</a> and more.", "Maps of the bay and more."),
        ("Maps of the bay in <The Harbour>.", "Maps of the bay in <The Harbour>."),
    ],
)
def test_a_summary_has_no_markup_but_may_have_titles(content: str, summary: str) -> None:
    url = "https://baypost.example/maps"
    page = f'<html lang=en><meta name=description content="{content}"><h1>Maps</h1>{BODY}</html>'
    assert examine(page.encode(), url=url).article.description == summary


def test_a_summary_that_only_names_the_site_is_none() -> None:
    site = "<meta property=og:site_name content='Bay Post'>"
    named = "<meta property=og:description content='Bay Post'>"
    other = "<meta name=description content='Maps of the bay.'>"
    assert read(site + named + other).description == "Maps of the bay."


def test_the_system_that_a_page_is_made_with_is_not_its_publisher() -> None:
    site = "<meta property=og:site_name content='Bay Post'>"
    assert read(site + news(publisher={"name": "Blogger"})).publisher == "Bay Post"
    assert read(site + news(publisher={"name": "Bay Media"})).publisher == "Bay Media"


@pytest.mark.parametrize(
    ("name", "authors", "organisations"),
    [
        ("Jane Doe, Bay Post", ["Jane Doe"], []),
        ("Jane Doe, Baypost", ["Jane Doe"], []),
        ("Jane Doe, Bay Postman", ["Jane Doe, Bay Postman"], []),
        ("Redaction Bay Post", [], ["Redaction Bay Post"]),
        ("Jane Doe of the Bay Post", ["Jane Doe of the Bay Post"], []),
    ],
)
def test_the_site_behind_a_name_is_no_part_of_it(
    name: str, authors: list[str], organisations: list[str]
) -> None:
    site = "<meta property=og:site_name content='Bay Post'>"
    found = read(site + news(author={"@type": "Person", "name": name}))
    assert (found.authors, found.organisations) == (authors, organisations)
