from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newscrawl.exceptions import SourcesError
from newscrawl.sources.file import load_sources, read_text

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TEXT = """\
[defaults]
since = "7 days"
max_pages = 50

[[source]]
name = "Harian Contoh"
seeds = ["https://contoh.example/", "https://contoh.example/rss"]
language = "id"
zone = "Asia/Jakarta"
exclude = ['/foto/', '/video/']

[[source]]
name = "Breakwater Post"
seeds = "https://post.example/"
since = 2026-11-01
max_pages = 5
depth = 0
purpose = ["tdm", "ai-input"]

[[source]]
name = "Closed"
seeds = ["https://closed.example/"]
enabled = false
"""


def test_a_source_has_the_defaults_that_it_does_not_change() -> None:
    contoh, post = read_text(TEXT, NOW)
    assert contoh.seeds == ("https://contoh.example/", "https://contoh.example/rss")
    assert (contoh.name, contoh.max_pages, contoh.depth) == ("Harian Contoh", 50, None)
    assert (contoh.zone, contoh.wanted.languages) == ("Asia/Jakarta", {"id"})
    assert contoh.wanted.window.since == date(2026, 11, 16)
    assert (post.max_pages, post.depth, post.purposes) == (5, 0, ("tdm", "ai-input"))
    assert post.wanted.window.since == date(2026, 11, 1)


def test_what_overrides_counts_for_every_source() -> None:
    sources = read_text(TEXT, NOW, {"max_pages": 1})
    assert [source.max_pages for source in sources] == [1, 1]


HEAD = '[[source]]\nname = "a"\nseeds = ["https://a.example/"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no source"),
        (HEAD + "enabled = false", "no source is enabled"),
        (HEAD + "sinse = 1", "line 4: sinse: there is no such key"),
        (HEAD + 'since = "soon"', "line 4: since: 'soon' is neither"),
        (HEAD + 'since = "2026-11-20"\nuntil = "2026-11-01"', "line 1, source 1: since is later"),
        (HEAD + 'exclude = ["("]', "line 4: exclude: .* no regular expression"),
        (HEAD + 'purpose = "profit"', "line 4: purpose: .*profit"),
        (HEAD + 'zone = "Jakarta"', "line 4: zone: 'Jakarta' is no time zone"),
        (HEAD + "max_pages = 0", "line 4: max_pages: 0 is no whole number"),
        (HEAD + "\n" + HEAD, "line 6: name: 'a' names two sources"),
        ('[[source]]\nname = "a"', "line 1, source 1: seeds is missing"),
        ('[[source]]\nseeds = ["https://a.example/"]', "name is missing"),
        ('[[source]]\nname = "a"\nseeds = ["a.example"]', "line 3: seeds: 'a.example' is no web"),
        ('[defaults]\nname = "a"\n' + HEAD, "line 2: name: there is no such key"),
        ("[[source]]\nname = a", "line 2"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_text(text, NOW)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        (b"\xff\xfe", "byte 0 is no UTF-8"),
        (b"[[source", "sources.toml: .*(line 1|end of document)"),
    ],
)
def test_the_file_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "sources.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourcesError, match=said):
        load_sources(path, NOW)


def test_the_example_of_the_docs_is_one() -> None:
    docs = Path(__file__).parents[2] / "newscrawl" / "docs" / "sources.md"
    example = docs.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    assert [source.name for source in read_text(example, NOW)] == [
        "Harian Contoh",
        "Breakwater Post",
    ]
