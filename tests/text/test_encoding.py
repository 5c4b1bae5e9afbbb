from __future__ import annotations

import pytest

from newscrawl.text.encoding import decode, is_binary, is_ebcdic

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


def test_an_escape_to_japanese_is_none_in_a_text_beyond_ascii() -> None:
    text = "café \x1b$B!!\x1b(B"
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, "utf-8", False)


@pytest.mark.parametrize("shift", range(3))
def test_valid_utf_8_of_any_length_is_read_as_it_stands(shift: int) -> None:
    # A character of three bytes lies across each place where it might be cut.
    body = b"a" * shift + "政".encode() * 20_000
    assert decode(body, markup=True).utf8 is body
    assert decode(body, markup=True).text == decode(body).text == body.decode()


@pytest.mark.parametrize("at", [0, 16_384, 30_000, 60_000])
def test_utf_8_with_a_broken_character_anywhere_is_damaged(at: int) -> None:
    whole = "政".encode() * 20_000
    body = whole[: at - at % 3] + b"\xe6\x94" + whole[at - at % 3 :]
    for decoded in (decode(body), decode(body, markup=True)):
        assert (decoded.encoding, decoded.damaged) == ("utf-8", True)
        assert decoded.text.count("\ufffd") == 1


SHORT = [
    ("cp1252", "Skövde kommun öppnar på lördag en ny bro över ån."),
    ("cp1252", "La niña cruzó el año pasado la montaña más alta de la región."),
    ("cp1252", "Les élèves seront accueillis dès l’été, a précisé le maire."),
    ("cp1252", "Die Bäche führen Hochwasser, für Übermut ist kein Platz."),
    ("cp1252", "A população de Évora já pedia a construção há décadas."),
    ("cp1252", "The harbour’s “new” pier — sixty metres long — cost £3 million."),
    ("cp1252", "Pelabuhan baru — panjangnya 60 meter — dibuka “setelah dua tahun”."),
    ("cp1250", "Mieszkańcy cieszą się z nowej ścieżki, mówi wójt gminy."),
    ("iso8859-2", "Mieszkańcy cieszą się z nowej ścieżki, mówi wójt gminy."),
    ("cp1250", "Obyvatelé řekli, že lávku přes řeku chtěli už před lety."),
    ("iso8859-2", "Obyvatelé řekli, že lávku přes řeku chtěli už před lety."),
    ("cp1250", "A költség őszre tovább nőtt, közölte az önkormányzat."),
    ("cp1250", "Primăria a deschis vineri o pasarelă peste râu, a spus primarul şi consiliul."),
    ("cp1251", "В пятницу открыли новый мост через реку, сообщили в администрации."),
    ("koi8-r", "В пятницу открыли новый мост через реку, сообщили в администрации."),
    ("cp1251", "У п’ятницю відкрили новий міст через річку, повідомили в раді."),
    ("cp1253", "Η νέα γέφυρα άνοιξε την Παρασκευή, ανακοίνωσε ο δήμος."),
    ("cp1254", "Yağışların az olması ürünü etkiledi, üreticiler destek bekliyor."),
    ("cp1255", "העירייה פתחה ביום שישי גשר חדש להולכי רגל."),
    ("cp1256", "افتتحت البلدية يوم الجمعة جسرا جديدا للمشاة بعد عامين من العمل."),
    ("shift_jis", "市は金曜日、新しい橋を開通させたと発表した。"),
    ("euc-jp", "市は金曜日、新しい橋を開通させたと発表した。"),
    ("iso2022_jp", "市は金曜日、新しい橋を開通させたと発表した。"),
    ("euc-kr", "시는 금요일 새 다리를 개통했다고 밝혔다."),
    ("gb18030", "市政府周五宣布，新的步行桥正式开放，工程历时两年。"),
    ("big5", "市政府週五宣布，新的步行橋正式開放，工程歷時兩年。"),
    ("cp874", "เทศบาลเปิดสะพานแห่งใหม่เมื่อวันศุกร์หลังจากก่อสร้างมาสองปี"),
]


@pytest.mark.parametrize(("encoding", "text"), SHORT)
def test_one_line_is_enough_to_tell_an_encoding(encoding: str, text: str) -> None:
    body = text.encode(encoding)
    decoded = decode(body)
    assert (decoded.text, decoded.guessed) == (text, True)
    page = decode(b"<html><title>News</title><p>%s</p></html>" % body, markup=True)
    assert text in page.text


