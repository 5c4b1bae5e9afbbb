"""The exit codes that scheduled jobs can rely on."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """How a command ended. 3 and 4 only with ``NEWSCRAWL_STRICT_EXIT``.

    75 is EX_TEMPFAIL of sysexits.h: another run of the job is at work, and nothing was done.
    """

    COMPLETED = 0
    COULD_NOT_RUN = 1
    WRONG_USAGE = 2
    NOTHING_PERMITTED = 3
    SOMETHING_FAILED = 4
    JOB_IS_RUNNING = 75
