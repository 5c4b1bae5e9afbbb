"""What was read in a document, remembered for the pages of its site that come next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, ParamSpec, TypeVar

__all__ = ["remembered"]

P = ParamSpec("P")
R = TypeVar("R")

_MOST, _MOST_BYTES = 64, 2 * 1024 * 1024
"""What is made of a document may take twenty times its bytes."""


def remembered(size: Callable[..., int]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that remembers what a function made of its last documents.

    *size* tells the bytes of a document, from the same arguments, which are positional. The last
    one is remembered however large it is, and besides it at most 2 MB, and 63.
    """

    def decorated(read: Callable[P, R]) -> Callable[P, R]:
        return _Memory(read, size)

    return decorated


class _Memory(Generic[P, R]):
    def __init__(self, read: Callable[P, R], size: Callable[..., int]) -> None:
        self._read = read
        self._size = size
        self._known: OrderedDict[Hashable, tuple[R, int]] = OrderedDict()
        self._bytes = 0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        found = self._known.get(args)
        if found is None:
            found = self._read(*args, **kwargs), self._size(*args, **kwargs)
            self._known[args] = found
            self._bytes += found[1]
            self._forget()
        else:
            self._known.move_to_end(args)
        return found[0]

    def _forget(self) -> None:
        while len(self._known) > 1 and (len(self._known) > _MOST or self._bytes > _MOST_BYTES):
            self._bytes -= self._known.popitem(last=False)[1][1]
