"""ai.txt and trust.txt: who may train on a site, in one file each."""

from __future__ import annotations

from time import process_time

import pytest

from newscrawl.policy.signals.ai_txt import ai_txt_statements
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.trust_txt import trust_txt_statements

SITE = "https://news.example"
SOURCE = Source(f"{SITE}/ai.txt", "ab")


@pytest.mark.parametrize(
    ("body", "path", "kind"),
    [
        ("User-agent: *\nDisallow: *.htm", "/story", "disallow"),
        ("User-agent: *\nDisallow: *.html", "/story.php?x=1", "disallow"),
        ("User-agent: *\nDisallow: *.jpg\nAllow: HTML", "/story", "allow"),
        ("User-agent: *\nDisallow: /\nAllow: *.jpg", "/a.JPG", "allow"),
        ("User-agent: *\nDisallow: /news/", "/sport/a", None),
        ("User-agent: other\nDisallow: /\nUser-agent: newscrawl\nAllow: /", "/a", "allow"),
        ("User-agent: other\nUser-agent: *\nDisallow: /", "/a", "disallow"),
        ("\ufeffDisallow: / # all of it", "/a", "disallow"),
        ("AI-Training = disallowed", "/a", "disallow"),
        ("Training: yes", "/a", None),
        ("User-agent: *\nAllow: /\n\nTraining: no", "/a", "disallow"),
        ("User-agent: *\nAllow: *.html\nDisallow train: no", "/a", "disallow"),
        ("User-agent: *\nDissallow: /", "/a", "disallow"),
        ("User-agent: *\nAlow: /", "/a", None),
        ("User-agent: *\nDisallow *.html", "/a", "disallow"),
        ("User-agent: *\nAllow *.html", "/a", None),
        ("User-agent: *\nAllow: *.jpg\nUser-agent other\nDisallow: /", "/a", "disallow"),
        ("User-agent other\nDisallow training of models", "/a", None),
        ("Disallow:", "/a", None),
        ("<html><p>404</p></html>", "/a", None),
    ],
)
def test_ai_txt(body: str, path: str, kind: str | None) -> None:
    said = ai_txt_statements(body.encode(), f"{SITE}{path}", "newscrawl", SOURCE)
    assert [each.kinds for each in said] == ([(kind,)] if kind else [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_files_in_another_encoding(encoding: str) -> None:
    rules = "User-agent: *\nDisallow: /\n".encode(encoding)
    (said,) = ai_txt_statements(rules, f"{SITE}/a", "newscrawl", SOURCE)
    assert said.kinds == ("disallow",)
    (said,) = trust_txt_statements("datatrainingallowed=no\n".encode(encoding), SOURCE)
    assert said.kinds == ("no",)


@pytest.mark.parametrize("piece", [b"train", b"train ", b"a "])
def test_a_line_without_end_is_read_in_no_time(piece: bytes) -> None:
    start = process_time()
    assert ai_txt_statements(piece * 50_000, f"{SITE}/a", "newscrawl", SOURCE) == ()
    # Milliseconds; what is square in the length takes minutes.
    assert process_time() - start < 5


def test_the_line_is_named() -> None:
    (said,) = ai_txt_statements(b"# x\nUser-agent: *\nDisallow: /", SITE, "newscrawl", SOURCE)
    assert (said.locator, said.text, said.sha256) == ("line 3", "Disallow: /", "ab")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("member=https://a.example/\nDataTrainingAllowed=YES # ok", "yes"),
        ("datatrainingallowed=yes\ndatatrainingallowed=no", "no"),
        ("datatrainingallowed: yes", None),
        ("datatrainingallowed = yes", None),
        ("datatrainingallowed: 'no'", "no"),
        ("datatrainingallowed=yes\ndatatrainingallowed=no;", "no"),
        ("datatrainingallowed=perhaps", None),
        ("# datatrainingallowed=no", None),
        ("\ufeffdatatrainingallowed=no\r", "no"),
    ],
)
def test_trust_txt(body: str, kind: str | None) -> None:
    said = trust_txt_statements(body.encode(), SOURCE)
    assert [each.kinds for each in said] == ([(kind,)] if kind else [])
