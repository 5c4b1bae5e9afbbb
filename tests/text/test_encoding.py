from __future__ import annotations

import pytest

from newscrawl.text.encoding import decode, is_binary

RUSSIAN = "Правительство обсудило бюджет на будущий год. Министр сообщил о росте доходов." * 4
JAPANESE = "政府は五日、来年度の予算案を閣議決定した。首相は会見で方針を説明した。" * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-8-sig"),
        (RUSSIAN, "utf-16"),
        (JAPANESE, "utf-16"),
        ("<p>Plain markup, wide</p>" * 9, "utf-16-le"),
        ("<p>Plain markup, wide</p>" * 9, "utf-16-be"),
    ],
)
def test_unicode_is_recognised_without_a_declaration(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.damaged


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "windows-1251"), (JAPANESE, "shift_jis")])
def test_a_legacy_encoding_is_detected_or_declared(text: str, encoding: str) -> None:
    guess = decode(text.encode(encoding))
    assert (guess.text, guess.guessed) == (text, True)
    told = decode(text.encode(encoding), encoding)
    assert (told.text, told.guessed) == (text, False)
    page = f'<meta charset="{encoding}"><p>{text}</p>'.encode(encoding)
    assert text in decode(page, markup=True).text


def test_valid_utf8_outranks_a_wrong_declaration() -> None:
    assert decode(RUSSIAN.encode(), "iso-8859-1").text == RUSSIAN


def test_damaged_utf8_stays_utf8_and_says_so() -> None:
    body = RUSSIAN.encode()[:-1] + b"\xff tail"
    decoded = decode(body)
    assert decoded.encoding == "utf-8"
    assert decoded.damaged
    assert decoded.text.startswith(RUSSIAN[:40])


def test_an_unknown_declaration_is_ignored() -> None:
    assert decode(RUSSIAN.encode("windows-1251"), "klingon").text == RUSSIAN


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\x00\x01\x02\x03" * 100, True),
        (bytes(range(256)) * 10, True),
        (b"plain text", False),
        ("широкий".encode("utf-16"), False),
        (b"", False),
        (b"mostly text, one NUL\x00" + b" and more" * 60, False),
    ],
)
def test_is_binary(body: bytes, expected: bool) -> None:
    assert is_binary(body) is expected
