from __future__ import annotations

import pytest

from newscrawl.tables import read_tables

TEXT = """\
# two of them
[defaults]
size = 1

[[entry]]
name = "a"
words = [
  "b",
]
[[entry]]
"name" = "c"
"""


def test_every_key_knows_its_line() -> None:
    defaults, entries = read_tables(TEXT, "entry", "defaults")
    assert defaults is not None
    assert (defaults.values, defaults.at("size")) == ({"size": 1}, "line 3: size")
    assert [table.values["name"] for table in entries] == ["a", "c"]
    assert [table.at("name") for table in entries] == ["line 6: name", "line 11: name"]
    assert entries[0].at("words") == "line 7: words"
    assert entries[1].at("words") == "line 10, entry 2: words"


def test_a_table_in_one_line_is_told_by_that_line() -> None:
    _, (table,) = read_tables('entry = [{name = "a"}]', "entry")
    assert table.at("name") == "line 1, entry 1: name"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[entry]\n", "line 1"),
        ("a = 1\n", "line 1: a"),
        ("\n[entry]\nname = 1\n", r"line 2: entry: write \[\[entry\]\]"),
        ("\n\n[[others]]\n", r"line 3: others.*\[\[entry\]\] or \[defaults\]"),
        ("[[defaults]]\n", r"line 1: defaults: write \[defaults\]"),
    ],
)
def test_what_is_none_of_it_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_tables(text, "entry", "defaults")
