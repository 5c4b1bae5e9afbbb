from __future__ import annotations

import hashlib
import random
import string
import time
import tracemalloc

import pytest

from newscrawl.text import fingerprint
from newscrawl.text.cleaning import fold
from newscrawl.text.fingerprint import MOST_ANCHORS, Fingerprint, digest
from newscrawl.text.sentences import words

LATIN = [
    "".join(random.Random(n).choices(string.ascii_lowercase, k=2 + n % 7)) for n in range(4000)
]
SIGNS = [chr(0x4E00 + k) for k in range(1500)]
HAN = ["".join(random.Random(n).choices(SIGNS, k=2)) for n in range(3000)]


def write(source: random.Random, vocabulary: list[str], topic: list[str], length: int) -> list[str]:
    frequencies = [1 / (rank + 3) for rank in range(len(vocabulary))]
    words = source.choices(vocabulary, frequencies, k=length)
    return [source.choice(topic) if source.random() < 0.25 else word for word in words]


def are_near(one: str, other: str) -> bool:
    first, second = Fingerprint.of(one), Fingerprint.of(other)
    assert first is not None
    assert second is not None
    return first.likeness(second).is_copy and bool(set(first.anchors) & set(second.anchors))


EDITS = {
    "another lead": lambda source, words, all_words: source.choices(all_words, k=12) + words[5:],
    "trimmed tail": lambda _, words, __: words[: int(len(words) * 0.65)],
    "paragraph cut": lambda _, words, __: words[: len(words) // 3] + words[len(words) // 2 :],
    "every tenth word changed": lambda source, words, all_words: [
        source.choice(all_words) if source.random() < 0.1 else word for word in words
    ],
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize(("vocabulary", "glue"), [(LATIN, " "), (HAN, "")], ids=["words", "han"])
def test_edited_copies_are_near(edit, vocabulary: list[str], glue: str) -> None:
    found = 0
    for seed in range(40):
        source = random.Random(seed)
        words = write(source, vocabulary, source.sample(vocabulary, 40), 150)
        found += are_near(glue.join(words), glue.join(edit(source, words, vocabulary)))
    assert found >= 37  # of 40


@pytest.mark.parametrize(("vocabulary", "glue"), [(LATIN, " "), (HAN, "")], ids=["words", "han"])
def test_another_story_on_the_topic_is_not_near(vocabulary: list[str], glue: str) -> None:
    for seed in range(60):
        source = random.Random(seed)
        topic = source.sample(vocabulary, 40)
        one, other = (glue.join(write(source, vocabulary, topic, 150)) for _ in range(2))
        assert not are_near(one, other)


def test_stored_fingerprints_stay_comparable() -> None:
    """These values are in databases: a change of them needs a new schema version."""
    found = Fingerprint.of(" ".join(f"word{number}" for number in range(40)) + " 17.45 and 2026")
    assert found is not None
    assert found.packed[:10].hex() == "0028937a63004349f402"
    assert found.packed[-6:].hex() == "11edfdf02cfe"
    assert all(0 <= anchor < 2**32 for anchor in found.anchors)
    assert len(found.anchors) == MOST_ANCHORS


def template(day: str, *numbers: str) -> str:
    rain, heat, wind = numbers
    return (
        f"On {day} the weather office of the harbour town measured {rain} millimetres of rain"
        " between midnight and noon, as its observers reported to the port authority. At the"
        f" lighthouse the thermometer stood at {heat} degrees at its highest. The wind blew from"
        f" the open sea, as is usual for the season, and reached {wind} knots in its gusts."
    )


def test_a_template_with_other_numbers_is_no_copy() -> None:
    one, other = template("Monday", "12", "24", "31"), template("Friday", "5", "19", "44")
    assert not are_near(one, other)
    assert are_near(one, template("Friday", "12", "24", "31"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,250.5", "1.250,5"),
        ("1–250–5", "1-250:5"),
        ("๑๒๕๐", "1250"),
        ("１２", "12"),
        ("\ud80012", "12\ud800"),
    ],
)
def test_one_number_is_written_in_many_ways(one: str, other: str) -> None:
    texts = (template("Monday", number, number, number) for number in (one, other))
    first, second = (Fingerprint.of(text) for text in texts)
    assert first is not None
    assert second is not None
    assert first.likeness(second).numbers.containment == 1


def test_a_brief_in_a_digest_of_many_makes_the_digest_no_copy() -> None:
    source = random.Random(1)
    briefs = [" ".join(write(source, LATIN, LATIN[:40], 60)) for _ in range(15)]
    assert not are_near(briefs[3], "\n".join(briefs))
    assert are_near(briefs[3], "\n".join(briefs[2:5]))


ODD = "ab1_'’- .,“…\n\u2028\x1c\x85\xa0\u0301\u0e33\ud800ßé²–"


def test_the_words_of_an_exact_copy_are_those_that_sentences_have() -> None:
    source = random.Random(1)
    texts = ["".join(source.choices(ODD, k=12)) for _ in range(2_000)]
    texts += [f"a{chr(code)}b" for code in range(0x3100)]
    for text in texts:
        told = " ".join(words(fold(text))).encode()
        assert digest(text) == hashlib.sha256(told).hexdigest(), ascii(text)


def test_short_texts_have_no_sketch() -> None:
    assert Fingerprint.of("Foto: suasana pasar pagi ini") is None
    assert Fingerprint.of("") is None
    assert Fingerprint.of(None) is None


def test_case_and_punctuation_do_not_matter() -> None:
    assert digest("Harga “beras” naik, kata Ani.") == digest('HARGA "beras" naik kata Ani')
    assert digest("Judul", "isi") != digest("Judul lain", "isi")
    assert digest(None, "isi") == digest("isi")


@pytest.mark.parametrize("text", ["\ud800 " * 50, "\0" * 900, "a" * 300_000, "ก" * 300_000])
def test_no_text_is_too_odd(text: str) -> None:
    Fingerprint.of(text)
    assert len(digest(text)) == 64


def test_the_length_of_a_text_is_bounded() -> None:
    text = "satu dua tiga empat " * 1_000_000
    started = time.process_time()
    Fingerprint.of(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("size", [1, 2, 3, 7, 60])
def test_the_digest_of_an_overlong_text_is_that_of_all_its_words(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "It's  the «crew’s» – 'no' e\u0301t \u0301a- -b well-known\n\nΣΑΣ ﬁn 1.000 end"
    whole = digest(text, "decision")
    monkeypatch.setattr(fingerprint, "_MOST_CHARACTERS", size)
    assert digest(text, "decision") == whole
    assert digest(text[:-4], "decision") != whole


def test_the_digest_of_an_overlong_text_takes_little_memory() -> None:
    text = "satu dua tiga empat " * 200_000
    tracemalloc.start()
    try:
        digest(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(text)
