from __future__ import annotations

import pytest

from newscrawl.policy.model import Effect, Purpose
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.structured_fields import read_dictionary
from newscrawl.policy.signals.usage import read_content_signal, read_content_usage
from tests.policy.signals.pages import NOW, page


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("a=x, b, c=1;q=2", {"a": "x", "b": None, "c": None}),
        (' a="x\\"y,";z , b=*t/1 ', {"a": None, "b": "*t/1"}),
        ("a=(x y;q), b=:YQ==:, c=?0, d=-1.5, e=@9", dict.fromkeys("abcde")),
        ("a=x, a=y", {"a": "y"}),
        ("", {}),
        ("a=x,", None),
        ("a=x b=y", None),
        ("a=x,,b=y", None),
        ("A=x", None),
        ("a=1.2345", None),
        ("a=é", None),
        ("a =x", None),
        ("a=\tx", None),
        ("a=" + "(" * 50_000, None),
    ],
)
def test_a_dictionary_is_read_whole_or_not(text: str, members: object) -> None:
    assert read_dictionary(text) == members


@pytest.mark.parametrize(
    ("field", "kinds"),
    [
        ("search=y, train-ai=n", "search=y train-ai=n"),
        ("train-ai=n, train-ai=y", "train-ai=y"),
        ("Train-AI=N", "train-ai=n"),
        ("Train-AI=Y", ""),
        ("train-ai=no, search=yes", "train-ai=n"),
        ("genai=n, tdm=y", "genai=n"),
        ("train-ai=n,", "train-ai=n"),
        ('train-ai="n"', "train-ai=n"),
        ("train-ai = n, search = y", "train-ai=n"),
        ("train-ai=?0", "train-ai=n"),
        ("train-ai=y,", ""),
        ('train-ai="y"', ""),
    ],
)
def test_content_usage(field: str, kinds: str) -> None:
    assert read_content_usage(field) == tuple(kinds.split())


@pytest.mark.parametrize(
    ("field", "kinds"),
    [
        ("search=yes,ai-train=no", "search=yes ai-train=no"),
        ("AI-Train = NO; search=y", "ai-train=no"),
        ("ai-train=no, ai-train=yes", "ai-train=no"),
        ("ai-train:no, search:maybe, other=no", "ai-train=no"),
        ("search='yes', ai-input=false", "ai-input=no"),
        ("use=Reference", "use=Reference"),
        ("search=yes ai-train = no", "search=yes ai-train=no"),
        ("x-search=yes, ai-train=nothing", ""),
        ("search: yes", ""),
        ("train-ai = n", "ai-train=no"),
        ("train-ai=y", ""),
        ("ai-train=?0", "ai-train=no"),
    ],
)
def test_content_signal(field: str, kinds: str) -> None:
    assert read_content_signal(field) == tuple(kinds.split())


def test_what_only_a_careful_reader_sees_stands_by_itself() -> None:
    usage, careful = page_statements(page(headers={"Content-Usage": "search=n, ai=n"}), NOW)
    assert (usage.kinds, usage.well_formed) == (("search=n",), True)
    assert (careful.kinds, careful.well_formed) == (("ai=n",), False)
    (signal,) = page_statements(page(headers={"Content-Signal": "ai-train: no"}), NOW)
    assert (signal.kinds, signal.well_formed) == (("ai-train=no",), False)


def test_headers_of_a_page() -> None:
    headers = {"Content-Usage": "train-ai=n", "Content-Signal": "search=no, use=full"}
    usage, signal = page_statements(page(headers=headers), NOW)
    assert (usage.signal, usage.locator) == ("aipref", "header content-usage")
    assert usage.effects[Purpose.AI_TRAIN] is Effect.DENY
    assert signal.effects[Purpose.SEARCH] is Effect.DENY
    assert signal.kinds == ("search=no", "use=full")
