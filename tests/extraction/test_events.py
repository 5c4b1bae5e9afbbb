from __future__ import annotations

import pytest

from newscrawl.extraction.events import Event, marks, tells_of


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Published 3 June, UPDATED 4 June", [(0, Event.PUBLISHED), (18, Event.MODIFIED)]),
        ("Unpublished, reupdated", []),
        ("05:30Updated 6:10", [(5, Event.MODIFIED)]),
        ("2026年6月3日 更新时间", [(10, Event.MODIFIED)]),
        ("SON GÜNCELLEME 4 Haziran", [(0, Event.MODIFIED)]),
        ("Zuletzt aktualisiert am 4. Juni", [(0, Event.MODIFIED), (8, Event.MODIFIED)]),
        ("Member since 3 June 2026", [(0, Event.OTHER)]),
        ("3 June 2026", []),
    ],
)
def test_words_say_of_what_a_date_tells(line: str, found: list[tuple[int, Event]]) -> None:
    assert list(marks(line)) == found


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("3 June 2026", Event.PUBLISHED),
        ("Posted 3 June, updated 4 June", Event.MODIFIED),
        ("Updated; joined 2019", Event.OTHER),
    ],
)
def test_the_rarest_event_is_told_first(line: str, event: Event) -> None:
    assert tells_of(line) is event
