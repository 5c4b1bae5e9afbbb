"""Lists: a line that announces and the items below it say one thing together.

"Prohibited uses" forbids nothing by itself, nor does "scraping with bots".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.document import Unit

__all__ = ["announcement", "is_item"]

_MARK = re.compile(r"\s*(?:[-–—•*·・▪◦‣●○■□]|[(（]?(?:\d{1,2}|[a-z])[.)）．、]|[①-⑳])\s*\S")
_ELEMENTS = frozenset(["li", "dd"])
_LONGEST_ITEM = 200
_MOST_ITEMS = 12


def is_item(text: str, unit: Unit) -> bool:
    """Whether *text*, of *unit*, is an item of a list: by its mark or by its element."""
    if len(text) > _LONGEST_ITEM:
        return False
    return _MARK.match(text) is not None or _is_in_list(unit)


def announcement(units: Sequence[Unit], position: int) -> int | None:
    """Return the position of the unit that announces the list of which ``units[position]`` is.

    None where that is no item, or too far down the list.
    """
    if not _is_in_list(units[position]):
        return None
    for before in range(position - 1, max(-1, position - 1 - _MOST_ITEMS), -1):
        if not _is_in_list(units[before]):
            return before
    return None


def _is_in_list(unit: Unit) -> bool:
    box = unit.box
    if box is None:
        return False
    return box.tag in _ELEMENTS or (box.parent is not None and box.parent.tag in _ELEMENTS)