@pytest.mark.parametrize("text", [text for _, text in SHORT if len(text.encode()) > len(text) + 4])
@pytest.mark.parametrize("damage", [b"\xff", b"\x92", b"\xe2\x80 ", b"\xc3 "])
def test_utf8_with_one_damaged_place_stays_utf8(text: str, damage: bytes) -> None:
    first, rest = text.encode().split(maxsplit=1) if " " in text else (b"", text.encode())
    decoded = decode(first + damage + rest)
    assert (decoded.encoding, decoded.damaged) == ("utf-8", True)


def test_a_declaration_that_makes_no_sense_is_overruled() -> None:
    assert decode(RUSSIAN.encode("windows-1251"), "iso-8859-1").text == RUSSIAN
    assert decode(JAPANESE.encode("euc-jp"), "windows-1252").text == JAPANESE


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "сообщили власти города"), ("koi8_r", "сообщили власти города"),
        ("shift_jis", "当局者は語った"), ("gb18030", "当地官员周二表示"),
        ("cp1253", "είπε ο δήμαρχος"),
    ],
)  # fmt: skip
def test_a_declaration_counts_for_what_an_english_page_quotes(encoding: str, words: str) -> None:
    english = "The ferry leaves the harbour on Tuesday, said the mayor of the town, and comes back."
    decoded = decode(f"{english} {words}. {english}".encode(encoding), encoding)
    assert words in decoded.text
    assert not decoded.guessed


@pytest.mark.parametrize("declared", ["cp1251", "koi8_r", "shift_jis", "gb18030", "cp1253"])
def test_a_false_declaration_of_another_script_is_overruled(declared: str) -> None:
    french = "Le café était fermé à Noël, où l'été dernier la fête à côté avait déjà été gâchée."
    assert decode(french.encode("cp1252"), declared).text == french


def test_a_declaration_settles_what_both_encodings_can_be() -> None:
    text = "Prix : 5 € par élève"
    assert decode(text.encode("iso8859-15"), "iso-8859-15").text == text


def test_valid_utf8_outranks_a_wrong_declaration() -> None:
    assert decode(RUSSIAN.encode(), "iso-8859-1").text == RUSSIAN


def test_damaged_utf8_stays_utf8_and_says_so() -> None:
    body = RUSSIAN.encode()[:-1] + b"\xff tail"
    decoded = decode(body)
    assert decoded.encoding == "utf-8"
    assert decoded.damaged
    assert decoded.text.startswith(RUSSIAN[:40])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        "قال المتحدث إن السفينة أبحرت.\n" * 9,
        "The ferry sailed.\n",
        f"<!DOCTYPE html><html><head><title>船</title></head><body><p>{'湾を渡る船。' * 40}</p>",
    ],
)
def test_wide_text_needs_no_mark(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_that_goes_on_as_wide_text_keeps_its_beginning(encoding: str) -> None:
    head = "<!DOCTYPE html><meta name=robots content=noai><p>The ferry sailed on Tuesday, 12.</p>"
    body = head.encode() + (head[15:] * 4).encode(encoding)
    decoded = decode(body)
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(head)


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_what_can_be_read_in_utf_32_is_in_it(encoding: str) -> None:
    assert decode(f"船\n\n{JAPANESE}".encode(encoding)).encoding == encoding


@pytest.mark.parametrize("encoding", ["cp037", "cp273", "cp500", "cp1140"])
def test_ebcdic_is_told_from_what_is_read(encoding: str) -> None:
    text = "The ferry across the bay sailed on Tuesday, the harbour master said. "
    assert is_ebcdic((text * 3).encode(encoding))
    assert not is_ebcdic((text * 3).encode())
    assert not is_ebcdic(b"ann@news.example bob@news.example " * 9)
    assert not is_ebcdic(f"　{JAPANESE}　".encode("shift_jis"))
    assert not is_ebcdic(("　" * 40 + JAPANESE).encode("shift_jis"))


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
        (b"<!doctype html><p>" + b"The c\x00uncil has met. " * 60, False),
        (b"The c\x00uncil has met. " * 60, True),
        (b"Der R\xe4t c\x00uncil tagt. " * 60, True),
        (RUSSIAN.encode("utf-16-le"), False),
        (RUSSIAN.encode("utf-32-be"), False),
    ],
)
def test_is_binary(body: bytes, expected: bool) -> None:
    assert is_binary(body) is expected


@pytest.mark.parametrize(
    "label", ["zlib", "rot13", "hex", "undefined", "idna", "punycode", "utf-7"]
)
def test_a_codec_that_is_no_encoding_of_pages_is_ignored(label: str) -> None:
    body = RUSSIAN.encode("windows-1251")
    assert decode(body, label).text == RUSSIAN
    assert RUSSIAN in decode(f'<meta charset="{label}">'.encode() + body, markup=True).text
