"""The road of an item: normalise, flag, deduplicate, store. Thin; the cores do the work."""

from __future__ import annotations
