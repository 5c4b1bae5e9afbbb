"""What is kept of every run, in one relational schema (SQLAlchemy Core)."""

from __future__ import annotations
