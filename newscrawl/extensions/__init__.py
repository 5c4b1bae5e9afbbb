"""What accompanies a run: progress while it lasts, a summary when it ends."""

from __future__ import annotations
