"""Pages whose text stands in the state that their scripts carry."""

from __future__ import annotations

import json

import pytest

from newscrawl import examine

TEXTS = [
    "The ferry returned to the bay on Monday after three long years in the dock of Port Alder.",
    "Its owners had waited for parts that only one yard in the north of the country still makes.",
    "Tickets cost three crowns, children travel free of charge, and dogs pay half of the price.",
]
CARRIED = "".join(f'<p class="text">{text}</p>' for text in TEXTS)
CAPTION = "<figure><img src=/a.jpg><figcaption>The ferry in the dock, in May</figcaption></figure>"
STATE = {"menu": ["<p>News</p>"], "article": {"title": "Ferry", "html": CAPTION + CARRIED}}


def body(script: str, *, shown: str = "<p>Loading</p>", head: str = "") -> str | None:
    page = f"<title>Ferry returns</title>{head}<body><div id=app>{shown}</div>{script}</body>"
    return examine(page.encode(), url="https://gazette.example/ferry").article.article_body


def escaped(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.state = {escaped(STATE)};</script>",
        f'<script type="application/json">{escaped(STATE)}</script>',
        f"<script>self.push([1,{escaped('7:' + json.dumps(STATE))}])</script>",
        f"<script>self.push([1,{escaped('7:' + escaped(STATE))}])</script>",
        f"<script type=text/template><span>By Mia Hale</span>{CARRIED}</script>",
    ],
)
def test_a_page_without_text_has_the_one_that_its_script_would_show(script: str) -> None:
    assert body(script) == "\n".join(TEXTS)


@pytest.mark.parametrize("lead", ["", "window.state = "])
def test_a_text_in_pieces_is_put_together(lead: str) -> None:
    pieces: list[dict[str, object]] = [{"type": "paragraph", "text": text} for text in TEXTS]
    pieces.insert(1, {"type": "heading", "text": "Long repairs & no parts"})
    pieces.insert(2, {"type": "image", "src": "/a.jpg"})
    others = [{"text": text * 9} for text in TEXTS]
    state = {"comments": others, "props": {"article": {"title": "Ferry", "blocks": pieces}}}
    found = body(f"<script type=application/json>{lead}{json.dumps(state)}</script>")
    assert found == "\n".join((TEXTS[0], "Long repairs & no parts", *TEXTS[1:]))


def test_what_a_page_shows_comes_before_its_state() -> None:
    other = "The council of Port Alder has voted for a bridge, which nobody had asked it for."
    shown = "".join(f"<p>{other} {number}.</p>" for number in range(5))
    found = body(f"<script>window.state = {escaped(STATE)};</script>", shown=shown)
    assert found is not None
    assert TEXTS[0] not in found


def test_a_page_that_says_its_text_is_not_free_withholds_it() -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert body(f"<script>window.state = {escaped(STATE)};</script>", head=head) is None


@pytest.mark.parametrize("script", ['"<p>a</p><p>b', '"\\u003cp>\\u12"', '"' * 9 + "<p>", "{<p>}"])
def test_broken_state_is_none(script: str) -> None:
    assert body(f"<script>{script}</script>") in {None, "Loading"}


def test_a_notice_in_the_state_counts_like_one_on_the_page() -> None:
    notice = "The use of this text for training artificial intelligence is prohibited."
    html = CARRIED + f"<p>{notice}</p>"
    page = f"<title>Ferry</title><body><script>x = {escaped({'html': html})};</script></body>"
    found = examine(page.encode(), url="https://gazette.example/ferry", purposes=["ai-train"])
    assert found.article.restricted
    assert notice not in (found.article.article_body or "")


def test_a_short_text_that_is_shown_is_not_added_again() -> None:
    texts = [text[:70] + "." for text in TEXTS]
    shown = "".join(f"<p>{text}</p>" for text in texts)
    state = {"html": "".join(f"<p class=x>{text}</p>" for text in texts)}
    found = body(f"<script>window.state = {escaped(state)};</script>", shown=shown)
    assert found == "\n".join(texts)


def test_a_teaser_that_is_printed_twice_is_not_all_of_the_text() -> None:
    texts = [text[:70] + "." for text in TEXTS]
    state = {"html": "".join(f"<p class=x>{text}</p>" for text in texts)}
    teaser = f"<p>{texts[0]}</p><div>{texts[0]}</div>"
    found = body(f"<script>window.state = {escaped(state)};</script>", shown=teaser)
    assert found is not None
    assert texts[2] in found


def test_a_teaser_is_not_all_of_the_text() -> None:
    found = body(f"<script>window.state = {escaped(STATE)};</script>", shown=f"<p>{TEXTS[0]}</p>")
    assert found is not None
    assert TEXTS[2] in found
