from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.policy.signals.freshness import freshness

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public"}, None),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, Max-Age="600"'}, 600),
        ({"cache-control": "max-age=600, max-age=60"}, 60),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "max-age"}, 0),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "1000"}, 0),
        ({"cache-control": "max-age=600", "age": "old"}, 600),
        ({"cache-control": "max-age=600", "expires": "0"}, 600),
        ({"expires": "Mon, 23 Nov 2026 12:10:00 GMT"}, 600),
        ({"expires": "Mon, 23 Nov 2026 12:10:00 GMT", "age": "100"}, 500),
        (
            {
                "expires": "Mon, 23 Nov 2026 15:10:00 GMT",
                "date": "Mon, 23 Nov 2026 15:00:00 GMT",
            },
            600,
        ),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"cache-control": "," * 100_000}, None),
        ({"cache-control": "a=" * 50_000}, None),
    ],
)
def test_freshness(headers: dict[str, str], seconds: int | None) -> None:
    assert freshness(headers, NOW) == seconds
