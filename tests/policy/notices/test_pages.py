"""Whole pages: the same words weigh differently from place to place."""

from __future__ import annotations

import pytest

from newscrawl.document import Place, parse
from newscrawl.page import MediaType, Page
from newscrawl.policy.model import Level, Scope
from newscrawl.policy.notices import Kind, Notice, find_notices

BAN = (
    "You may not crawl, scrape or use this site for AI training without the written permission"
    " of Example News Ltd."
)
LARANGAN = (
    "Dilarang keras mengambil isi, merayapi atau mengindeks otomatis untuk AI di situs ini tanpa"
    " izin tertulis dari Kantor Berita Contoh."
)
STORY = "".join(
    f"<p>Part {part}: the harbour council met again on Tuesday to speak about the new quay, the"
    " price of fish and the ferry that no longer runs in winter; residents listened and asked"
    " many questions until late.</p>"
    for part in range(6)
)


def page(*, body: str = STORY, after: str = "", head: str = "", footer: str = "") -> str:
    return (
        f"<html lang=en><head><title>Harbour</title>{head}</head><body>"
        "<nav><a href=/>Home</a></nav>"
        f"<article><h1>Harbour council meets</h1><div class=post>{body}</div></article>{after}"
        f"<footer>{footer}</footer></body></html>"
    )


def notices(html: str, *publishers: str) -> list[Notice]:
    return find_notices(
        parse(Page(html.encode(), url="https://x.example/a")), publishers=publishers
    )


def test_an_ordinary_page_has_none() -> None:
    assert notices(page(footer="<p>© 2025 Example News Ltd.</p>")) == []


def test_a_footer_speaks_for_the_site() -> None:
    (notice,) = notices(page(footer=f"<p>{BAN}</p>"))
    assert (notice.level, notice.scope, notice.place) == (Level.CERTAIN, Scope.SITE, Place.FOOTER)
    assert notice.kinds == (Kind.CRAWL_BAN, Kind.AI_BAN)
    assert notice.locator == "html > body > footer > p"


@pytest.mark.parametrize("tag", ["h3", "h4", "p"])
def test_a_heading_takes_no_weight_from_the_words_below_it(tag: str) -> None:
    ban = "Without our written permission robots may not harvest these pages."
    (notice,) = notices(page(footer=f"<{tag}>Copyright</{tag}><p>{ban}</p>"))
    assert (notice.level, Kind.CRAWL_BAN in notice.kinds) == (Level.CERTAIN, True)


def test_a_picture_of_the_words_speaks_in_the_footer_only() -> None:
    picture = f'<p><img src=/n.png alt="{BAN}"></p>'
    (notice,) = notices(page(footer=picture))
    (elsewhere,) = notices(page(body=STORY + picture))
    assert (notice.level, elsewhere.level) == (Level.CERTAIN, Level.POSSIBLE)


@pytest.mark.parametrize(
    "closing",
    [
        "<p class=small>Pewarta: Budi<br>Editor: Sari<br>Copyright © CONTOH 2025</p><p>{}</p>",
        "<p class=small>Pewarta: Budi<br>Editor: Sari<br>Copyright © CONTOH 2025<br>{}</p>",
    ],
)
def test_the_tail_of_the_article_beside_the_credits(closing: str) -> None:
    related = f"<div class=more><h3>Lainnya</h3>{STORY}</div>"
    (notice,) = notices(page(body=STORY + closing.format(LARANGAN), after=related))
    assert notice.level is Level.CERTAIN
    assert notice.quote == LARANGAN
    assert notice.holder == "Kantor Berita Contoh"


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("The harvesting of articles by bots is not permitted.", Level.PROBABLE),
        ("Boats sail again. The harvesting of articles by bots is not permitted.", Level.POSSIBLE),
        ("Automated use without permission is prohibited.", Level.CERTAIN),
        ("Without a permit robots may not take apples from the orchard.", Level.POSSIBLE),
        ("Bathing in the harbour is not permitted.", None),
    ],
)
def test_a_ban_alone_below_the_credits_needs_no_voice(said: str, level: Level | None) -> None:
    closing = f"<p class=small>© 2025 Harbour Times</p><p>{said}</p>"
    found = notices(page(body=STORY + closing))
    assert [notice.level for notice in found] == ([level] if level else [])


