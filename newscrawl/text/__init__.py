"""Text itself: bytes to characters, repair, language, sentences. No knowledge of news here."""

from __future__ import annotations
