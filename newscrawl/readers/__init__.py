"""Local files to pages: streaming, bounded, judged by content and not by name."""

from __future__ import annotations

from newscrawl.readers.files import Skipped, read_file, read_stream
from newscrawl.readers.inputs import STANDARD_INPUT, Inputs

__all__ = ["STANDARD_INPUT", "Inputs", "Skipped", "read_file", "read_stream"]