@pytest.mark.parametrize(
    "said",
    [
        "Brez vašega soglasja podatkov s spletnega mesta ne uporabljamo za samodejno oglaševanje.",
        "Be jūsų sutikimo svetainės duomenų automatiškai reklamai nenaudojame.",
        "Pa pëlqimin tuaj nuk i përdorim automatikisht të dhënat e faqes për reklama.",
        "Sense el vostre consentiment no fem servir automàticament dades del web.",
    ],
)
def test_a_footer_that_asks_readers_consent_bans_nobody(said: str) -> None:
    found = notices(page(footer=f"<p>{said}</p>"))
    assert not any(kind.is_ban for notice in found for kind in notice.kinds)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Bots may look around only with our consent", Level.CERTAIN),
        ("Roboty mogą tu wchodzić tylko za naszą zgodą", Level.CERTAIN),
        ("Robots forbidden on the beach", None),
        ("AI may not be used for surveillance", Level.POSSIBLE),
        ("Robots forbidden", Level.CERTAIN),
        ("Robots are not welcome here", Level.CERTAIN),
        ("Use of AI forbidden. © Harbour Times", Level.CERTAIN),
        ("Use by AI and robots forbidden everywhere", Level.CERTAIN),
        ("Robots forbidden on the beach and in our articles", Level.CERTAIN),
    ],
)
def test_a_headline_in_a_footer_is_of_the_world(said: str, level: Level | None) -> None:
    found = notices(page(footer=f"<p>{said}</p>"))
    assert [notice.level for notice in found] == ([level] if level else [])


@pytest.mark.parametrize(
    "said",
    [
        "We cannot accept this because it doesn't work, and our readers use it.",
        "I could not put this story down; we cannot use words like that.",
        "We may not have a copy of the report.",
        "You may not need a new computer to use this service.",
        "With a voice interface you may not see the results, so the machine reads our page.",
        "Our crew built the robot. Pilots must get a licence.",
        "We refuse to be replaced by robots.",
        "We cannot guarantee that the information on this site is free of copying errors.",
        "This report is not intended for use as advice.",
        "Half the world's people have no access to AI tools.",
        "Wir dürfen keine Roboter verwenden.",
        "No volem robots a la nostra escola.",
        "Никой не може да замени нашите журналисти с роботи.",
    ],
)
@pytest.mark.parametrize("place", ["footer", "body"])
def test_what_people_cannot_do_themselves_is_forbidden_to_nobody(said: str, place: str) -> None:
    said = f"<p>{said}</p>"
    assert notices(page(footer=said) if place == "footer" else page(body=STORY + said)) == []


@pytest.mark.parametrize(
    "said",
    [
        "She was granted asylum in Norway after the publication of her articles.",
        "A patent was granted for AI that copies the work of doctors.",
        "Machines are free to do what people cannot: copy and repeat.",
        "Available under the counter: articles we use.",
        "The film was released under his own name; copies sold out.",
        "You may not need a new computer to use this service.",
    ],
)
def test_what_else_is_granted_permits_nothing(said: str) -> None:
    assert notices(page(footer=f"<p>{said}</p>")) == []


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Articles may not be used to train AI.", Level.PROBABLE),
        ("In Kiel and elsewhere articles may not be used to train AI.", Level.POSSIBLE),
        ("Articles may not be used to train AI, the mayor said.", Level.POSSIBLE),
    ],
)
def test_last_words_are_believed_that_are_of_articles_and_nothing_else(
    said: str, level: Level
) -> None:
    credit = "<p>Editor: Anna Hill. More on page two, where the story of the harbour goes on.</p>"
    (notice,) = notices(page(body=f"{STORY}<p>{said}</p>", after=credit))
    assert notice.level is level


