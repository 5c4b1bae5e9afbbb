from __future__ import annotations

import asyncio
import os
from pathlib import Path
from threading import Thread

import pytest

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers import HEAD
from newscrawl.spiders.standard_input import pieces_of


async def sizes(descriptor: int) -> list[int]:
    return [len(piece) async for piece in pieces_of(descriptor)]


def write(descriptor: int, content: bytes) -> None:
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


@pytest.mark.parametrize("size", [0, 10, HEAD, 3 * HEAD + 10])
def test_a_pipe_and_a_file_come_in_whole_pieces(tmp_path: Path, size: int) -> None:
    path = tmp_path / "input"
    path.write_bytes(b"x" * size)
    readable, writable = os.pipe()
    writing = Thread(target=write, args=[writable, b"x" * size])
    writing.start()
    expected = [HEAD] * (size // HEAD) + [size % HEAD] * bool(size % HEAD)
    with path.open("rb") as file, os.fdopen(readable, "rb") as pipe:
        assert asyncio.run(sizes(file.fileno())) == expected
        assert asyncio.run(sizes(pipe.fileno())) == expected
    writing.join()


def test_what_cannot_be_read_is_said_with_the_reason(tmp_path: Path) -> None:
    with (
        (tmp_path / "output").open("wb") as file,
        pytest.raises(UnreadableInput, match="Bad file descriptor"),
    ):
        asyncio.run(sizes(file.fileno()))


def test_who_waits_can_be_stopped() -> None:
    async def stopped(descriptor: int) -> None:
        waiting = asyncio.create_task(sizes(descriptor))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert not asyncio.get_running_loop().remove_reader(descriptor)

    readable, writable = os.pipe()
    asyncio.run(stopped(readable))
    os.close(readable)
    os.close(writable)
