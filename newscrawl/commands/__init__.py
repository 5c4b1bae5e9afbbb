"""The commands of ``scrapy`` inside this project."""

from __future__ import annotations

import sys
from types import TracebackType

__all__: list[str] = []

_excepthook = sys.excepthook


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of Ctrl-C before a command is at work, and knows to end in order, in one line."""
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("newscrawl: interrupted\n")
    else:
        _excepthook(kind, error, trace)


sys.excepthook = _tell