@pytest.mark.parametrize(
    "said",
    [
        "El Faro no autoriza que sus textos se usen para entrenar modelos de lenguaje.",
        "La editorial no autoriza que sus textos se usen para entrenar modelos de lenguaje.",
    ],
)
def test_a_publisher_speaks_of_itself_as_of_a_third(said: str) -> None:
    known, unknown = (notices(page(footer=f"<p>{said}</p>"), *by) for by in (["El Faro"], []))
    assert [each.level is not Level.POSSIBLE for each in (*known, *unknown)] == [True, True]


def test_the_last_line_of_a_text_file() -> None:
    text = (
        f"Pelabuhan baru dibuka pada Selasa.\n\nEditor: Sari\nCopyright © CONTOH 2025\n{LARANGAN}"
    )
    (notice,) = find_notices(parse(Page(text.encode(), media_type=MediaType.TEXT)))
    assert (notice.level, notice.locator) == (Level.CERTAIN, "line 5")
    assert notice.block == 3


def test_rights_meta_speaks_and_description_does_not() -> None:
    rights, teaser = notices(
        page(
            head=f'<meta name="dcterms.rights" content="{BAN}">'
            f'<meta name="description" content="{BAN}">'
        )
    )
    assert (rights.level, rights.locator) == (Level.CERTAIN, "meta[dcterms.rights]")
    assert teaser.level is Level.POSSIBLE


@pytest.mark.parametrize(
    "elsewhere",
    [
        f"<!-- {BAN} -->",
        f"<div class=comments><p>{BAN}</p></div>",
        f"<nav><a href=/terms>{BAN}</a></nav>",
        f"<div><a href=/story>{BAN}</a></div>",
        f"<div><h3>{BAN}</h3></div>",
        f"<blockquote>{BAN}</blockquote>",
    ],
)
def test_places_that_do_not_speak_for_the_site(elsewhere: str) -> None:
    assert {notice.level for notice in notices(page(after=elsewhere))} == {Level.POSSIBLE}


@pytest.mark.parametrize(
    "told",
    [
        f"<p>The footer of the rival paper now says: “{BAN}”</p>",
        "<p>Bots may not take content from news sites without permission, the court ruled.</p>",
        "<p>Media itu melarang perayap AI mengambil konten mereka tanpa izin tertulis.</p>",
    ],
)
@pytest.mark.parametrize("rest", [STORY, ""])
def test_a_story_about_a_ban_bans_nothing(told: str, rest: str) -> None:
    assert not [n for n in notices(page(body=STORY + told + rest)) if n.level is not Level.POSSIBLE]


@pytest.mark.parametrize(
    "told",
    [
        "Bots are not allowed to buy tickets on the website.",
        "The council's website may be crawled only with written permission.",
        "Visitors may not index or copy the archive without permission.",
        "Traffic slowed to a crawl, and nobody may enter the site without permission.",
        "Situs penjualan tiket itu melarang bot mengambil data tanpa izin.",
        "Media tersebut memasang papan bahwa perayapan dilarang tanpa izin tertulis.",
        "Bedrijven mogen geen AI trainen met artikelen zonder toestemming van de uitgever.",
        "Firmy nie mogą trenować AI na artykułach bez zgody wydawców.",
    ],
)
@pytest.mark.parametrize("closing", ["", "\nEditor: Sari\nCopyright © CONTOH 2025"])
def test_the_last_paragraph_needs_the_sites_own_voice(told: str, closing: str) -> None:
    text = f"The harbour opened on Monday.\nThe ferry sails again.\n{told}{closing}"
    found = find_notices(parse(Page(text.encode(), media_type=MediaType.TEXT)))
    assert not [notice for notice in found if notice.level is not Level.POSSIBLE]


