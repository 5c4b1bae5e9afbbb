"""Pages examined outside the event loop, in processes that a hostile page may kill.

::

    async with Workers(2) as workers:
        outcome = await workers.examine(page, purposes=(Purpose.TDM,))
        async for outcome in workers.map(paths):
            ...

What all of them need is loaded once, by a fork server, and shared as long as nobody writes to it.

POSIX only: the limits are the kernel's. Why no pool of a library's: in
:class:`concurrent.futures.ProcessPoolExecutor` and loky one killed process breaks the pool for
all; pebble replaces it, but all its processes share one pipe and one lock, and a process killed
while it holds the lock stops the rest for good. Here each process has a socket of its own, so
that nothing is shared and nothing can be left locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.workers.files import FileRows
    from newscrawl.workers.model import Failure, Limits, Outcome
    from newscrawl.workers.pool import Workers
    from newscrawl.workers.processes import prepare

__all__ = ["Failure", "FileRows", "Limits", "Outcome", "Workers", "prepare"]

# The fork server has no event loop: it needs nothing of what sees it from one.
__getattr__ = on_first_use(
    __name__,
    {
        "files": ["FileRows"],
        "model": ["Failure", "Limits", "Outcome"],
        "pool": ["Workers"],
        "processes": ["prepare"],
    },
)
