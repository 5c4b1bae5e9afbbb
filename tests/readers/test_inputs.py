from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.exceptions import InputNotFound, UnreadableInput
from newscrawl.readers import Inputs
from tests.readers.makers import gz


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "deep/er/c.txt", ".hidden", "deep/.git/x"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to(outside / "secret.txt")
    (tmp_path / "linked").symlink_to(outside)
    (tmp_path / "loop").symlink_to(tmp_path)
    return tmp_path


def names(inputs: Inputs, root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in inputs.files()]


def test_a_directory_is_read_in_order_without_hidden_files_and_links(tree: Path) -> None:
    inputs = Inputs(str(tree))
    assert names(inputs, tree) == ["a.html", "b.txt", "deep/er/c.txt"]
    assert [Path(link).name for link in inputs.links] == ["link.txt", "linked", "loop"]
    assert names(inputs, tree) == names(inputs, tree), "each call starts anew"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.txt", ["b.txt", "deep/er/c.txt"]),
        ("d*", ["deep/er/c.txt"]),
        ("[ab].*", ["a.html", "b.txt"]),
        ("*/er/c.txt", ["deep/er/c.txt"]),
        ("*/../a.html", ["deep/../a.html"]),
        ("deep/**", ["deep/er/c.txt"]),
        ("**/er/*", ["deep/er/c.txt"]),
        ("*p/", ["deep/er/c.txt"]),
        ("*t/", []),
        (".h*", [".hidden"]),
    ],
)
def test_a_pattern_never_leads_through_a_link(
    tree: Path, pattern: str, expected: list[str]
) -> None:
    inputs = Inputs(f"{tree}/{pattern}")
    assert names(inputs, tree) == expected
    if pattern == "**/*.txt":
        assert {Path(link).name for link in inputs.links} == {"link.txt", "linked", "loop"}


def test_links_that_lead_back_up_do_not_multiply(tree: Path) -> None:
    for folder in (tree, tree / "deep", tree / "deep" / "er"):
        for number in range(3):
            (folder / f"up{number}").symlink_to(tree)
    inputs = Inputs(f"{tree}/**/*.txt")
    assert names(inputs, tree) == ["b.txt", "deep/er/c.txt"]
    assert len(inputs.links) == len({*inputs.links}) == 3 * 3 + 3


@pytest.mark.parametrize("pattern", ["b.txt/*", "b.txt/**/x", "none/*.html", "no\0ne/*"])
def test_below_what_is_no_directory_nothing_matches(tree: Path, pattern: str) -> None:
    with pytest.raises(InputNotFound, match="no file matches"):
        Inputs(f"{tree}/{pattern}").check()


def test_a_pattern_hands_on_a_directory_that_cannot_be_listed(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "er":
            raise PermissionError
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert names(Inputs(f"{tree}/**/*.txt"), tree) == ["b.txt", "deep/er"]


@pytest.mark.parametrize(
    ("argument", "root"),
    [
        ("", ""), ("/", ""), ("/a.html", ""), ("/deep/er/c.txt", "deep/er/"),
        ("/deep/**/*.txt", "deep/"), ("/*.txt", ""),
    ],
)  # fmt: skip
def test_the_root_is_the_folder_that_is_named(tree: Path, argument: str, root: str) -> None:
    assert Inputs(f"{tree}{argument}").root == f"{tree}/{root}"


def test_lists_and_standard_input_have_no_root(tree: Path) -> None:
    assert Inputs(f"@{tree}/b.txt").root == Inputs("-").root == ""


def test_a_file_is_itself_even_with_a_pattern_for_a_name(tmp_path: Path) -> None:
    file = tmp_path / "what?[1].txt"
    file.write_text("x")
    assert list(Inputs(str(file)).files()) == [file]


def test_the_named_path_may_be_a_link(tree: Path) -> None:
    link = tree / "link.txt"
    assert list(Inputs(str(link)).files()) == [link]


@pytest.mark.parametrize("missing", ["nothing.txt", "*.pdf", "empty"])
def test_nothing_there_is_said_by_name(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputNotFound, match=str(tmp_path)):
        Inputs(str(tmp_path / missing)).check()


def test_what_cannot_be_looked_at_is_said_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InputNotFound, match="loop: too many levels of symbolic links"):
        Inputs(str(tmp_path / "loop")).check()


def test_standard_input_needs_no_file() -> None:
    inputs = Inputs("-")
    assert inputs.from_standard_input
    inputs.check()


def test_a_file_of_a_list_that_is_called_as_standard_input_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").write_text("./-\n-\n")
    named = [tmp_path / "-", Path("-")]
    assert list(Inputs("@list").files()) == named, "it is not there"
    (tmp_path / "-").write_text("x")
    assert list(Inputs("@list").files()) == named


def test_standard_input_that_is_closed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputNotFound, match="standard input is closed"):
        Inputs("-").check()


@pytest.mark.parametrize(("argument", "left"), [("{}", 2), ("{}/*.txt", 0), ("{}/b.txt", 1)])
def test_what_is_left_out_only_its_own_name_stands_for(
    tree: Path, argument: str, left: int
) -> None:
    inputs = Inputs(argument.format(tree), left_out={tree / "b.txt"})
    assert len(list(inputs.files())) == left


