"""Whatever a page or a policy file holds, its readers answer, and only known words permit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.policy.model import Effect
from newscrawl.policy.signals.ai_txt import ai_txt_statements
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.policy.signals.robots_usage import robots_statements
from newscrawl.policy.signals.rsl_document import read_rsl
from newscrawl.policy.signals.source import Source
from newscrawl.policy.signals.tdmrep import read_tdmrep
from newscrawl.policy.signals.trust_txt import trust_txt_statements
from tests.policy.signals.pages import NOW, URL, page

HEADERS = st.sampled_from(
    ["tdm-reservation", "tdm-policy", "x-robots-tag", "content-usage", "content-signal", "link"]
)
WORDS = st.sampled_from(
    ["noai", "newscrawl:", "=", ",", ";", "n", "y", "no", "1", '"', "(", "train-ai", "<", ">",
     "unavailable_after:", "2026", " ", "User-agent: *\n", "Content-Usage:", "License:", "/", "{",
     "[", "]", "tdm-reservation", "location", "Disallow:", "datatrainingallowed", "\n", "\0", "é"]
)  # fmt: skip
TEXT = st.lists(WORDS, max_size=20).map("".join)


@given(st.dictionaries(HEADERS, st.one_of(TEXT, st.text(max_size=40)), max_size=4))
@settings(deadline=None)
def test_any_header_is_read(headers: dict[str, str]) -> None:
    said = page_statements(page(headers=headers), NOW)
    for statement in said:
        assert statement.text
        if Effect.ALLOW in statement.effects.values():
            assert statement.signal in {"tdmrep", "aipref", "content_signal"}


@settings(deadline=None)  # the first comment loads the lexicons
@given(st.one_of(TEXT.map(str.encode), st.binary(max_size=200)))
def test_any_file_is_read(body: bytes) -> None:
    source = Source(URL)
    assert read_tdmrep(body, URL).value in {None, 0, 1}
    read_rsl(body, URL)
    ai_txt_statements(body, URL, "newscrawl", source)
    trust_txt_statements(body, source)
    robots_statements(judge_answer(URL, Answer(200, body=body), NOW), URL, "newscrawl")
