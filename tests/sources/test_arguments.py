from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newscrawl.exceptions import ArgumentError
from newscrawl.sources import read_sources

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SEED = {"seeds": "https://a.example/"}


def test_seeds_alone_are_a_source_without_a_name() -> None:
    (source,) = read_sources(SEED | {"since": "2026-11-20", "depth": "2", "keywords": ""}, NOW)
    assert (source.name, source.seeds, source.depth) == ("", ("https://a.example/",), 2)
    assert source.wanted.window.since == date(2026, 11, 20)
    assert source.wanted.keywords == ()


def test_a_file_and_seeds_go_together(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('[[source]]\nname = "b"\nseeds = "https://b.example/"\nmax_pages = 9\n')
    found = read_sources(SEED | {"sources": str(path), "max_pages": "3"}, NOW)
    assert [(source.name, source.max_pages) for source in found] == [("", 3), ("b", 3)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "-a seeds= is missing"),
        ({"seeds": "a.example"}, "-a seeds=: 'a.example' is no web address"),
        (SEED | {"sincce": "x"}, "-a sincce=: there is no such argument"),
        (SEED | {"since": "soon"}, "-a since=: 'soon'"),
        (SEED | {"max_pages": "0"}, "-a max_pages=: '0'"),
        (SEED | {"since": "2026-11-20", "until": "2026-11-01"}, "since is later than until"),
        (SEED | {"name": "x"}, "-a name=: there is no such argument"),
    ],
)
def test_a_mistake_is_named(arguments: dict[str, str], said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        read_sources(arguments, NOW)
