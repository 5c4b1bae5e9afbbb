"""Files without a name, for processes that share them by their descriptor."""

from __future__ import annotations

import os
import sys
import tempfile

__all__ = ["scratch_file"]


def scratch_file(purpose: str) -> int:
    """Return the descriptor of a new file, in memory where the system can. Raises OSError."""
    # Not even every Python for Linux has it.
    if sys.platform == "linux" and hasattr(os, "memfd_create"):
        return os.memfd_create(purpose)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
