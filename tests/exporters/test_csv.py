"""CSV feeds: readable cells, and what went in comes out."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields

from newscrawl.exporters.csv import CsvExporter
from newscrawl.items import NewsArticle
from tests.crawlers import article
from tests.exporters.feeds import exported, full_article


def rows(feed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(feed, newline="")))


def read_back(row: dict[str, str]) -> dict[str, object]:
    """Return what the cells say: text, except in the columns that hold something else."""
    usual = asdict(NewsArticle())
    found: dict[str, object] = {}
    for name, cell in row.items():
        is_text = usual[name] is None and name not in {"is_accessible_for_free", "copyright_year"}
        if not cell:
            found[name] = usual[name]
        else:
            found[name] = cell if is_text else json.loads(cell)
    return found


def test_nothing_is_lost() -> None:
    items = [full_article(), article(2)]
    found = rows(exported(CsvExporter, *items))
    assert list(found[0]) == [field.name for field in fields(NewsArticle)]
    assert [read_back(row) for row in found] == [asdict(item) for item in items]


def test_cells_can_be_read_by_people() -> None:
    first, second = rows(exported(CsvExporter, full_article(), article(2)))
    assert first["authors"] == '["Ani Contoh", "Budi, S.H."]'
    assert first["images"].startswith('[{"url": "https://a.example/1.jpg"')
    assert (first["restricted"], second["restricted"]) == ("true", "false")
    assert (second["authors"], second["publisher"]) == ("", "")


def test_a_field_of_another_project_is_written_as_it_says() -> None:
    from scrapy import Field, Item

    class Story(Item):
        places = Field(serializer="|".join)

    assert rows(exported(CsvExporter, Story(places=["a", "b"]))) == [{"places": "a|b"}]
