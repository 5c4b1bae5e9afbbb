from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.extraction import PassageKind, RawArticle, extract
from newscrawl.page import MediaType, Page

URL = "https://pulaupos.example/berita/1234/nelayan-menemukan-pulau"
SENTENCE = "Sekelompok nelayan menemukan sebuah pulau kecil di lepas pantai pada akhir pekan."


def read(html: str, url: str | None = URL) -> RawArticle:
    return extract(parse(Page(html.encode(), url=url)))


def ld(node: str) -> str:
    return f"<script type=application/ld+json>{node}</script>"


def texts(article: RawArticle) -> list[str]:
    return [passage.text for passage in article.passages]


AGENCY_PAGE = """<html lang="id"><head><title>Nelayan menemukan pulau baru - Pulau Pos</title>
<meta property="og:title" content="Nelayan menemukan pulau baru - Pulau Pos">
<meta property="og:site_name" content="Pulau Pos"></head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/p">Politik</a></li></ul></nav>
<div class="container"><div class="col-md-8"><article>
<div class="wrap__article-detail-title"><h1>Nelayan menemukan pulau baru</h1></div>
<ul class="list-inline"><li class="list-inline-item"><span class="text-secondary">
<i class="fa fa-calendar"></i> Minggu, 21 Desember 2025 10:22 WIB</span></li></ul>
<figure><img src="/perahu.jpg"><figcaption>Perahu nelayan. POS/Budi</figcaption></figure>
<div class="wrap__article-detail-content post-content">
<p>Kupang (POS) - Sekelompok nelayan menemukan pulau kecil pada Sabtu (20/12).</p>
<p>Pulau itu belum tercantum di peta mana pun, kata kepala desa setempat kepada wartawan.</p>
<span class="baca-juga"><b>Baca juga: <a href="/b/1">Ikan raksasa</a></b></span>
<p>Pemerintah akan mengirim tim pekan depan.<br><br>Warga berharap pulau itu diberi nama.</p>
<p class="baca-juga">Baca juga: <a href="/b/2">Peta laut diperbarui</a></p>
</div>
<p class="text-muted mt-2 small">Pewarta: Sari Dewi<br>Editor: Agus Wira<br>
Copyright &copy; POS 2025</p>
<div class="share"><ul><li><a href="#">Facebook</a></li></ul></div>
<div class="blog-tags"><ul><li><a href="/tag/pulau">pulau</a></li></ul></div>
</article></div><aside><h4>Terpopuler</h4><ul>
<li><a href="/t/1">Berita satu yang sangat populer hari ini</a></li></ul></aside></div>
<footer><p>Copyright POS 2025. Hak cipta dilindungi.</p></footer></body></html>"""


def test_agency_page() -> None:
    article = read(AGENCY_PAGE)
    assert texts(article) == [
        "Kupang (POS) - Sekelompok nelayan menemukan pulau kecil pada Sabtu (20/12).",
        "Pulau itu belum tercantum di peta mana pun, kata kepala desa setempat kepada wartawan.",
        "Baca juga: Ikan raksasa",
        "Pemerintah akan mengirim tim pekan depan.",
        "Warga berharap pulau itu diberi nama.",
        "Baca juga: Peta laut diperbarui",
        "Pewarta: Sari Dewi\nEditor: Agus Wira\nCopyright © POS 2025",
    ]
    related = article.passages[2].links
    assert [(link.text, link.url) for link in related] == [
        ("Ikan raksasa", "https://pulaupos.example/b/1")
    ]
    assert article.headlines[0] == "Nelayan menemukan pulau baru"
    assert article.published[0].text == "Minggu, 21 Desember 2025 10:22 WIB"
    assert article.publisher == "Pulau Pos"
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://pulaupos.example/perahu.jpg", "Perahu nelayan. POS/Budi")
    ]


def test_passages_name_the_block_they_came_from() -> None:
    document = parse(Page(AGENCY_PAGE.encode(), url=URL))
    for passage in extract(document).passages:
        assert passage.text.split("\n")[0] in document.blocks[passage.block].text


