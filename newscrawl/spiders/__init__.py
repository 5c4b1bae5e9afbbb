"""The two ways in: the live web and supplied files."""

from __future__ import annotations
