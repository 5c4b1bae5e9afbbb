from __future__ import annotations

import random
import string
import time

import pytest

from newscrawl.text.fingerprint import NEAR, Fingerprint, digest

LATIN = [
    "".join(random.Random(n).choices(string.ascii_lowercase, k=2 + n % 7)) for n in range(4000)
]
HAN = [
    "".join(random.Random(n).choices([chr(0x4E00 + k) for k in range(1500)], k=2))
    for n in range(3000)
]


def write(source: random.Random, vocabulary: list[str], topic: list[str], length: int) -> list[str]:
    frequencies = [1 / (rank + 3) for rank in range(len(vocabulary))]
    words = source.choices(vocabulary, frequencies, k=length)
    return [source.choice(topic) if source.random() < 0.25 else word for word in words]


def are_near(one: str, other: str) -> bool:
    first, second = Fingerprint.of(one), Fingerprint.of(other)
    assert first is not None
    assert second is not None
    return first.similarity(second) >= NEAR and bool(set(first.bands) & set(second.bands))


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
    found = Fingerprint.of(" ".join(f"word{number}" for number in range(40)))
    assert found is not None
    assert found.sketch[:8].hex() == "a7a86a08ec0c83fb"
    assert found.bands[0] == 8834751163415948000
    assert all(0 <= band < 2**63 for band in found.bands)
    assert len(found.sketch) == 240


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