def test_old_layout_with_breaks_and_tables() -> None:
    article = read(
        "<title>Kapal kembali - Pos Teluk</title><table>"
        '<tr><td><a href="/">Home</a> | <a href="/n">Berita</a></td></tr>'
        "<tr><td><h1>Kapal kembali ke teluk</h1><font>Kapal itu kembali ke teluk pada Senin"
        " setelah tiga tahun berada di galangan.<br><br>Ratusan orang datang untuk melihatnya"
        " dan banyak yang membawa anak mereka.<br>Mereka tinggal sampai malam.</font></td></tr>"
        "</table>"
    )
    assert article.headlines[0] == "Kapal kembali ke teluk"
    assert texts(article) == [
        "Kapal itu kembali ke teluk pada Senin setelah tiga tahun berada di galangan.",
        "Ratusan orang datang untuk melihatnya dan banyak yang membawa anak mereka.",
        "Mereka tinggal sampai malam.",
    ]


def test_bare_paragraphs() -> None:
    article = read(
        "<title>Ferry returns to the bay - Bay Post</title>"
        "<p>The ferry returned to the bay on Monday after three years in the dock.</p>"
        "<p>Hundreds came to see it, many with their children, and stayed until dark.</p>"
        "<p>Editor: Ann Bell</p>",
        url=None,
    )
    assert article.headlines == ["Ferry returns to the bay"]
    assert len(texts(article)) == 3
    assert texts(article)[-1] == "Editor: Ann Bell"
    assert article.url is None


@pytest.mark.parametrize(
    ("language", "headline", "first", "second"),
    [
        (
            "ja",
            "湾に連絡船が戻る",
            "三年ぶりに連絡船が湾に戻ってきた。月曜日の朝、港には数百人が集まった。",
            "運賃は大人五百円。",
        ),
        (
            "zh",
            "渡轮重返海湾",
            "停航三年之后，渡轮星期一重返海湾，数百名居民带着孩子前来观看。",
            "票价为每人五元。",
        ),
        (
            "ko",
            "연락선 만으로 돌아오다",
            "삼 년 동안 조선소에 있던 연락선이 월요일 만으로 돌아왔으며 수백 명이 구경하러 나왔다.",
            "요금은 어른 오천 원이다.",
        ),
        (
            "th",
            "เรือข้ามฟากกลับมาแล้ว",
            "เรือข้ามฟากกลับมายังอ่าวเมื่อวันจันทร์หลังจากหยุดให้บริการสามปี",
            "ผู้คนหลายร้อยคนมาดูเรือพร้อมกับลูกหลานจนถึงค่ำ",
        ),
        (
            "ar",
            "العبارة تعود إلى الخليج",
            "عادت العبارة إلى الخليج يوم الاثنين بعد ثلاث سنوات من التوقف عن العمل في الميناء.",
            "وجاء مئات الأشخاص لمشاهدتها مع أطفالهم، وبقوا حتى حلول الظلام.",
        ),
        (
            "ru",
            "Паром вернулся в залив",
            "Паром вернулся в залив в понедельник после трёх лет простоя на верфи.",
            "Сотни жителей пришли посмотреть на него вместе с детьми и остались до темноты.",
        ),
    ],
)
def test_scripts(language: str, headline: str, first: str, second: str) -> None:
    article = read(
        f"<html lang={language}><title>{headline}</title><div id=top><a href=/>*</a></div>"
        f"<div id=main><h1>{headline}</h1><div><p>{first}</p><p>{second}</p></div></div>"
        "<div id=footer>© 2025</div>"
    )
    assert article.headlines[0] == headline
    assert texts(article) == [first, second]
    assert article.language == language


def test_plain_text_gives_every_block() -> None:
    page = Page(b"A headline\n\nOne line.\nEditor: Ann Bell\n", media_type=MediaType.TEXT)
    article = extract(parse(page))
    assert texts(article) == ["A headline", "One line.", "Editor: Ann Bell"]
    assert article == RawArticle(passages=article.passages)


