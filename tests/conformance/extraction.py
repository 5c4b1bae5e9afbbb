"""Predictions for an extraction benchmark: ``python -m tests.conformance.extraction PAGES_DIR``.

*PAGES_DIR* holds ``<id>.html.gz``; ids and addresses come from ``truth.jsonl`` beside it, of
which nothing else is read. One JSON object a page goes to standard output.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from newscrawl import examine
from newscrawl.extraction import Mode


def predictions(pages: Path, mode: Mode) -> Iterator[dict[str, object]]:
    """Yield the prediction for each page, in the order of the list."""
    with (pages.parent / "truth.jsonl").open(encoding="utf-8") as rows:
        for row in rows:
            known = json.loads(row)
            file = pages / f"{known['id']}.html.gz"
            if not file.exists():
                continue
            body = gzip.decompress(file.read_bytes())
            article = examine(body, url=known.get("url"), mode=mode).article
            yield {
                "id": known["id"],
                "headline": article.headline,
                "authors": article.authors,
                # The truth has one date a page, of whatever kind.
                "date_published": article.date_published or article.date_modified,
                "body": article.article_body,
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.THOROUGH)
    given = parser.parse_args()
    for prediction in predictions(given.pages, given.mode):
        sys.stdout.write(json.dumps(prediction, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