@pytest.mark.parametrize(
    "own",
    [
        "Bots are not allowed on this website.",
        "No crawling and no scraping of articles.",
        "We forbid the crawling of articles.",
        "Nie zgadzamy się, by firmy AI trenowały modele na naszych tekstach.",
        "Kami tidak mengizinkan perusahaan AI melatih model dengan konten kami.",
        "Wir erlauben KI-Unternehmen nicht, ihre Modelle mit unseren Texten zu trainieren.",
    ],
)
def test_with_its_own_voice_the_site_speaks_there(own: str) -> None:
    text = f"The harbour opened on Monday.\nThe ferry sails again.\n{own}"
    (notice,) = find_notices(parse(Page(text.encode(), media_type=MediaType.TEXT)))
    assert notice.level is Level.CERTAIN


@pytest.mark.parametrize(
    ("owner", "level"), [("Harbour Times", Level.CERTAIN), ("Rival Post", None)]
)
def test_an_owner_may_speak_of_itself_by_name(owner: str, level: Level | None) -> None:
    ban = "Harbour Times does not allow its content to be crawled or indexed by machines."
    text = f"The harbour opened on Monday.\nThe ferry sails again.\n© 2025 {owner}\n{ban}"
    found = find_notices(parse(Page(text.encode(), media_type=MediaType.TEXT)))
    assert [notice.level for notice in found] == ([level] if level else [])
    assert [notice.holder for notice in found] == ([owner] if level else [])


@pytest.mark.parametrize("before", ["The first harvest is due in May.", "A sign greets guests."])
def test_a_quoted_notice_is_the_articles_and_begins_with_its_own_words(before: str) -> None:
    ban = "It is forbidden to crawl or scrape this website without written permission."
    told = f"<p>{before}</p><blockquote><p>{ban}</p></blockquote><p>So it reads there.</p>"
    (notice,) = notices(page(body=STORY + told))
    assert (notice.level, notice.quote) == (Level.POSSIBLE, ban)


@pytest.mark.parametrize("hidden", ["hidden", 'style="display: none"'])
@pytest.mark.parametrize("tag", ["p", "footer"])
def test_a_hidden_notice_is_at_most_probable(hidden: str, tag: str) -> None:
    (notice,) = notices(page(after=f"<{tag} {hidden}>{BAN}</{tag}>"), "Example News Ltd.")
    assert notice.level is Level.PROBABLE


def test_what_is_hidden_does_not_go_on_in_what_is_shown() -> None:
    html = page(after=f"<div><p hidden>You may not crawl,</p><p>index this site: {BAN}</p></div>")
    assert all(len(notice.parts) == 1 for notice in notices(html))


def test_amid_the_text_the_publishers_own_name_decides() -> None:
    html = page(body=f"{STORY}<p>{BAN}</p>{STORY}")
    (named,) = notices(html, "Example News Ltd.")
    (unnamed,) = notices(html)
    assert (named.level, unnamed.level) == (Level.CERTAIN, Level.PROBABLE)


@pytest.mark.parametrize(
    ("footer", "kinds"),
    [
        (
            (
                "<div><p>Dilarang keras mengambil konten dan melakukan crawling</p>"
                "<p>untuk AI di situs ini tanpa izin tertulis dari PT Contoh Media</p></div>"
            ),
            {Kind.CRAWL_BAN, Kind.AI_BAN},
        ),
        (
            (
                "<div>DILARANG KERAS MENGAMBIL KONTEN, MELAKUKAN CRAWLING<br>ATAU PENGINDEKSAN"
                " OTOMATIS UNTUK AI<br>TANPA IZIN TERTULIS</div>"
            ),
            {Kind.CRAWL_BAN, Kind.INDEX_BAN, Kind.AI_BAN},
        ),
        (
            (
                "<div><p>The following is prohibited without our consent:</p><ul><li>scraping of"
                " articles</li><li>use of our content for AI training</li></ul></div>"
            ),
            {Kind.CRAWL_BAN, Kind.AI_BAN},
        ),
        (
            (
                "<p>All content belongs to Example Media. It may not be used for AI training."
                " For permission write to rights@example.org.</p>"
            ),
            {Kind.AI_BAN},
        ),
        ("<p>You may not use these articles for<br>AI or anything like it</p>", {Kind.AI_BAN}),
        ("<p>لا يجوز استخدام مقالاتنا في تدريب<br>الذكاء الاصطناعي</p>", {Kind.AI_BAN}),
        ("<p>禁止采用爬虫抓取本站。</p>", {Kind.CRAWL_BAN}),
        (
            (
                "<p><span>Dilarang</span> <b>keras</b> meng<b></b>ambil kon&shy;ten dan"
                " mela&#8203;kukan crawl<i>ing</i> untuk <span>AI</span></p>"
            ),
            {Kind.CRAWL_BAN, Kind.AI_BAN},
        ),
    ],
)
def test_one_notice_over_several_pieces(footer: str, kinds: set[Kind]) -> None:
    (notice,) = notices(page(footer=footer))
    assert kinds <= set(notice.kinds)
    assert notice.level is Level.CERTAIN


