"""A fork server that is loading, for ever."""

from __future__ import annotations

import signal

signal.pause()
