from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.inquiry import Finding, as_record, report
from newscrawl.inquiry.advice import advice
from newscrawl.inquiry.changes import compared
from newscrawl.inquiry.memory import note_robots
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.model import Conditions, Effect, Purpose, Statement
from newscrawl.policy.permissions import Permission
from newscrawl.policy.profile import Profile
from newscrawl.policy.records import to_record
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.store.identity import Identity

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://news.example/private/open/1"
ROBOTS = b"""\
User-agent: *
Dissallow: /tmp
Allow: /private/open
Disallow: /private/
Crawl-delay: 2
Content-Signal: search=yes, ai-train=no
LLM-Policy: none
"""
DOCS = Path(__file__).parents[2] / "newscrawl" / "docs" / "policy.md"
BAN = Statement(
    signal="notice",
    kinds=("ai_ban",),
    source=URL,
    locator="footer",
    text="No training without permission of News House, rights@news.example.",
    sha256="5a" * 32,
    effects={Purpose.TDM: Effect.RESTRICT, Purpose.AI_TRAIN: Effect.DENY},
    holder="News House",
    conditions=Conditions(contact="rights@news.example", duties=("research",)),
)


def finding(url: str = URL, *said: Statement, body: bytes = ROBOTS, **changes) -> Finding:
    found = Finding(url, NOON, (Purpose.ARCHIVE, Purpose.AI_TRAIN), page_sha256="5a" * 32)
    found.profile = changes.pop("profile", Profile())
    copy = judge_answer(url, Answer(200, body=body, redirects=2), NOON)
    note_robots(found, copy, NOON)
    found.statements = (*found.statements, *said)
    missing = replace(
        copy.document,
        kind=DocumentKind.TDMREP,
        url="https://news.example/.well-known/tdmrep.json",
        status=404,
        body=b"",
    )
    found.documents = (copy.document, missing)
    for name, value in changes.items():
        setattr(found, name, value)
    return found


def test_the_request_names_the_line_that_decided_and_what_it_beat() -> None:
    text = report(finding())
    assert (
        "request     allowed      [1] robots.txt, line 3: “Allow: /private/open”, over [2]" in text
    )
    assert "[2]  robots: disallow" in text
    assert "“Disallow: /private/”\n     gives way to [1]" in text
    assert "delay       2 s  " in text


def test_every_purpose_has_its_words() -> None:
    text = report(finding(URL, BAN))
    assert "archive *   allowed      nothing was said about it" in text
    assert "search      allowed      [3]" in text
    assert "ai-train *  DENIED       [3] [4]" in text
    assert "[4]  notice: ai_ban, News House" in text
    assert "     denies ai-train; restricts tdm unless you meet: research" in text
    assert "valid       until        2026-11-21 12:00 UTC" in text


def test_what_was_looked_for_in_vain_is_told() -> None:
    text = report(finding())
    assert "tdmrep.json  404, https://news.example/.well-known/tdmrep.json" in text
    assert "robots.txt  no Content-Usage, License" in text
    assert re.search(r"^page        no tdm-reservation .*notice in the text$", text, re.MULTILINE)


def test_slips_and_unknown_records_of_robots_txt_are_warned_of() -> None:
    text = report(finding())
    assert "robots.txt line 2 “Dissallow: /tmp” is read as Disallow" in text
    assert "robots.txt line 7 “LLM-Policy: none” is no record we know" in text


def test_where_a_redirect_leads_is_told() -> None:
    found = finding(identity=Identity.of({"url": "https://news.example/short"}))
    assert report(found).startswith(f"https://news.example/short\nleads to {URL}\n")
    told = as_record(found)
    assert (told["asked"], told["name"]) == ("https://news.example/short", URL)


def test_many_warnings_are_cut() -> None:
    text = report(finding(warnings=[f"warning {number}" for number in range(50)]))
    assert "warning 19\nand 30 more\n" in text


def test_how_to_be_permitted_what_is_denied() -> None:
    found = advice(finding(URL, BAN))
    assert found is not None
    assert found.purposes == (Purpose.AI_TRAIN,)
    assert found.addresses == ("rights@news.example",)
    assert found.command == (
        "scrapy permit add --licensor 'News House' --host news.example --purpose ai-train"
        " --granted 2026-11-20 --document LETTER.pdf"
    )


def test_conditions_that_would_do_are_named() -> None:
    restriction = replace(BAN, effects={Purpose.AI_TRAIN: Effect.RESTRICT})
    found = finding(URL, restriction, body=b"")
    told = advice(found)
    assert told is not None
    assert told.duties == ("research",)
    assert "or meet     research, and say so in NEWSCRAWL_PROFILE" in report(found)
    denied = advice(finding(URL, restriction, BAN, body=b""))
    assert denied is not None
    assert denied.duties == ()


