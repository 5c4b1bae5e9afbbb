from __future__ import annotations

from collections.abc import Iterator

import pytest

from newscrawl.workers.slate import Slate


@pytest.fixture
def slate() -> Iterator[Slate]:
    slate = Slate.new()
    yield slate
    slate.close()


def test_a_page_is_in_hand_until_its_row_is_there(slate: Slate) -> None:
    assert slate.read(0) is None
    slate.write(0, "a.warc!https://a.example/with-a-long-name")
    assert slate.read(0) == "a.warc!https://a.example/with-a-long-name"
    assert slate.read(1) is None
    slate.write(1, "b")
    assert (slate.read(0), slate.read(1)) == (None, "b")


@pytest.mark.parametrize("name", ["", "a\udc80b", "berita-ñ-日本", "x" * 100_000])
def test_any_name_is_read_as_it_was_written(slate: Slate, name: str) -> None:
    slate.write(7, name)
    assert slate.read(7) == name
