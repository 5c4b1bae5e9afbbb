from __future__ import annotations

from datetime import timedelta

import pytest

from newscrawl.policy.documents import DocumentKind
from newscrawl.policy.model import Effect, Purpose
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.rsl_document import RslDocument
from newscrawl.policy.signals.site_files import (
    SiteFile,
    SiteFileCopy,
    files_of,
    judge_file,
    origin_statements,
    site_file_copy,
)
from tests.policy.signals.pages import NOW, URL

SITE = "https://news.example"
TDMREP = SiteFile(DocumentKind.TDMREP, f"{SITE}/.well-known/tdmrep.json")
AI = SiteFile(DocumentKind.AI_TXT, f"{SITE}/ai.txt")
TRUST = SiteFile(DocumentKind.TRUST_TXT, f"{SITE}/trust.txt")
RSL = SiteFile(DocumentKind.RSL, "https://licences.example/l.xml")
TERMS = (
    '<rsl xmlns="https://rslstandard.org/rsl" max-age="{}">\n<content url="/"><license>'
    "<prohibits>search</prohibits></license></content></rsl>"
)
RESERVED = b'[{"location": "/", "tdm-reservation": 1}]'
PAGE = b"\xef\xbb\xbf\n<!doctype html><p>training: no\n<p>tdm-reservation: 1"


def effects(copy: SiteFileCopy) -> str:
    said = [each.effects for each in copy.statements(URL)]
    strongest = {
        purpose: max((each[purpose] for each in said), key=lambda effect: effect.strength)
        for purpose in (Purpose if said else ())
    }
    letters = {Effect.DENY: "D", Effect.RESTRICT: "r", Effect.ALLOW: "A"}
    return "".join(letters.get(strongest.get(purpose, Effect.NONE), ".") for purpose in Purpose)


@pytest.mark.parametrize(
    ("purposes", "files"),
    [
        ([Purpose.ARCHIVE], []),
        ([Purpose.ARCHIVE, Purpose.SEARCH], []),
        ([Purpose.TDM], ["tdmrep.json"]),
        ([Purpose.AI_INPUT, Purpose.ARCHIVE], ["tdmrep.json"]),
        ([Purpose.AI_TRAIN], ["tdmrep.json", "ai.txt", "ai.txt", "trust.txt", "trust.txt"]),
    ],
)
def test_only_what_can_matter_is_asked_for(purposes: list[Purpose], files: list[str]) -> None:
    found = [file.url for file in files_of(judge_answer(URL, Answer(404), NOW), purposes)]
    assert [url.rsplit("/", 1)[1] for url in found] == files
    assert all(url.startswith(f"{SITE}/") for url in found)
    assert len({*found}) == len(found)


@pytest.mark.parametrize(
    ("file", "answer", "expected"),
    [
        (TDMREP, Answer(200, body=RESERVED), "..rDD"),
        (TDMREP, Answer(200, [("content-type", "text/html")], RESERVED), "..rDD"),
        (TDMREP, Answer(404, body=RESERVED), "....."),
        (TDMREP, Answer(410), "....."),
        (TDMREP, Answer(204), "....."),
        (TDMREP, Answer(200, [("content-type", "application/json")], PAGE), "....."),
        (TDMREP, Answer(401), "..DDD"),
        (TDMREP, Answer(403, body=b"[]"), "..DDD"),
        (TDMREP, Answer(451), "..DDD"),
        (TDMREP, Answer(500, body=b"[]"), "..DDD"),
        (TDMREP, Answer(503), "..DDD"),
        (TDMREP, Answer(206, body=b"[]"), "..DDD"),
        (TDMREP, Answer(302, redirects=6), "..DDD"),
        (TDMREP, Answer(200, body=b"[]", complete=False), "..DDD"),
        (TDMREP, Answer(failure="timeout"), "..DDD"),
        (AI, Answer(200, body=b"User-agent: *\nDisallow: /"), "....D"),
        (AI, Answer(200, body=PAGE), "....."),
        (AI, Answer(502), "....D"),
        (TRUST, Answer(200, body=b"datatrainingallowed=no"), "....D"),
        (TRUST, Answer(200, body=PAGE), "....."),
        (TRUST, Answer(failure="reset"), "....D"),
        (RSL, Answer(200, body=TERMS.encode()), ".D..."),
        (RSL, Answer(200, body=PAGE), "..rrr"),
        (RSL, Answer(200), "..rrr"),
        (RSL, Answer(404), "..rrr"),
        (RSL, Answer(403), "DDDDD"),
        (RSL, Answer(500, body=TERMS.encode()), "DDDDD"),
    ],
)  # fmt: skip
def test_what_an_answer_comes_to(file: SiteFile, answer: Answer, expected: str) -> None:
    copy = judge_file(file, answer, NOW)
    assert effects(copy) == expected
    assert bool(copy.document.body) <= (answer.status == 200)
    restored = site_file_copy(copy.document)
    assert restored == copy
    assert restored.statements(URL) == copy.statements(URL)
    for statement in copy.statements(URL):
        assert (statement.source, statement.expires) == (file.url, copy.expires_at)
        assert statement.sha256 == copy.sha256
        assert statement.text


