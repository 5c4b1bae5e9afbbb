from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from newscrawl import examine
from newscrawl.garbage import collection_paused


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
