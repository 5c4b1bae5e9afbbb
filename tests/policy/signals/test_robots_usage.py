from __future__ import annotations

import pytest

from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.robots_usage import licence_documents, robots_statements
from tests.policy.signals.pages import NOW, URL


def copy(text: str) -> RobotsCopy:
    return judge_answer(URL, Answer(200, body=text.encode()), NOW)


def said(text: str, path: str = "/a") -> list[str]:
    found = robots_statements(copy(text), f"https://news.example{path}", "newscrawl")
    return [kind for statement in found for kind in statement.kinds]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("User-agent: *\nContent-Usage: train-ai=y\nContent-Usage: /a train-ai=n", "train-ai=n"),
        ("User-agent: *\nContent-Usage: /b train-ai=n\nContent-Usage: search=y", "search=y"),
        ("User-agent: *\nContent-Usage: /a search=n\nContent-Usage: /a search=y",
         "search=n search=y"),
        ("User-agent: *\nDisallow: /a\nContent-Usage: train-ai=y", ""),
        (("User-agent: newscrawl\nContent-Signal: search=yes\n\n"
         "User-agent: *\nContent-Signal: search=no"), "search=yes"),
        (("User-agent: newscrawl\nDisallow: /x\n\n"
         "User-agent: *\nContent-Signal: ai-train=no, search=yes"), "ai-train=no"),
        ("Content-Signal: search=yes, ai-train=no\nUser-agent: *\nDisallow:", "ai-train=no"),
        ("User-agent: other\nDisallow: /\n\nContent-Signal: search=yes, ai-train=no",
         "ai-train=no"),
        ("User-agent: other\nContent-Signal: ai-train=no", ""),
        ("Useragent: other\nContent-Signal: ai-train=no\nUser-agent: *", "ai-train=no"),
        ("License: https://news.example/l\nUser-agent: *\nLicense:\nDisallow:", "unread"),
        ("User-agent: gptbot\nUser-agent: ccbot\nUser-agent: claudebot\nDisallow: /",
         "ai_agents_blocked"),
        ("User-agent: gptbot\nUser-agent: ccbot\nUser-agent: claudebot\nDisallow: /b", ""),
        ("User-agent: gptbot\nUser-agent: ccbot\nDisallow: /", ""),
        ("User-agent: *\nDisallow: /b", ""),
        ("User-agent: *\nContent-Signal: /b ai-train=no\nContent-Signal: /a search=yes",
         "search=yes"),
        ("User-agent: *\nContent-Signal: ai-train=no\nContent-Signal: /a ai-train=yes",
         "ai-train=no ai-train=yes"),
        ("User-agent: *\nContent-Usage: *a train-ai=n, search=y", "train-ai=n"),
        ("User-agent: *\nContent-Usage: search=n\nContent-Usage: *a train-ai=y", "search=n"),
        ("User-agent: *\nContent-Usage: train-ai=n, search=y\nContent-Usage: /a", "train-ai=n"),
        ("User-agent: *\nContent-Signals: search=yes, ai-train=no", "ai-train=no"),
        ("User agent: *\nContent-Usage: search=y, train-ai=n", "train-ai=n"),
        ("User-agent: newscrawl, other\nContent-Usage: search=y", "search=y"),
        ("User-agent: other, newscrawl\nContent-Usage: search=n, train-ai=y", "search=n"),
    ],
)  # fmt: skip
def test_what_a_file_prefers(text: str, kinds: str) -> None:
    assert said(text) == kinds.split()


def test_a_line_is_quoted_with_its_number() -> None:
    found = copy("User-agent: *\nContent-Signal: ai-train=no # ours\n")
    (statement,) = robots_statements(found, URL, "newscrawl")
    assert (statement.locator, statement.text) == ("line 2", "Content-Signal: ai-train=no # ours")
    assert (statement.source, statement.sha256) == (found.url, found.sha256)


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("User-agent: *\nLicense: /l.xml", ["https://news.example/l.xml"]),
        ("License: https://l.example/x\nUser-agent: newscrawl\nLicense: /own\n",
         ["https://news.example/own"]),
        ("License: javascript:x\nLicense:\nUser-agent: *\nAllow: /", []),
    ],
)  # fmt: skip
def test_licences_to_be_read(text: str, documents: list[str]) -> None:
    assert list(licence_documents(copy(text), "newscrawl")) == documents
    assert said(text) == ["unread"] * len(documents)


def test_of_many_licences_a_few_are_told_of() -> None:
    text = "User-agent: *\n" + "".join(f"License: /{number}\n" for number in range(1_000))
    assert said(text) == ["unread"] * 10
    assert len(licence_documents(copy(text), "newscrawl")) == 1_000
