"""One URL or file asked about: may it be requested, and what may be done with it.

``spider`` asks, ``memory`` answers from the store, ``finding`` is the answer. ``keeping`` makes it
a decision like any other and compares it with the one before (``changes``). ``report`` words it
for a person and ``record`` for a script; both tell what was looked for in vain (``silence``) and
whom to ask for more (``advice``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.inquiry.finding import Finding, finding_of_file
    from newscrawl.inquiry.keeping import keep
    from newscrawl.inquiry.memory import Memory
    from newscrawl.inquiry.record import as_record
    from newscrawl.inquiry.reporting import report
    from newscrawl.inquiry.spider import Inquiry

__all__ = ["Finding", "Inquiry", "Memory", "as_record", "finding_of_file", "keep", "report"]

# Scrapy loads all commands for each, and only one of them asks.
__getattr__ = on_first_use(
    __name__,
    {
        "finding": ["Finding", "finding_of_file"],
        "keeping": ["keep"],
        "memory": ["Memory"],
        "record": ["as_record"],
        "reporting": ["report"],
        "spider": ["Inquiry"],
    },
)