def test_what_could_not_be_read_is_told_as_it_ended() -> None:
    (said,) = judge_file(AI, Answer(failure="TimeoutError"), NOW).statements(URL)
    assert (said.kinds, said.locator) == (("unreachable",), "answer")
    assert said.text == "ai.txt could not be fetched: TimeoutError"


def test_the_element_that_decides_is_quoted() -> None:
    (said,) = judge_file(RSL, Answer(200, body=TERMS.encode()), NOW).statements(URL)
    assert said.locator == "line 2, content /"
    assert "<prohibits>search</prohibits>" in said.text


def test_a_document_that_was_read_is_no_longer_held_as_unread() -> None:
    rules = f"User-agent: *\nLicense: {RSL.url}\nLicense: /other.xml\n".encode()
    robots = judge_answer(URL, Answer(200, body=rules), NOW)
    assert files_of(robots, [Purpose.ARCHIVE]) == (RSL, RSL._replace(url=f"{SITE}/other.xml"))
    other = judge_file(RSL._replace(url=f"{SITE}/other.xml"), Answer(404), NOW)
    found = judge_file(RSL, Answer(200, body=TERMS.encode()), NOW)
    assert [each.kinds for each in origin_statements(robots, [], URL)] == [("unread",)] * 2
    said = origin_statements(robots, [found, other], URL)
    assert [(each.source, each.kinds) for each in said] == [
        (RSL.url, ("terms",)),
        (other.url, ("unread",)),
    ]


@pytest.mark.parametrize(
    ("file", "answer", "seconds"),
    [
        (TDMREP, Answer(200, body=RESERVED), 86_400),
        (TDMREP, Answer(200, [("Cache-Control", "max-age=900")], RESERVED), 900),
        (TDMREP, Answer(200, [("Cache-Control", "max-age=9999999")], RESERVED), 86_400),
        (TDMREP, Answer(404), 86_400),
        (TDMREP, Answer(500), 3_600),
        (TDMREP, Answer(429, [("Retry-After", "7")]), 7),
        (RSL, Answer(200, body=TERMS.format(7).encode()), 86_400),
        (RSL, Answer(200, body=TERMS.format(0).encode()), 300),
    ],
)
def test_how_long_it_is_kept(file: SiteFile, answer: Answer, seconds: int) -> None:
    copy = judge_file(file, answer, NOW)
    assert copy.expires_at - NOW == timedelta(seconds=seconds)
    assert copy.is_fresh(NOW)
    assert not copy.is_fresh(copy.expires_at)


def test_a_document_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []
    read = RslDocument.read

    def counted(body: bytes, base: str = "") -> RslDocument:
        parsed.append(body)
        return read(body, base)

    monkeypatch.setattr(RslDocument, "read", counted)
    body = TERMS.format(3).encode()
    for _ in range(2):
        copy = judge_file(RSL, Answer(200, body=body), NOW)
        assert copy.rsl.speaks
    assert parsed == [body]
