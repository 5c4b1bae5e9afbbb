"""Names of robots.txt records, and how they are misspelt. The list is ``data/robots.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from string import ascii_lowercase

from newscrawl.knowledge import read_data

__all__ = ["meant_name"]

_NOT_LETTERS = bytes(octet for octet in range(256) if chr(octet) not in ascii_lowercase)


def meant_name(written: bytes) -> bytes | None:
    """Return the name that *written* (lower case) stands for; None when it is no known one."""
    return _names().get(written.translate(None, _NOT_LETTERS))


@lru_cache(maxsize=1)
def _names() -> Mapping[bytes, bytes]:
    """Return what each spelling, letters only, stands for."""
    data = read_data("robots")
    table: dict[bytes, bytes] = {}
    for name in data["names"]:
        letters = name.replace("-", "")
        for spelling in chain(_slips(letters), data["misspelt"].get(name, ())):
            table[spelling.encode()] = name.encode()
    for name in data["names"]:  # no slip of another name may hide a name itself
        table[name.replace("-", "").encode()] = name.encode()
    return table


def _slips(word: str) -> Iterator[str]:
    """Yield the words one slip away from *word*: the four kinds of Damerau."""
    for cut in range(len(word) + 1):
        head, tail = word[:cut], word[cut:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
