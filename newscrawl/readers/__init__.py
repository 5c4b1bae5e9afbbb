"""Local files to pages: streaming, bounded, judged by content and not by name."""

from __future__ import annotations
