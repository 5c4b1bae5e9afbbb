from __future__ import annotations

import os
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


def test_a_name_that_was_written_in_part_is_none(
    slate: Slate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(descriptor: int, data: bytes, offset: int) -> int:
        write(descriptor, data[:-10], offset)
        raise SystemExit

    write = os.pwrite
    slate.write(3, "a" * 100)
    monkeypatch.setattr(os, "pwrite", killed)
    with pytest.raises(SystemExit):
        slate.write(4, "b" * 100)
    assert slate.read(4) is None


def test_a_python_without_files_in_memory_has_slates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    slate = Slate.new()
    slate.write(0, "a")
    assert slate.read(0) == "a"
    slate.close()
