"""The language of the lexicons, and the lexicons themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import resources
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from newscrawl import knowledge
from newscrawl.exceptions import DataError
from newscrawl.policy.notices import lexicon as module
from newscrawl.policy.notices.folding import fold, fold_text, is_plain
from newscrawl.policy.notices.lexicon import (
    languages,
    lexicon,
    lexicons_for,
    read_lexicon,
)
from newscrawl.policy.notices.patterns import compile_patterns, without_accents
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.requirements import may_be_in, required


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("scrape", "we scrape it"),
        ("crawl*", "crawlers"),
        ("*mining", "datamining"),
        ("may|must not", "must not"),
        ("without (prior) consent", "without consent"),
        ("without (prior) consent", "without prior consent"),
        ("(prior) consent", "prior consent"),
        ("no ... allowed", "no bots or spiders allowed"),
        ("non commercial", "non-commercial"),
        ("c++", "a c++ program"),
        ("... allowed", ", and all allowed"),
    ],
)
def test_a_phrase_matches(phrase: str, text: str) -> None:
    assert compile_patterns([phrase]).search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("bots", "angebots"),
        ("ai", "aim"),
        ("may not", "may nothing"),
        ("c++", "abc++"),
        ("no ... allowed", "no one two three four five six seven allowed"),
    ],
)
def test_a_phrase_keeps_to_its_words(phrase: str, text: str) -> None:
    assert not compile_patterns([phrase]).search(text)


def test_without_spaces_words_are_found_anywhere_but_short_ones() -> None:
    pattern = compile_patterns(["dilarang keras", "ai"], spaced=False)
    assert pattern.search("xdilarangkerasx")
    assert not pattern.search("sebagai")


@pytest.mark.parametrize("phrase", ["能|能够", "能够|能"])
def test_of_the_first_words_of_a_phrase_the_longest_counts(phrase: str) -> None:
    match = compile_patterns([phrase], spaced=False).search("您能够抓取")
    assert match is not None
    assert match.group() == "能够"


def test_of_several_phrases_the_longest_counts() -> None:
    match = compile_patterns(["abstaining from", "no from", "no from us"]).search("no from us")
    assert match is not None
    assert match.group() == "no from us"


def test_a_gap_is_none_of_the_first_words_of_phrases_that_go_on_alike() -> None:
    assert compile_patterns(["... allowed", "bot allowed"]).search("you are, allowed")


@pytest.mark.parametrize("language", languages())
def test_the_words_of_plain_phrases_fold_to_small_letters(language: str) -> None:
    phrases = [phrase for each in lexicon(language).phrases.values() for phrase in each]
    words = [word for phrase in filter(is_plain, phrases) for word in phrase.split()]
    assert words
    assert [*map(fold, words)] == [*map(str.lower, words)]
    assert not is_plain("dilаrang konten")  # Cyrillic a


@pytest.mark.parametrize(
    ("phrase", "bare"), [("χωρίς", "χωρις"), ("réserve*", "reserve*"), ("й", "й"), ("ÜBER", "UBER")]
)
def test_accents_fall_off_latin_and_greek_letters_only(phrase: str, bare: str) -> None:
    assert without_accents(phrase) == bare


@pytest.mark.parametrize(
    ("text", "names"), [("lavora con AI", True), ("ai sensi", False), ("Ai sensi", False)]
)
def test_an_acronym_is_written_in_capitals(text: str, names: bool) -> None:
    assert Reading(fold_text(text), lexicon("it")).has("ai") is names


def test_any_word_may_carry_a_prefix() -> None:
    pattern = compile_patterns(["dar hal"], prefixes=["al", "wa"])
    assert pattern.search("aldar walhal") is None
    assert pattern.search("wadar alhal")


def test_vowel_signs_are_letters() -> None:
    assert not compile_patterns(["कर"]).search("करें")
    assert compile_patterns(["कर*"]).search("करें")


def test_a_phrase_needs_letters() -> None:
    with pytest.raises(ValueError, match="letters"):
        compile_patterns(["..."])


def test_what_a_phrase_cannot_do_without() -> None:
    assert required("without (prior) permission") == (("permission",), ("without",))
    assert required("may|must ... not") == (("may", "must"), ("not",))
    assert required("text & data") == (("text",), ("data",))
    assert required("robots.txt") == (("robots",),)


def test_phrase_may_be_only_where_each_of_its_words_is() -> None:
    phrase = "may|must (also) not ... scrap*"
    assert may_be_in("you must not ever be scraping", phrase)
    assert not may_be_in("you must ever be scraping", phrase)
    assert not may_be_in("you may not copy", phrase)
    # Words may run together, and letters that a star stands for be missing.
    assert may_be_in("youmaynotscrap", phrase)
    assert may_be_in("kein text- und data-mining", "text und data mining")


@pytest.mark.parametrize("language", languages())
def test_every_phrase_is_found_by_its_concept(language: str) -> None:
    own = lexicon(language)
    for concept, phrases in own.phrases.items():
        for phrase in phrases:
            words = (word for word in phrase.split() if word != "..." and word[0] != "(")
            text = " ".join(word.split("|")[-1].replace("*", "") for word in words)
            found = Reading(fold_text(text), own).has(concept)
            assert found, f"{language}: {concept}: {phrase!r} is not found in {text!r}"


def test_relatives_are_read_together_and_strangers_not_at_all() -> None:
    assert [each.language for each in lexicons_for("jv")] == ["id", "ms"]
    assert lexicons_for("xx") == ()
    assert [each.language for each in lexicons_for(None)] == list(languages())


@pytest.mark.parametrize(
    ("language", "text", "is_told"),
    [
        ("ms", "Pengadilan memutuskan", True),
        ("zh-Hant", "法官认定", True),
        # Who "suggests" in Malay "reserves" in Indonesian.
        ("ms", "mencadangkan", True),
        ("id", "mencadangkan", False),
    ],
)
def test_what_silences_in_one_language_does_in_its_double(
    language: str, text: str, is_told: bool
) -> None:
    assert Reading(fold_text(text), lexicon(language)).has("report") is is_told


def test_short_forms_stand_for_words_anywhere_in_a_phrase() -> None:
    own = lexicon("id")
    for text in ("tdk boleh", "tdk utk", "tidak buat", "gak dapat dimuat"):
        assert Reading(fold_text(text), own).has("forbid"), text


@pytest.mark.parametrize("damage", ["", "language = [", 'language = "xx"'])
def test_a_malformed_file_is_named(damage: str) -> None:
    with pytest.raises(DataError, match=r"xx\.toml"):
        read_lexicon("xx.toml", damage)


def test_the_guide_names_every_list() -> None:
    source = resources.files("newscrawl") / "docs" / "notices.md"
    guide = source.read_text(encoding="utf-8")
    assert not [concept for concept in lexicon("en").phrases if f"`{concept}`" not in guide]


def test_threads_share_the_lexicon_of_a_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Barrier(2)

    def slowly(*_: str) -> object:
        # Were two to read at once, both would come here.
        with suppress(BrokenBarrierError):
            both.wait(timeout=0.2)
        return object()

    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "of-threads.toml").touch()
    monkeypatch.setattr(knowledge, "_data", lambda: tmp_path)
    monkeypatch.setattr(module, "read_lexicon", slowly)
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lexicon, 2 * ["of-threads"])
    assert first is second
