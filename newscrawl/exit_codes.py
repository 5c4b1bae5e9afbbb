"""The exit codes that scheduled jobs can rely on."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """How a command ended. The last two only with ``NEWSCRAWL_STRICT_EXIT``."""

    COMPLETED = 0
    COULD_NOT_RUN = 1
    WRONG_USAGE = 2
    NOTHING_PERMITTED = 3
    SOMETHING_FAILED = 4
