"""Sources: where a crawl begins, what is wanted of each, and how much.

``arguments`` reads them from a command line, ``file`` from a ``sources.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.sources.arguments import ARGUMENTS, normalised, read_sources
    from newscrawl.sources.budget import Budget
    from newscrawl.sources.model import Source
    from newscrawl.sources.seeds import is_loopback, read_seeds

__all__ = [
    "ARGUMENTS",
    "Budget",
    "Source",
    "is_loopback",
    "normalised",
    "read_seeds",
    "read_sources",
]

__getattr__ = on_first_use(
    __name__,
    {
        "arguments": ["ARGUMENTS", "normalised", "read_sources"],
        "budget": ["Budget"],
        "model": ["Source"],
        "seeds": ["is_loopback", "read_seeds"],
    },
)
