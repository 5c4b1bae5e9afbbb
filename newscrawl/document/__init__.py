"""Document: the one parse of a page, from which all rooms above read.

Which parser is underneath stays in here; what leaves are blocks, elements, links, meta
values and JSON-LD nodes.
"""

from __future__ import annotations

from newscrawl.document.box import Box
from newscrawl.document.model import Block, Document, Link, Unit
from newscrawl.document.parse import parse
from newscrawl.document.place import Place

__all__ = ["Block", "Box", "Document", "Link", "Place", "Unit", "parse"]
