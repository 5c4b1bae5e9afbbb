"""Facades of rooms: the names that a room shows, each loaded with its module on first use.

Whoever wants one thing of a room, or what stands beside it, need not load all the rest. In the
``__init__.py`` of a room::

    if TYPE_CHECKING:
        from newscrawl.extraction.extractor import extract

    __all__ = ["extract"]
    __getattr__ = on_first_use(__name__, {"extractor": ("extract",)})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

__all__ = ["on_first_use"]


def on_first_use(room: str, shown: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` (PEP 562) of *room*, which shows so many names of each module."""
    modules = {name: module for module, names in shown.items() for name in names}

    def get(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{modules[name]}"), name)

    return get
