"""Pairs of texts, made from ``copies.toml``, of which is known whether they are copies."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from newscrawl.text.scripts import is_spaceless

_SETS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SPACELESS_EDIT, _EDIT = 40, 25
"""After how many characters, or words, an editor changes one."""


class Pair(NamedTuple):
    """Two texts, what they are, and whether one is a copy."""

    name: str
    one: str
    other: str
    are_copies: bool


def _edited(text: str, source: random.Random) -> str:
    """Return *text* as an editor leaves it: now and then a word has gone, or is another one."""
    spaceless = is_spaceless(text)
    units = list(text) if spaceless else re.split(r"(?<=\s)", text)
    chance = 1 / (_SPACELESS_EDIT if spaceless else _EDIT)
    kept = []
    for unit in units:
        is_changed = unit.strip() and source.random() < chance
        new = source.choice(["", source.choice(units)]) if is_changed else unit
        kept.append(new)
    return "".join(kept)


Edit = Callable[[dict[str, Any]], list[str]]
COPIES: dict[str, Edit] = {
    "another headline": lambda story: story["paragraphs"],
    "the first five": lambda story: story["paragraphs"][:5],
    "the first three": lambda story: story["paragraphs"][:3],
    "an own introduction": lambda story: [story["intro"], *story["paragraphs"]],
    "an own introduction, the first five": lambda s: [s["intro"], *s["paragraphs"][:5]],
    "paragraphs left out": lambda story: story["paragraphs"][::2],
    "without the first": lambda story: story["paragraphs"][1:],
    "another order": lambda story: [*story["paragraphs"][4:], *story["paragraphs"][:4]],
}


def pairs(seeds: int = 3) -> Iterator[Pair]:
    """Yield all pairs; those that are edited by chance with so many seeds."""
    yield from _copies(seeds)
    yield from _others()


def _copies(seeds: int) -> Iterator[Pair]:
    for story in _SETS["story"]:
        whole = "\n".join(story["paragraphs"])
        for name, edit in COPIES.items():
            text = "\n".join(edit(story))
            yield Pair(f"{story['language']}: {name}", whole, text, True)
            for seed in range(seeds):
                edited = _edited(text, random.Random(seed))
                yield Pair(f"{story['language']}: {name}, edited", whole, edited, True)


def _others() -> Iterator[Pair]:
    for story in _SETS["story"]:
        texts = "\n".join(story["paragraphs"]), "\n".join(story["follow_up"])
        yield Pair(f"{story['language']}: a follow-up", *texts, False)
    for one, other in combinations(_SETS["story"], 2):
        languages = f"{one['language']} and {other['language']}"
        texts = "\n".join(one["paragraphs"]), "\n".join(other["paragraphs"])
        yield Pair(f"{languages}: another language", *texts, False)
    for template in _SETS["template"]:
        filled = [template["text"].format(*slots) for slots in template["slots"]]
        for one, other in combinations(filled, 2):
            yield Pair(f"{template['language']}: {template['name']}", one, other, False)
    for story, template in product(_SETS["story"], _SETS["template"]):
        if story["language"] == template["language"]:
            text = template["text"].format(*template["slots"][0])
            yield Pair("a story and a template", "\n".join(story["paragraphs"]), text, False)
