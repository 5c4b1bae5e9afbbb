"""The two ways in: the live web (later) and supplied files."""

from __future__ import annotations
