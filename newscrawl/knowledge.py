"""What newscrawl knows and does not work out: word lists and rules, in the files of ``data``."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import tomli

from newscrawl.exceptions import DataError

__all__ = ["data_folder", "read_data"]


def data_folder(name: str = "") -> Traversable:
    """Return the folder *name* of ``newscrawl/data``, or all of that."""
    return _data() / name if name else _data()


def read_data(name: str) -> dict[str, Any]:
    """Return the tables of ``newscrawl/data/NAME.toml``, read anew: ``agencies``, ``notices/id``.

    Raises DataError, naming the file, where it is missing, no UTF-8 or no TOML.
    """
    file = f"{name}.toml"
    try:
        return tomli.loads((_data() / file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise DataError(f"{file}: {error}") from error


def _data() -> Traversable:
    return resources.files("newscrawl") / "data"
