from __future__ import annotations

from newscrawl import examine
from newscrawl.document import parse
from newscrawl.page import Page

PAGE = """<!doctype html><html lang="fr"><title>La halle rouvre</title>
<article itemscope itemtype="https://schema.org/NewsArticle">
<span itemprop="articleSection">Région</span><h1 itemprop="headline">La halle rouvre enfin</h1>
<p itemprop="description">Quarante exposants sont revenus.</p>
<span itemprop="author" itemscope itemtype="https://schema.org/Person">
  Par <b itemprop="name">Solène Marchand</b></span>
<span itemprop="editor" itemscope itemtype="https://schema.org/Person">
  <meta itemprop="name" content="Luc Faure"></span>
<meta itemprop="keywords" content="halle, laine"><img itemprop="image" src="/halle.jpg" alt="">
<time itemprop="datePublished" datetime="2026-11-17T09:40:00+01:00">mardi</time>
<div itemprop="articleBody"><p>Le marché aux laines a retrouvé samedi la halle où il se tenait.</p>
<p>Il aura fallu vingt-deux mois de travaux pour remplacer les poutres de chêne abattues.</p></div>
<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
  <a itemprop="url" href="/"><span itemprop="name">Le Courrier</span></a></div>
</article></html>"""


def items(markup: str) -> list[dict[str, object]]:
    page = Page(markup.encode(), url="https://a.example/b/c")
    return [dict(item) for item in parse(page).items]


def test_items_are_nodes_with_their_properties() -> None:
    (node,) = items(PAGE)
    assert node["@type"] == ["https://schema.org/NewsArticle"]
    assert node["author"] == {"@type": ["https://schema.org/Person"], "name": "Solène Marchand"}
    assert node["datePublished"] == "2026-11-17T09:40:00+01:00"
    assert node["image"] == "https://a.example/halle.jpg"
    assert node["publisher"]["url"] == "https://a.example/"
    assert "articleBody" not in node


def test_a_property_named_again_is_a_list() -> None:
    (node,) = items(
        '<p itemscope itemtype="T"><i itemprop="author">Ani</i><i itemprop="author">Budi</i></p>'
    )
    assert node["author"] == ["Ani", "Budi"]


def test_what_is_marked_twice_over_is_found_once() -> None:
    markup = (
        '<html itemscope itemtype="T" data-nosnippet><meta itemprop="name" content="A">'
        '<div itemscope><p itemprop="name">not of T</p></div>'
    )
    document = parse(Page(markup.encode(), url="https://a.example/b/c"))
    assert list(document.items) == [{"@type": ["T"], "name": "A"}, {"name": "not of T"}]
    assert document.metas == {"name": ["A"]}
    assert len(document.select("p, [itemprop], div *")) == 2


def test_items_without_end_are_bounded() -> None:
    deep = '<div itemprop="a" itemscope>' * 500 + '<i itemprop="b">x</i>'
    assert len(items(f"<div itemscope>{deep}</div>")) <= 1
    wide = '<i itemprop="a">x</i>' * 10_000
    (node,) = items(f"<div itemscope>{wide}</div>")
    assert len(node["a"]) <= 2_000
    assert items("<p>Nothing here.</p>") == []


def test_properties_within_properties_are_bounded() -> None:
    nested = '<b itemprop="about">' + "word " * 400
    (node,) = items(f"<div itemscope>{nested * 300}</div>")
    about = node["about"]
    assert isinstance(about, list)
    # All that stands within each would be fifty times the page and more.
    assert len(about) < 30
    assert all(len(text) > 500_000 for text in about)


def test_the_article_is_described_where_json_ld_does_not() -> None:
    found = examine(PAGE.encode(), url="https://a.example/b/c").article
    assert (found.headline, found.article_section) == ("La halle rouvre enfin", "Région")
    assert found.description == "Quarante exposants sont revenus."
    assert (found.authors, found.editors) == (["Solène Marchand"], ["Luc Faure"])
    assert (found.keywords, found.publisher) == (["halle", "laine"], "Le Courrier")
    assert [image.url for image in found.images] == ["https://a.example/halle.jpg"]
