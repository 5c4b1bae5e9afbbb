"""Raw fields to clean ones: dates, people, editorial lines, agencies."""

from __future__ import annotations
