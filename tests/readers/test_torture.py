"""Bad input is named, costs itself only, and takes no more memory than it may."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest

from newscrawl.readers import Limits, Remark, Skipped, Supplied, read_pages
from tests.readers.torture import CASES, MEGABYTE


@pytest.mark.parametrize("name", CASES)
def test_what_is_bad_is_named_and_what_is_good_is_had(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    path = tmp_path / name
    case.make(path)
    tracemalloc.start()
    found, lines = 0, []
    for reading in read_pages(path, Limits()):
        if isinstance(reading, Supplied):
            found += 1
        elif isinstance(reading, Skipped):
            lines.append(f"{reading.name}: {reading.reason}")
        elif isinstance(reading, Remark) and not reading.routine:
            lines.append(f"{reading.name}: {reading.text}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == case.pages, lines
    assert all(str(path) in line for line in lines)
    assert all(line.isprintable() for line in lines)
    if case.said:
        assert re.search(case.said, "\n".join(lines)), lines
    else:
        assert not lines
    assert peak < 120 * MEGABYTE
    assert not Path("/tmp/newscrawl-slip.html").exists()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 34
