from __future__ import annotations

import asyncio
import pickle
import re
from dataclasses import fields
from io import BytesIO

import pytest

from newscrawl.items import Evidence, Image, Policy, Provenance, Related
from newscrawl.readers import Skipped
from newscrawl.rows import Examined, Unchanged
from newscrawl.text.fingerprint import Imprint
from newscrawl.workers.frames import pack, pickled, read, receive
from tests.crawlers import article, evidence

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


def test_a_row_comes_as_it_was_in_fewer_bytes() -> None:
    policy = Policy(evidence=[evidence(text="Dilarang keras", kinds=["a"])])
    images, related = [Image("https://a.example/1.jpg")], [Related("Judul", "https://a.example/")]
    told = article(policy=policy, images=images, related=related, provenance=Provenance(path="a"))
    row = Examined("a", told, warnings=("odd",)).with_imprint()
    assert row.imprint is not None
    payload = pickled(row)
    assert pickle.loads(payload) == row  # ours
    names = {each.name for kind in (Policy, Evidence, Provenance, Image, Related, Imprint)
             for each in fields(kind)}  # fmt: skip
    assert not [
        name for name in names if f"\x8c{chr(len(name))}{name}".encode("latin-1") in payload
    ]


def test_what_else_is_sent_comes_as_well() -> None:
    sent = Skipped("a", "empty"), re.compile("a"), {"b": Unchanged("b")}
    assert pickle.loads(pickled(sent)) == sent


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
