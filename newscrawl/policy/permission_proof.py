"""The proof of a permission: whether its document is still the one that was recorded."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path

from newscrawl.policy.permissions import Permission

__all__ = ["Proof", "document_path", "proof"]


class Proof(StrEnum):
    """What became of a document."""

    HELD = "held"
    MISSING = "missing"
    """It is not where it would be, or cannot be read: it may be kept elsewhere."""
    CHANGED = "changed"


def document_path(permission: Permission, folder: Path) -> Path:
    """Return where the document of *permission* would lie; *folder* is that of the file."""
    return folder / (permission.document or permission.reference)


def proof(permission: Permission, folder: Path) -> Proof:
    """Return whether the document of *permission* is there, and has the hash that was recorded."""
    try:
        with document_path(permission, folder).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Proof.MISSING
    return Proof.HELD if found == permission.sha256 else Proof.CHANGED