def test_contacts_of_the_documents_are_named() -> None:
    trust = PolicyDocument(
        DocumentKind.TRUST_TXT,
        "https://news.example:443",
        "https://news.example/trust.txt",
        NOON,
        NOON + timedelta(days=1),
        200,
        body=b"contact=https://news.example/contact\ndatatrainingallowed=no\n",
    )
    found = advice(finding(URL, BAN, documents=(trust,)))
    assert found is not None
    assert "https://news.example/contact" in found.addresses


def test_a_refusal_of_robots_txt_needs_a_permission_that_lifts_it() -> None:
    found = advice(finding("https://news.example/private/x"))
    assert found is not None
    assert found.command is not None
    assert found.command.endswith("--lifts-robots")


def test_what_no_permission_lifts_has_no_command() -> None:
    copy = judge_answer(URL, Answer(503), NOON)
    found = finding()
    note_robots(found, copy, NOON)
    told = advice(found)
    assert told is not None
    assert told.command is None
    assert "no permission lifts this: robots, https://news.example/robots.txt" in report(found)


def test_a_file_without_an_address_is_covered_by_no_permission() -> None:
    found = Finding("page.html", NOON, (Purpose.AI_TRAIN,))
    found.statements = (BAN,)
    told = advice(found)
    assert told is not None
    assert told.command is None
    assert "no permission covers a file that does not say where it came from" in report(found)
    found.url = URL
    assert "scrapy permit add" in report(found)


def test_nothing_denied_needs_no_permission() -> None:
    assert advice(finding(body=b"")) is None


def test_a_permission_is_shown_with_what_it_lifts() -> None:
    granted = Permission(
        licensor="News House",
        hosts=("news.example",),
        purposes=(Purpose.ARCHIVE, Purpose.AI_TRAIN),
        granted=date(2026, 1, 1),
        reference="letter.pdf",
        sha256="0" * 64,
        lifts_robots=True,
    )
    found = finding("https://news.example/private/x", BAN, profile=Profile(permissions=(granted,)))
    text = report(found)
    lifted = f"published: DENIED; lifted by {granted.citation}"
    assert text.count(lifted) == 3, "the request and two purposes"
    assert "ai-train *  allowed" in text
    told = as_record(found)
    assert told["fetch"]["allowed"] is True
    assert told["effects"]["ai-train"]["decision"] == "allowed"
    assert told["effects"]["ai-train"]["effect"] == "deny"
    assert told["effects"]["ai-train"]["permission"] == granted.citation
    assert told["effects"]["tdm"]["decision"] == "denied"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_asked_but_what_has_no_space(width: int) -> None:
    text = report(finding(URL, BAN), width)
    for line in text.splitlines():
        is_command = line.startswith("  scrapy ")
        assert len(line) <= width or is_command or " " not in line.strip(), line
    assert re.sub(r"\s+", " ", text) == re.sub(r"\s+", " ", report(finding(URL, BAN)))


def test_no_control_character_comes_through() -> None:
    evil = replace(BAN, text="a\x1b[31mred\x07\u202e b\nc", locator="x\x1b[2J", holder="\x9bH")
    text = report(finding(URL, evil, warnings=["w\x1b[0m\nw"]))
    assert not [char for char in text if char != "\n" and not char.isprintable()]
    assert "“a[31mred b c”" in text


def test_what_changed_since_is_listed() -> None:
    before = {
        "at": "2026-11-01T10:00:00+00:00",
        "purposes": ["archive", "ai-train"],
        "decision": "allowed",
        "effects": {"ai-train": "restrict", "search": "allow"},
        "evidence": [
            to_record(replace(BAN, text="Old words")),
            to_record(replace(BAN, text="x y")),
        ],
    }
    after = {
        "decision": "denied",
        "effects": {"ai-train": "deny", "search": "allow"},
        "evidence": [
            to_record(BAN),
            to_record(replace(BAN, text="x  y", locator="elsewhere", sha256="6b" * 32)),
        ],
    }
    changes = compared(before, after)
    text = report(finding(changes=changes))
    assert "since 2026-11-01 10:00 UTC, when it was asked for archive, ai-train\ndecision " in text
    assert "decision                 allowed -> denied" in text
    assert "ai-train    published    restrict -> deny" in text
    assert text.count("+ notice: ai_ban") == text.count("- notice: ai_ban") == 1
    assert "search      published" not in text
    same = compared(before | after, after)
    assert same.is_empty
    assert "ai-train: nothing\n" in report(finding(changes=same))
    assert "no earlier decision" in report(finding(changes=compared(None, after)))


def test_the_record_is_json_and_every_key_is_documented() -> None:
    told = json.loads(json.dumps(as_record(finding(URL, BAN))))
    documented = set(re.findall(r"^\| `([\w.]+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    keys = set(told) | {f"fetch.{key}" for key in told["fetch"]}
    keys |= {f"effects.{key}" for key in told["effects"]["tdm"]}
    keys |= {f"documents.{key}" for key in told["documents"][0]}
    keys |= {f"not_found.{key}" for key in told["not_found"][0]}
    keys |= {f"how_to_permit.{key}" for key in told["how_to_permit"]}
    assert keys <= documented, keys - documented
