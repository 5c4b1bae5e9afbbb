"""Kickers, sections and sites around a headline."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.extraction import extract
from newscrawl.page import Page

BODY = "<p>Four hundred hand-drawn maps of the bay can be viewed from Wednesday in town.</p>" * 2
HEADLINE = "Great tasks for the new council"


def headline(head: str, body: str) -> str:
    html = f"<html><head>{head}</head><body>{body}{BODY}</body></html>"
    return extract(parse(Page(html.encode(), url="https://baypost.example/a"))).headlines[0]


def titled(title: str) -> str:
    return f'<title>{title} | Bay Post</title><meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    "h1",
    [
        f"<span>Old Harbour</span> {HEADLINE}",
        f"<small>Town council </small>{HEADLINE}",
        f"Analysis | {HEADLINE}",
        f"Kommunalpolitik :{HEADLINE}",
    ],
)
def test_a_kicker_that_no_title_has_is_left_out(h1: str) -> None:
    assert headline(titled(HEADLINE), f"<h1>{h1}</h1>") == HEADLINE


def test_a_heading_that_is_all_link_is_the_name_of_the_site() -> None:
    logo = "<h1><a href=/>Reed and Sail</a></h1>"
    title = f"<title>Reed and Sail: {HEADLINE}</title><meta property=og:title content='{HEADLINE}'>"
    assert headline(title, f"{logo}<h3>{HEADLINE}</h3>") == HEADLINE


@pytest.mark.parametrize("number", [" Halaman all", " - Page 2"])
def test_the_number_of_a_page_is_no_part_of_it(number: str) -> None:
    assert headline(titled(HEADLINE + number), "") == HEADLINE


def test_a_colon_may_set_the_name_of_the_site_apart() -> None:
    assert headline(f"<title>Bay Post: {HEADLINE}</title>", "") == HEADLINE
    site = "<meta property=og:site_name content='湾岸新聞デジタル'>"
    shared = "<meta property=og:title content='湾に連絡船が戻る：湾岸新聞デジタル'>"
    assert headline(site + shared, "<h1>湾に連絡船が戻る</h1>") == "湾に連絡船が戻る"


def test_a_name_before_a_colon_may_be_that_of_the_domain() -> None:
    assert headline(f"<title>Báy Pöst: {HEADLINE}</title>", f"<b>{HEADLINE}</b>") == HEADLINE


@pytest.mark.parametrize("kicker", ["Old Harbour: ", "Budget / ", "Half-"])
def test_words_bound_to_the_headline_stay(kicker: str) -> None:
    whole = kicker + HEADLINE
    assert headline(titled(HEADLINE), f"<h1>{whole}</h1>") == whole


def test_a_lower_heading_tells_which_part_of_the_title_it_is() -> None:
    head = "<title>Maps of the bay return | Culture | The Forum</title>"
    assert headline(head, "<h2>Maps of the bay return</h2>") == "Maps of the bay return"


def test_a_site_named_after_a_bare_hyphen() -> None:
    head = "<title>港口的声音：四百张地图回到市政厅-海湾新闻网</title>"
    assert headline(head, "") == "港口的声音：四百张地图回到市政厅"


def test_the_paper_that_a_portal_names_behind_a_headline_is_left_out() -> None:
    head = '<title>{0}</title><meta property="og:title" content="{0}">'
    given = head.format(f"{HEADLINE}（Harbour News） | Portal")
    assert headline(given, f"<h1>{HEADLINE}</h1>") == HEADLINE


def test_of_two_prints_the_one_on_the_page_has_its_marks_right_unless_it_glues_words() -> None:
    site = '<meta property="og:site_name" content="Bay Post">'
    printed = "Great tasks – for the new council"
    shared = printed.replace("–", "-")
    assert headline(site + titled(shared), f"<h1>{printed}</h1>") == printed
    glued = "<h1><span>Town Hall</span><span>Great tasks for the new council</span></h1>"
    assert headline(titled(f"Town Hall / {HEADLINE}"), glued) == f"Town Hall / {HEADLINE}"


def test_a_heading_above_the_headline_is_none_though_the_page_is_shared_under_it() -> None:
    shared = "<meta property=og:title content='Council takes on great tasks at last'>"
    sticky = "<h2>Council takes on great tasks at last</h2>"
    html = f"<title>{HEADLINE}</title>{shared}"
    assert headline(html, f"{sticky}<h1>{HEADLINE}</h1>") == HEADLINE
    assert headline(html, f"{sticky}<h1><a href=/>{HEADLINE}</a></h1>") != HEADLINE


@pytest.mark.parametrize(
    "title", ["Berlin: Council has great tasks", "The story of page 3", "Die Frau von Seite 3"]
)
def test_a_place_before_a_colon_is_no_site_and_a_page_may_be_the_news(title: str) -> None:
    site = "<meta property=og:site_name content='Berlin Post'>"
    assert headline(f"{site}<title>{title}</title>", "") == title


def test_old_pages_print_a_part_of_their_title_in_no_heading() -> None:
    head = f"<title>Bay Post :: {HEADLINE}</title>"
    assert headline(head, f"<font><b>{HEADLINE}</b></font><br>3.5.2009") == HEADLINE
    shared = f"<title>The Long Talk: {HEADLINE}</title><meta property=og:title content='{{}}'>"
    shared = shared.format(f"The Long Talk of the Town and Bay - {HEADLINE}")
    assert headline(shared, "<b>The Long Talk of the Town and Bay</b>").endswith(HEADLINE)
    head = f"<title>Old Ledger :: {HEADLINE}</title>"
    assert headline(head, "<b>Old Ledger</b>") == f"Old Ledger :: {HEADLINE}"


def test_of_two_prints_the_one_that_is_a_title_goes_before_one_that_is_part_of_it() -> None:
    logo, printed = "<h1>Bay Post News</h1>", f"<h1>{HEADLINE}</h1>"
    head = f"<title>{HEADLINE} Bay Post News</title><meta name=twitter:title content='{HEADLINE}'>"
    assert headline(head, logo + printed) == HEADLINE


def test_a_part_of_the_title_that_was_glued_to_the_headline_is_left_out() -> None:
    head = f"<title>{HEADLINE} » Town » Bay Post</title>"
    head += f"<meta name=twitter:title content='{HEADLINE}'>"
    head += "<meta name=application-name content='Bay Post'>"
    assert headline(head, f"<h1>{HEADLINE}<span>Bay Post</span></h1>") == HEADLINE


def test_the_name_of_the_site_is_taken_off_a_declared_headline_that_no_other_confirms() -> None:
    def declared(title: str, site: str) -> str:
        data = f'{{"@type":"NewsArticle","headline":"{title}","publisher":{{"name":"{site}"}}}}'
        return headline(f'<script type="application/ld+json">{data}</script>', "")

    assert declared(f"{HEADLINE} | Bay Post", "Bay Post") == HEADLINE
    assert (
        declared("入り江の渡し船が三年ぶりに戻る：青浜新聞", "青浜新聞社")
        == "入り江の渡し船が三年ぶりに戻る"
    )
    # A site that declares each story for its own name.
    assert declared(HEADLINE, HEADLINE) == HEADLINE


def test_a_kicker_ends_with_its_last_sign() -> None:
    kicker, title = "ဆိပ်ကမ်းမြို့", "ကူးတို့သင်္ဘော သုံးနှစ်အကြာ ပြန်လာ"
    found = headline(titled(title), f"<h1>{kicker} {title}</h1>")
    assert found == title


def test_a_page_without_headings_may_mark_its_title_in_microformats() -> None:
    entry = f"<div class=hentry><span class='headline entry-title'>{HEADLINE}</span></div>"
    head = "<title>News from Bay Post</title>"
    assert headline(head, entry) == HEADLINE
    assert headline(head, entry + entry.replace("Great", "Small")) != HEADLINE


def test_a_line_is_the_headline_unless_the_name_of_the_site_may_be_one_as_well() -> None:
    site = "The Harbour Gazette of Port Alder and its Islands"
    head = f"<title>Ferry is back - {site}</title>"
    assert headline(head, f"<div>Ferry is back</div><div>{site}</div>") != site
    head = f"<title>{HEADLINE} / Harbour Gazette</title>"
    assert headline(head, f"<div>{HEADLINE}</div><div>Harbour Gazette</div>") == HEADLINE


def test_a_lower_heading_that_the_title_tells_leads_an_only_h1_that_it_does_not() -> None:
    body = f"<h1>The Maps Centre of Port Alder</h1><h2>{HEADLINE}</h2>"
    assert headline(f"<title>{HEADLINE}</title>", body) == HEADLINE


def test_of_two_h1_that_a_title_holds_it_is_the_one_that_opens_it() -> None:
    site = "Reed and Sail of Port Alder"
    body = f"<h1>{site}</h1><h1>{HEADLINE}</h1>"
    assert headline(f"<title>{HEADLINE} - {site}</title>", body) == HEADLINE


def test_a_subhead_that_closes_a_title_leads_no_h1() -> None:
    head = "<title>Ferries on strike - What we know so far</title>"
    body = "<h1>The old steamer is home again</h1><h2>What we know so far</h2>"
    assert headline(head, body) == "The old steamer is home again"
