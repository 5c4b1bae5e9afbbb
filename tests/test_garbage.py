from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from functools import lru_cache

import pytest

from newscrawl import examine
from newscrawl.garbage import collection_paused, forget_pages, of_pages


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


def test_nothing_is_collected_meanwhile() -> None:
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_fails_inside_leaves_collection_on() -> None:
    with pytest.raises(ValueError, match="inside"), collection_paused():
        raise ValueError("inside")
    assert gc.isenabled()


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with collection_paused():
        pass
    assert not gc.isenabled()


def test_an_examination_makes_no_collection() -> None:
    page = b"<article><h1>Ferry late</h1>" + b"<p>The ferry came late again.</p>" * 500
    examine(page)
    gc.collect()
    begun: list[str] = []
    gc.callbacks.append(note := lambda phase, _: begun.append(phase))
    try:
        examine(page)
    finally:
        gc.callbacks.remove(note)
    assert len(begun) <= 2  # the one that was due, when it ended


def test_what_is_remembered_of_pages_can_be_forgotten() -> None:
    asked: list[str] = []

    @of_pages
    @lru_cache
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [size("a"), size("a")] == [1, 1]
    forget_pages()
    assert size("a") == 1
    assert asked == ["a", "a"]


def test_no_text_of_a_page_is_kept_once_pages_are_forgotten() -> None:
    page = "<html><body><article><h1>Ferry</h1><p>{}</p></article>".format
    words = "The ferry sailed on Tuesday, and nobody was on board. "
    examine(page(words * 40).encode())
    words *= 40_000
    tracemalloc.start()
    try:
        examine(page(words).encode())
        forget_pages()
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < len(words) / 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody promises it")
def test_what_is_large_goes_back_once_it_is_free() -> None:
    program = """
from newscrawl.garbage import free_large_at_once
from newscrawl.workers.restraints import memory_in_use
free_large_at_once()
bytes(30_000_000)
before = memory_in_use()
large = bytes(20_000_000)
behind = [bytes(200_000) for _ in range(5)]
del large
print(memory_in_use() - before)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert int(told.stdout) < 10_000_000