def test_a_foreign_text_is_not_read_with_these_lexicons() -> None:
    german = (
        "Diese Angebote sind nicht AI content training crawl prohibited, sagte der Sprecher der"
        " Stadtverwaltung am Dienstag in einer Erklärung vor dem Rathaus in Köln."
    )
    html = f"<html lang=de><body><footer><p>{german}</p></footer></body></html>"
    assert notices(html) == []


@pytest.mark.parametrize(
    ("html", "level"),
    [
        (page(footer=f"<noscript>{BAN}</noscript>"), Level.CERTAIN),
        (page(body=f"<noscript><p>{BAN}</p></noscript>"), Level.PROBABLE),
        (page(footer=f"<table><tr><td>Note</td><td>{BAN}</td></tr></table>"), Level.CERTAIN),
        (page(footer=f"<p>{BAN.replace(' ', '&amp;nbsp;')}</p>"), Level.CERTAIN),
        (page(footer="".join(f"<span>{char}</span>" for char in BAN)), Level.CERTAIN),
        (page(footer=f"<img alt='{BAN}' src=ban.png>"), Level.CERTAIN),
        (page(body=f"<img alt='{BAN}' src=ban.png>"), Level.POSSIBLE),
    ],
)
def test_wherever_it_stands_it_is_found(html: str, level: Level) -> None:
    assert [notice.level for notice in notices(html)] == [level]


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "copyrightNotice": "BAN"}',
        '{"@type": "NewsArticle", "usageInfo": {"@type": "CreativeWork", "text": "BAN"}}',
        '{"@type": "WebPage", "mainEntity": [{"@type": "Article", "usageInfo": ["BAN"]}]}',
    ],
)
def test_structured_data_tell_it_at_any_depth(data: str) -> None:
    script = f"<script type='application/ld+json'>{data.replace('BAN', BAN)}</script>"
    (notice,) = notices(page(footer=script))
    assert (notice.level, notice.quote) == (Level.CERTAIN, BAN)


@pytest.mark.parametrize(
    "told",
    [
        "The court held that scraping databases without the consent of their makers is illegal.",
        "A label warned tech companies not to use its music to train AI without permission.",
        "The paper has settled with the AI firm that scraped its articles without permission.",
    ],
)
@pytest.mark.parametrize("place", ["amid", "last", "after", "footer"])
def test_news_of_bans_is_no_ban_for_a_known_publisher(told: str, place: str) -> None:
    text = f"<p>{told}</p>"
    html = {
        "amid": page(body=STORY + text + STORY),
        "last": page(body=STORY + text),
        "after": page(after=f"<div>{text}</div>"),
        "footer": page(footer=text),
    }[place]
    found = notices(html, "Example News Ltd.")
    assert all(notice.level is Level.POSSIBLE for notice in found)


def test_a_teaser_that_breaks_off_is_no_notice() -> None:
    teaser = "You may not crawl or scrape this site without permission, says the new…"
    assert all(each.level is Level.POSSIBLE for each in notices(page(after=f"<p>{teaser}</p>")))