def test_kinds() -> None:
    article = read(
        f"<title>Pulau baru</title><article><h1>Pulau baru</h1>"
        f"<p>{SENTENCE}</p><h2>Reaksi warga</h2>"
        f"<blockquote><p>“{SENTENCE}”</p></blockquote><ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul>"
        f"<p>{SENTENCE}</p><h2>Lainnya</h2></article>"
    )
    kinds = [passage.kind for passage in article.passages]
    assert kinds == [
        PassageKind.PARAGRAPH,
        PassageKind.SUBHEAD,
        PassageKind.QUOTE,
        PassageKind.ITEM,
        PassageKind.ITEM,
        PassageKind.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    "noise",
    [
        '<div id="comments"><div class="comment-body"><p>{0}</p></div></div>',
        "<aside><p>{0}</p></aside>",
        '<div class="newsletter-box"><p>{0}</p></div>',
        '<div class="cookie-consent"><p>{0}</p></div>',
        '<div class="author-bio"><p>{0}</p></div>',
        '<div class="related-articles"><a href="/x">{0}</a></div>',
        "<figure><img src=a.jpg><figcaption>{0}</figcaption></figure>",
        "<form><p>{0}</p></form>",
    ],
)
def test_furniture_is_left_out(noise: str) -> None:
    other = "Readers who liked this page were kindly asked to leave their thoughts about it."
    article = read(
        f"<title>Pulau baru</title><article><h1>Pulau baru</h1><div class=body>"
        f"<p>{SENTENCE}</p><p>{SENTENCE}</p>{noise.format(other)}<p>{SENTENCE}</p></div></article>"
    )
    assert texts(article) == [SENTENCE] * 3


def test_class_names_that_cover_the_text_are_no_noise() -> None:
    article = read(
        "<title>Pulau baru</title><h1>Pulau baru</h1>"
        f'<div class="grid has-sidebar"><p>{SENTENCE}</p></div>'
        f'<div class="grid has-sidebar"><p>{SENTENCE}</p></div>'
    )
    assert texts(article) == [SENTENCE] * 2


def test_declared_body_stands_in_for_a_page_without_text() -> None:
    article = read(
        "<title>Pulau baru</title><script type=application/ld+json>"
        f'{{"@type": "NewsArticle", "articleBody": "{SENTENCE}\\n{SENTENCE}"}}'
        "</script><div id=app></div>"
    )
    assert texts(article) == [SENTENCE] * 2
    assert {passage.block for passage in article.passages} == {-1}


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "\x00\ufffd",
        "<p>",
        "<script type=application/ld+json>[[[[{]</script>",
        ld('{"@type":["NewsArticle",7],"author":[[],{},3,null],"headline":{"a":[]},"hasPart":7}'),
        ld('{"@type":"NewsArticle","image":[{"url":[]}],"datePublished":[{}],"keywords":[[[]]]}'),
        ld('{"@type":"NewsArticle","author":{"@id":"#a"},"@id":"#a"}'),
        "<link rel=canonical href='http://['><meta property=og:url content='http://['>",
        ld('{"@type":"NewsArticle","author":' + "[" * 500 + "]" * 500 + "}"),
        "<div>" * 500 + "text",
        "<h1>" + "x " * 5_000 + "</h1>",
    ],
)
def test_nothing_raises(html: str) -> None:
    assert isinstance(read(html), RawArticle)
    assert isinstance(read(html, url=None), RawArticle)


def test_subheads_and_short_items_among_paragraphs_belong_to_the_text() -> None:
    text = "<p>The harbour council voted on Tuesday to keep both ferries until the spring.</p>"
    middle = "<h3>Boats</h3>" + text + "<ul><li>Gull</li><li>Tern</li></ul>"
    article = extract(
        parse(Page(f"<article><h1>Ferries</h1>{text}{middle}{text}</article>".encode()))
    )
    texts = [passage.text for passage in article.passages]
    assert [text for text in texts if len(text) < 10] == ["Boats", "Gull", "Tern"]


def test_an_article_of_lists_alone_is_taken_by_its_name() -> None:
    lists = "<h2>Best boat</h2><ul><li>Gull</li><li>Tern</li></ul>"
    page = f"<h1>Winners</h1><div class=article-body>{lists}</div><div><p>Contact</p></div>"
    texts = [passage.text for passage in extract(parse(Page(page.encode()))).passages]
    assert texts == ["Best boat", "Gull", "Tern"]
