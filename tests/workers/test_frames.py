from __future__ import annotations

import asyncio
import pickle
from io import BytesIO

import pytest

from newscrawl.workers.frames import pack, read, receive

FRAME = b"".join(pack(pickle.dumps({"a": b"\x00" * 70_000}), last=True))


def test_a_frame_is_read_as_it_was_packed() -> None:
    stream = BytesIO(FRAME * 2)
    assert read(stream) == read(stream) == {"a": b"\x00" * 70_000}
    with pytest.raises(EOFError):
        read(stream)


@pytest.mark.parametrize("size", [0, 1, 8, 9, 10, len(FRAME) - 1])
def test_a_frame_that_was_cut_is_the_end(size: int) -> None:
    with pytest.raises(EOFError):
        read(BytesIO(FRAME[:size]))


@pytest.mark.parametrize("last", [True, False])
def test_the_loop_reads_the_mark_as_well(last: bool) -> None:
    async def run() -> None:
        stream = asyncio.StreamReader()
        stream.feed_data(b"".join(pack(pickle.dumps("x"), last=last)))
        stream.feed_data(FRAME[:-1])
        stream.feed_eof()
        assert await receive(stream) == ("x", last)
        with pytest.raises(EOFError):
            await receive(stream)

    asyncio.run(run())
