"""Articles that have everything, and what an exporter makes of them."""

from __future__ import annotations

import io
from dataclasses import fields
from typing import Any

from scrapy.exporters import BaseItemExporter

from newscrawl.items import Image, NewsArticle, Provenance, Related
from tests.crawlers import evidence, restricted_article

__all__ = ["exported", "full_article"]


def full_article() -> NewsArticle:
    """Return an article without an empty field."""
    item = restricted_article(
        1,
        canonical_url="https://a.example/news/one",
        headline='Harga "naik", kata menteri',
        alternative_headline="Kabar\u2028pasar",
        description="Ringkas",
        article_body="Jakarta - Satu, dua.\nTiga; empat.",
        article_section="Ekonomi",
        keywords=["beras, gula", "pasar"],
        authors=["Ani Contoh", "Budi, S.H."],
        editors=["Cici"],
        translators=["Dodo"],
        contributors=["Eka"],
        dateline="Jakarta",
        source_organization=["Kantor Berita Contoh"],
        publisher="Harian Contoh",
        date_published="2026-11-27T10:00:00+07:00",
        date_modified="2026-11-28",
        in_language="id",
        images=[Image("https://a.example/1.jpg", "Pasar pagi", None)],
        is_accessible_for_free=True,
        copyright_holder="Harian Contoh",
        copyright_year=2026,
        copyright_notice="© Harian Contoh 2026",
        license="CC BY 4.0",
        usage_info="https://a.example/terms",
        related=[Related("Lain", "https://a.example/news/2"), Related("Tanpa alamat")],
        corrections=["Nama diperbaiki."],
        provenance=Provenance(
            origin="file",
            path="pages/1\x01.html",
            sha256="ab" * 32,
            inferred=["in_language"],
        ),
    )
    item.policy.permission = "letter.pdf (sha256 00)"
    item.policy.evidence = [
        evidence(conditions={"permission_required": True, "exceptions": ["search engines"]})
    ]
    empty = [each.name for each in fields(item) if getattr(item, each.name) in (None, [])]
    assert not empty, empty
    return item


def exported(kind: type[BaseItemExporter], *items: Any, **options: Any) -> str:
    """Return the feed of *items*."""
    stream = io.BytesIO()
    exporter = kind(stream, **options)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return stream.getvalue().decode()
