"""One URL or file asked about: may it be requested, and what may be done with it.

``spider`` asks, ``memory`` answers from the store, ``finding`` is the answer. ``keeping`` makes it
a decision like any other and compares it with the one before (``changes``). ``report`` words it
for a person and ``record`` for a script; both tell what was looked for in vain (``silence``) and
whom to ask for more (``advice``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.inquiry.finding import Finding, finding_of_file
    from newscrawl.inquiry.keeping import keep
    from newscrawl.inquiry.memory import Memory
    from newscrawl.inquiry.record import as_record
    from newscrawl.inquiry.reporting import report
    from newscrawl.inquiry.spider import Inquiry

__all__ = ["Finding", "Inquiry", "Memory", "as_record", "finding_of_file", "keep", "report"]

_MODULES = {
    "Finding": "finding",
    "Inquiry": "spider",
    "Memory": "memory",
    "as_record": "record",
    "finding_of_file": "finding",
    "keep": "keeping",
    "report": "reporting",
}


def __getattr__(name: str) -> Any:
    # On first use: Scrapy loads all commands for each, and only one of them asks.
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
