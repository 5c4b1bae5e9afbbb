"""What a room shows is loaded on first use, and nothing else is shown."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newscrawl.facades import on_first_use


def test_what_is_shown_is_loaded_on_first_use() -> None:
    program = """
import sys
import newscrawl
assert "newscrawl.examination" not in sys.modules
from newscrawl import examine
assert sys.modules["newscrawl.examination"].examine is examine is newscrawl.examine
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_is_not_shown_is_no_attribute() -> None:
    shown = on_first_use("newscrawl.store", {"database": ["is_there"]})
    assert shown("is_there").__module__ == "newscrawl.store.database"
    with pytest.raises(AttributeError, match=r"'newscrawl\.store' has no attribute 'Database'"):
        shown("Database")
