"""What the grammar must catch, and what it must leave alone.

The files in ``sentences/`` hold one text a line. In those named for a language its mark says
what has to come of it: ``+`` a ban on machines, ``=`` a ban on copying that stops no crawl, ``-``
no ban.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.policy.model import Level
from newscrawl.policy.notices import Kind, read_text
from newscrawl.policy.notices.lexicon import languages

FOLDER = Path(__file__).parent / "sentences"


def lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def marked(mark: str) -> list[str]:
    """Return the texts with *mark* in the files of all languages."""
    names = (f"{language}.txt" for language in languages())
    texts = (text for name in names if (FOLDER / name).exists() for text in lines(name))
    return [text[2:] for text in texts if text.startswith(mark)]


def kinds_with_effect(text: str) -> set[Kind]:
    sure = [notice for notice in read_text(text) if notice.level is not Level.POSSIBLE]
    return {kind for notice in sure for kind in notice.kinds}


@pytest.mark.parametrize("text", [*lines("machine_facing.txt"), *marked("+")])
def test_a_ban_on_machines_is_caught(text: str) -> None:
    assert any(kind.is_machine_facing for kind in kinds_with_effect(text))


@pytest.mark.parametrize("text", [*lines("reproduction.txt"), *marked("=")])
def test_a_ban_on_copying_is_caught_and_stops_no_crawl(text: str) -> None:
    kinds = kinds_with_effect(text)
    assert Kind.REPRODUCTION_BAN in kinds or any(kind.is_machine_facing for kind in kinds)


@pytest.mark.parametrize("text", [*lines("harmless.txt"), *marked("-")])
def test_news_about_bans_and_look_alikes_are_no_ban(text: str) -> None:
    assert not [kind for kind in kinds_with_effect(text) if kind.is_ban]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Crawling this site is prohibited.", [Kind.CRAWL_BAN]),
        ("Our articles may not be indexed without consent.", [Kind.INDEX_BAN]),
        ("Our texts must not be used to train AI.", [Kind.AI_BAN]),
        ("We reserve all rights of text and data mining.", [Kind.TDM_RESERVATION]),
        ("This article may not be reprinted.", [Kind.REPRODUCTION_BAN]),
        ("本网内容，未经授权不得转载、建立镜像。", [Kind.REPRODUCTION_BAN]),
        ("Please credit the source when you quote this article.", [Kind.CREDIT_REQUIRED]),
        ("Search engines are welcome to crawl this site.", [Kind.PERMISSION]),
        ("Merayapi situs ini dilarang.", [Kind.CRAWL_BAN]),
        ("Konten kami tidak boleh dipakai untuk melatih AI.", [Kind.AI_BAN]),
        ("Penambangan teks dan data atas situs ini dilarang.", [Kind.TDM_RESERVATION]),
    ],
)
def test_each_kind_has_its_sentence(text: str, kinds: list[Kind]) -> None:
    (notice,) = read_text(text)
    assert list(notice.kinds) == kinds


@pytest.mark.parametrize(
    "beside",
    [
        "Leggi anche: intelligenza artificiale, l'uso dei robot in ospedale",
        "| Dati di Borsa raccolti con sistemi automatici da Esempio",
        "- Usa l'intelligenza artificiale per cercare nel sito",
    ],
)
def test_a_reproduction_reserved_bans_no_machine_named_beside(beside: str) -> None:
    kinds = kinds_with_effect(f"© Riproduzione riservata {beside}")
    assert kinds == {Kind.REPRODUCTION_BAN}


@pytest.mark.parametrize(
    "text", ["Crawling this site is not prohibited.", "", " ", "AI", "Dilarang."]
)
def test_nothing_is_made_of_nothing(text: str) -> None:
    assert not kinds_with_effect(text)