def test_a_name_that_is_no_utf8_is_yielded(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "w") as stream:
        stream.write("x")
    assert [os.fsencode(path) for path in Inputs(str(tmp_path)).files()] == [raw]


def test_a_tree_may_be_deeper_than_pythons_stack(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("end.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    try:
        (found,) = Inputs(str(tmp_path)).files()
    finally:
        # Too deep for pytest to clear away.
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)
    assert found.name in {"end.txt", "d"}


@pytest.mark.parametrize("path", ["x" * 5_000, "a/" * 5_000, "nul\0byte"])
def test_a_path_that_cannot_be(path: str) -> None:
    with pytest.raises(InputNotFound, match=r"no such file|name too long"):
        Inputs(path).check()


def test_a_list_names_paths_directories_and_patterns(tree: Path, tmp_path: Path) -> None:
    listed = tmp_path.parent / f"{tmp_path.name}.list"
    listed.write_text(f"# a comment\n\n{tree / 'b.txt'}\n{tree / 'deep'}\n{tree}/*.html\ngone\n")
    inputs = Inputs(f"@{listed}")
    inputs.check()
    found = list(inputs.files())
    assert [path.name for path in found] == ["b.txt", "c.txt", "a.html", "gone"]


def test_a_dash_in_a_list_is_standard_input_and_a_file_of_that_name_is_not(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    Path("-").write_text("x")
    Path("names").write_text("-\n./-\n-*\nb.txt\n")
    assert list(Inputs("@names").files()) == [Path("-"), tree / "-", tree / "-", Path("b.txt")]
    assert list(Inputs("-").files()) == [Path("-")]


def test_a_list_that_is_none_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"gone\.list: No such file"):
        Inputs(f"@{tmp_path / 'gone.list'}").check()
    (tmp_path / "empty.list").write_text("# nothing\n")
    with pytest.raises(InputNotFound, match="names no file"):
        Inputs(f"@{tmp_path / 'empty.list'}").check()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_is_read_as_editors_save_it(tree: Path, encoding: str) -> None:
    (tree / "names").write_bytes(f"{tree}/a.html\r\n\r\n  {tree}/b.txt \r\n".encode(encoding))
    assert names(Inputs(f"@{tree}/names"), tree) == ["a.html", "b.txt"]


def test_a_list_within_itself_adds_nothing(tree: Path) -> None:
    (tree / "outer").write_text(f"{tree}/a.html\n@{tree}/inner\n@{tree}/outer\n")
    (tree / "inner").write_text(f"@{tree}/outer\n{tree}/b.txt\n@{tree}/deep/../inner\n")
    assert names(Inputs(f"@{tree}/outer"), tree) == ["a.html", "b.txt"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (bytes(range(256)) * 9, "binary data"),
        (b"WARC/1.0\r\n", "a WARC archive"),
        (b"\xef\xbb\xbf\n<!doctype html><p>The ferry is late.", "HTML or XML"),
    ],
)
def test_what_is_no_list_is_not_read_as_one(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "names").write_bytes(content)
    with pytest.raises(UnreadableInput, match=f"names: {what}, not a list of files"):
        Inputs(f"@{tmp_path}/names").check()


def test_a_name_that_no_file_can_have_is_that_of_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "names").write_bytes(b"a\0b.html\n@c\0d\n" + b"\xff.html\n" + b"x" * 5_000)
    inputs = Inputs(f"@{tmp_path}/names")
    found = list(inputs.files())
    assert len(found) == 3
    assert not any(path.exists() for path in found[:2])
    assert len(inputs.faults) == 1


def test_a_pipe_is_no_list_for_it_is_read_again(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "names").write_text(f"@{tmp_path}/pipe\n")
    with pytest.raises(UnreadableInput, match="pipe: no regular file, not a list of files"):
        Inputs(f"@{tmp_path}/pipe").check()
    inputs = Inputs(f"@{tmp_path}/names")
    assert list(inputs.files()) == []
    assert inputs.faults == [(f"{tmp_path}/pipe", "no regular file, not a list of files")]


def test_a_list_that_makes_one_wait_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").write_text("a.html\n")

    def wait(*_: int) -> bytes:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    # As the log of the kernel does, /proc/kmsg, which not everybody may read.
    monkeypatch.setattr(os, "pread", wait)
    with pytest.raises(UnreadableInput, match="log: Resource temporarily unavailable"):
        Inputs(f"@{tmp_path}/log").check()


def test_what_a_list_names_in_vain_is_told_with_the_reason(tree: Path) -> None:
    (tree / "void").mkdir()
    (tree / "packed").write_bytes(gz(b"a.html\n"))
    entries = ["void", "*.none", "@none", "@packed", "b.txt"]
    (tree / "names").write_text("".join(f"{entry}\n" for entry in entries))
    (tree / "outer").write_text("@names\n@\n")
    with contextlib.chdir(tree):
        inputs = Inputs("@outer")
        assert [str(path) for path in inputs.files()] == ["b.txt"]
        assert inputs.faults == [
            ("void", "the directory holds no file"),
            ("*.none", "no file matches"),
            ("none", "No such file or directory"),
            ("packed", "gzip data, not a list of files"),
            ("@", "no list is named"),
        ]
