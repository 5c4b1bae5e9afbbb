"""What cannot be added to is not begun."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscrawl.exceptions import UsageError
from newscrawl.exporters.jsonld import JsonLdExporter
from newscrawl.exporters.tables import ArrowExporter, ParquetExporter
from newscrawl.exporters.whole import JsonExporter, WholeFeed
from newscrawl.exporters.xml import XmlExporter
from tests.crawlers import article
from tests.exporters.feeds import exported

KINDS = (JsonExporter, XmlExporter, JsonLdExporter, ParquetExporter, ArrowExporter)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_feed_cannot_be_added_to(kind: type[WholeFeed], tmp_path: Path) -> None:
    path = tmp_path / "feed"
    kind.check_feed(None, overwrite=False)
    kind.check_feed(path, overwrite=False)
    path.touch()
    kind.check_feed(path, overwrite=False)
    path.write_text("{}")
    kind.check_feed(path, overwrite=True)
    with pytest.raises(UsageError, match=f"feed: nothing can be added to {kind.what}; -O replaces"):
        kind.check_feed(path, overwrite=False)


def test_json_is_otherwise_as_ever() -> None:
    feed = json.loads(exported(JsonExporter, article(1), article(2)))
    assert [item["url"][-1] for item in feed] == ["1", "2"]
