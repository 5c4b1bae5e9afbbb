"""Human notices: sentences with legal weight, found, understood and quoted."""

from __future__ import annotations
