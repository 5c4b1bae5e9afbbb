"""What may be done with a page: published signals in, a verdict with evidence out."""

from __future__ import annotations
