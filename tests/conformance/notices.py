"""Run the notice grammar over a corpus of lone texts.

``python -m tests.conformance.notices TEXTS.jsonl`` reads ``id`` and ``text`` of each row and
writes one JSON object ``{"id", "labels"}`` a line: the kinds of the notices found that are
certain or probable.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from newscrawl.policy.model import Level
from newscrawl.policy.notices import Kind, read_text


def labels(text: str) -> list[Kind]:
    """Return the kinds that *text* carries with effect, in the order of ``Kind``."""
    sure = [notice for notice in read_text(text) if notice.level is not Level.POSSIBLE]
    found = {kind for notice in sure for kind in notice.kinds}
    return [kind for kind in Kind if kind in found]


def main() -> None:
    """Read the corpus named on the command line and print a prediction for each row."""
    parser = argparse.ArgumentParser(description="Label lone texts with the notices they carry.")
    parser.add_argument("texts", type=Path, help="JSON Lines with the fields id and text")
    with parser.parse_args().texts.open(encoding="utf-8") as rows:
        for line in filter(str.strip, rows):
            row = json.loads(line)
            print(json.dumps({"id": row["id"], "labels": labels(row["text"])}))


if __name__ == "__main__":
    main()
