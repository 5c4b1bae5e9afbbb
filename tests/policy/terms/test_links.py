"""Which links of a page lead to the terms of its site."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.page import Page
from newscrawl.policy.terms import Rank, TermsLink, terms_links

BASE = "https://www.post.test"
OWNED = '{"name": "X", "parentOrganization": {"url": "https://www.media-group.example/"}}'


def links(body: str, head: str = "", url: str = f"{BASE}/news/1") -> list[TermsLink]:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return list(terms_links(parse(Page(html.encode(), url=url))))


def found(body: str, head: str = "") -> list[str]:
    return [link.url for link in links(body, head)]


def footer(text: str, href: str = "/p/7") -> str:
    return f'<main><p>A story.</p></main><footer><ul><li><a href="{href}">{text}</a></ul></footer>'


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Terms of Service", Rank.USE),
        ("Terms &amp; Conditions", Rank.USE),
        ("TERMS OF USE", Rank.USE),
        ("Read the Terms of Use of Breakwater Post", Rank.USE),
        ("Syarat dan Ketentuan", Rank.USE),
        ("Syarat &amp; Ketentuan", Rank.USE),
        ("Pedoman Media Siber", Rank.IMPRINT),
        ("Nutzungsbedingungen", Rank.USE),
        ("Allgemeine Nutzungsbedingungen der Talpost", Rank.USE),
        ("AGB", Rank.USE),
        ("Impressum", Rank.IMPRINT),
        ("Mentions légales", Rank.LEGAL),
        ("MENTIONS LEGALES", Rank.LEGAL),
        ("Conditions générales d’utilisation", Rank.USE),
        ("CGU", Rank.USE),
        ("Aviso legal", Rank.LEGAL),
        ("Términos y condiciones", Rank.USE),
        ("Termos de uso", Rank.USE),
        ("Note legali", Rank.LEGAL),
        ("Gebruiksvoorwaarden", Rank.USE),
        ("Användarvillkor", Rank.USE),
        ("Brukervilkår", Rank.USE),
        ("Käyttöehdot", Rank.USE),
        ("Regulamin serwisu", Rank.USE),
        ("Podmínky užití", Rank.USE),
        ("Felhasználási feltételek", Rank.USE),
        ("Termeni și condiții", Rank.USE),
        ("Όροι Χρήσης", Rank.USE),
        ("ΟΡΟΙ ΧΡΗΣΗΣ", Rank.USE),
        ("Kullanım Koşulları", Rank.USE),
        ("Условия использования", Rank.USE),
        ("Правила перепечатки", Rank.USE),
        ("Умови використання", Rank.USE),
        ("شروط الاستخدام", Rank.USE),
        ("الشروط والأحكام", Rank.USE),
        ("تنאי", None),
        ("תנאי שימוש", Rank.USE),
        ("شرایط استفاده", Rank.USE),
        ("नियम और शर्तें", Rank.USE),
        ("ব্যবহারের শর্তাবলী", Rank.USE),
        ("ข้อกำหนดและเงื่อนไข", Rank.USE),
        ("Điều khoản sử dụng", Rank.USE),
        ("使用条款", Rank.USE),
        ("网站使用条款", Rank.USE),
        ("版權聲明", Rank.LEGAL),
        ("利用規約", Rank.USE),
        ("港新聞デジタル利用規約", Rank.USE),
        ("이용약관", Rank.USE),
        ("저작권 정책", Rank.LEGAL),
        ("Data Mining Policy", Rank.MINING),
        ("TDM Policy", Rank.MINING),
        ("Nutzungsvorbehalt", Rank.MINING),
        ("Privacy Policy", None),
        ("Cookie settings", None),
        ("Kebijakan Privasi", None),
        ("Datenschutz", None),
        ("Politique de confidentialité", None),
        ("Contact", None),
        ("Copyright case goes to court", None),
        ("Legal services", None),
        ("Jobs", None),
    ],
)
def test_a_link_in_the_footer_is_known_by_its_text(text: str, rank: Rank | None) -> None:
    assert [link.rank for link in links(footer(text))] == ([] if rank is None else [rank])


@pytest.mark.parametrize(
    "path",
    ["/terms", "/legal/terms-of-use.html", "/tos/", "/agb", "/info/Nutzungsbedingungen", "/terms/2",
     "/impressum", "/syarat_ketentuan", "/p/mentions-legales", "/info/cgu"],
)  # fmt: skip
def test_an_address_tells_it_too(path: str) -> None:
    assert found(footer("More", path)) == [BASE + path]


@pytest.mark.parametrize(
    "path",
    ["/privacy", "/legal-battle-over-terms", "/p/4", "/terms-of-trade", "/legal/court-hears-bots"],
)
def test_other_addresses_do_not(path: str) -> None:
    assert found(footer("More", path)) == []


def test_the_likeliest_come_first_and_each_once() -> None:
    names = {"/i": "Imprint", "/c": "Copyright", "/t": "Terms of use", "/d": "Data Mining Policy"}
    items = "".join(f'<li><a href="{path}">{name}</a>' for path, name in names.items())
    body = f"<main><p>x</p></main><footer><ul>{items}<li><a href='/t#top'>Terms</a></ul></footer>"
    assert found(body) == [f"{BASE}{path}" for path in ("/d", "/t", "/c", "/i")]


def test_in_a_story_only_the_bare_name_of_the_sites_own_page_counts() -> None:
    story = (
        '<article><p>The firm changed its <a href="https://chat.example/tos">terms of service</a>,'
        ' <a href="/news/2">as terms of service often are</a>.</p>'
        '<p><a href="/t">Terms of use</a></p></article>'
    )
    assert found(story) == [f"{BASE}/t"]


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<header><nav><a href='/legal/'>Legal</a></nav></header><main><p>x</p></main>", 0),
        ("<header><nav><a href='/legal/'>Law</a></nav></header><main><p>x</p></main>", 0),
        ("<header><nav><a href='/t'>Terms of use</a></nav></header><main><p>x</p></main>", 1),
        ("<main><p>x</p></main><footer><nav><a href='/legal/'>Legal</a></nav></footer>", 1),
        ("<main><p>x</p></main><div><a href='/l'>Copyright</a></div>", 1),
    ],
)
def test_what_may_be_a_section_too_counts_at_the_foot_only(markup: str, count: int) -> None:
    assert len(found(markup)) == count


def test_what_a_third_party_asks_binds_nobody() -> None:
    widget = "<a href='https://policies.search.example/terms'>Terms of Service</a> apply"
    assert found(f"<footer><p>Protected by a widget. {widget}</p></footer>") == []


@pytest.mark.parametrize(
    ("host", "head"),
    [
        ("legal.post.test", ""),
        ("breakwater.example", '<meta property="og:site_name" content="Breakwater Post">'),
        (
            "media-group.example",
            f'<script type="application/ld+json">{{"publisher": {OWNED}}}</script>',
        ),
    ],
)
def test_another_host_of_the_publisher_is_its_own(host: str, head: str) -> None:
    address = f"https://{host}/t"
    assert found(footer("Terms of use", address), head) == [address]


def test_the_head_and_structured_data_may_name_them() -> None:
    data = '{"@type": "NewsArticle", "usageInfo": "/usage"}'
    head = (
        f'<script type="application/ld+json">{data}</script>'
        '<link rel="terms-of-service" href="/served"><meta name="tdm-policy" content="/tdm">'
    )
    ranks = {link.url: (link.rank, link.reserves) for link in links("<p>x</p>", head)}
    assert ranks == {
        f"{BASE}/tdm": (Rank.MINING, True),
        f"{BASE}/served": (Rank.USE, False),
        f"{BASE}/usage": (Rank.USE, False),
    }


def test_neither_itself_nor_a_file_nor_more_than_eight() -> None:
    assert links(footer("Terms", "/t"), url=f"{BASE}/t#x") == []
    assert found(footer("Terms", "/terms.pdf")) == []
    many = "".join(f'<li><a href="/t/{n}">Terms</a>' for n in range(50))
    assert len(found(f"<footer><ul>{many}</ul></footer>")) == 8


@pytest.mark.parametrize("url", [None, "file.html", "mailto:x@y.example"])
def test_a_page_without_an_address_has_none(url: str | None) -> None:
    page = Page(footer("Terms", f"{BASE}/t").encode(), url=url)
    assert terms_links(parse(page)) == ()


@pytest.mark.parametrize(
    "address", ["http://[::1", "//[", "http://[x]/a", "http://a.test\uff0fb/", "ftp://[x"]
)
def test_a_malformed_address_leads_nowhere(address: str) -> None:
    policy = f'<meta name="tdm-policy" content="{address}">'
    own = '<footer><a href="/t">Terms</a></footer>'
    body = f'<p><a href="{address}">A</a><a href="{address}">Terms of Use</a></p>{own}'
    assert found(body, policy) == [f"{BASE}/t"]
    assert found(f'<a href="{address}"></a>{own}') == [f"{BASE}/t"]


def test_a_picture_may_be_the_link() -> None:
    assert found('<footer><a href="/terms-of-use"><img src="x.png" alt="T"></a></footer>')
