"""Parquet and Arrow feeds: typed, in batches, never half a file that looks whole."""

from __future__ import annotations

import io
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newscrawl.exceptions import UsageError
from newscrawl.exporters import tables
from newscrawl.exporters.tables import ArrowExporter, ParquetExporter
from newscrawl.items import Image, NewsArticle, Related
from tests.crawlers import article, evidence, restricted_article


def exported(*items, **options) -> pa.Table:
    stream = io.BytesIO()
    exporter = ParquetExporter(stream, **options)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return pq.read_table(io.BytesIO(stream.getvalue()))


def test_every_field_has_a_column_of_its_type() -> None:
    schema = exported().schema
    assert schema.names == [field.name for field in fields(NewsArticle)]
    assert schema.field("headline").type == pa.string()
    assert schema.field("copyright_year").type == pa.int64()
    assert schema.field("restricted").type == pa.bool_()
    assert schema.field("authors").type == pa.list_(pa.string())
    assert schema.field("images").type.value_type.field("caption").type == pa.string()
    evidences = schema.field("policy").type.field("evidence").type.value_type
    assert pa.types.is_map(evidences.field("effects").type)
    assert evidences.field("conditions").type.field("permission_required").type == pa.bool_()


def test_what_goes_in_comes_out() -> None:
    said = evidence(conditions={"permission_required": True, "exceptions": ["search engines"]})
    item = restricted_article(
        1,
        images=[Image("https://a.example/1.jpg", "A caption")],
        related=[Related("Another")],
        copyright_year=2026,
    )
    item.policy.evidence = [said]
    first, second = exported(item, article(2)).to_pylist()
    assert first["headline"] == item.headline
    assert first["images"] == [
        {"url": "https://a.example/1.jpg", "caption": "A caption", "credit": None}
    ]
    assert first["related"] == [{"title": "Another", "url": None}]
    assert first["copyright_year"] == 2026
    assert dict(first["policy"]["effects"]) == {"ai-train": "deny"}
    (told,) = first["policy"]["evidence"]
    assert dict(told["effects"]) == {"ai-train": "deny"}
    assert told["conditions"]["exceptions"] == ["search engines"]
    assert told["conditions"]["contact"] is None
    assert second["restricted"] is False
    assert second["images"] == []


def test_rows_are_written_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 3)
    stream = io.BytesIO()
    exporter = ParquetExporter(stream)
    exporter.start_exporting()
    for number in range(7):
        exporter.export_item(article(number))
    exporter.finish_exporting()
    file = pq.ParquetFile(io.BytesIO(stream.getvalue()))
    assert [file.metadata.row_group(group).num_rows for group in range(3)] == [3, 3, 1]
    assert file.read().column("url").to_pylist() == [article(number).url for number in range(7)]


def test_a_file_without_its_end_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 1)
    stream = io.BytesIO()
    exporter = ParquetExporter(stream)
    exporter.start_exporting()
    for number in range(3):
        exporter.export_item(article(number))
    with pytest.raises(pa.ArrowInvalid):
        pq.read_table(io.BytesIO(stream.getvalue()))


def test_an_arrow_file_holds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 2)
    items = [restricted_article(number) for number in range(5)]
    stream = io.BytesIO()
    exporter = ArrowExporter(stream)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    file = pa.ipc.open_file(stream.getvalue())
    assert file.num_record_batches == 3
    assert file.read_all().to_pylist() == exported(*items).to_pylist()


def test_the_columns_can_be_chosen_and_other_items_fit() -> None:
    table = exported(
        {"url": "https://a.example/", "other": 1}, fields_to_export=["url", "headline", "other"]
    )
    assert table.to_pylist() == [{"url": "https://a.example/", "headline": None}]


def test_what_cannot_be_is_said_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.parquet"
    ParquetExporter.check_feed(path, overwrite=False)
    path.write_bytes(b"PAR1")
    ParquetExporter.check_feed(path, overwrite=True)
    with pytest.raises(UsageError, match=r"a\.parquet: nothing can be added"):
        ParquetExporter.check_feed(path, overwrite=False)
    monkeypatch.setattr(tables, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'newscrawl\[parquet\]'"):
        ParquetExporter.check_feed(path, overwrite=True)
