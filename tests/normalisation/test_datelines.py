from __future__ import annotations

import pytest

from newscrawl.normalisation.datelines import read_dateline
from newscrawl.normalisation.lexicon import lexicon

CASES = [
    ("id", "Seoul (ANTARA) - Dua negara", "Seoul", None, ["ANTARA"]),
    ("id", "JAKARTA, KOMPAS.com - Menteri", "JAKARTA", None, ["Kompas.com"]),
    ("id", "TRIBUNNEWS.COM, JAKARTA - Menteri", "JAKARTA", None, ["Tribunnews"]),
    ("id", "TRIBUNNEWS.COM - Menteri", None, None, ["Tribunnews"]),
    ("id", "Jakarta, CNN Indonesia -- Menteri", "Jakarta", None, ["CNN Indonesia"]),
    ("id", "TEMPO.CO, Jakarta - Menteri", "Jakarta", None, ["Tempo"]),
    ("id", "Jakarta - Menteri", "Jakarta", None, []),
    ("id", "Osaka (NUSANTARA) - Menteri", "Osaka", None, ["NUSANTARA"]),
    ("id", "Seoul (ANTARA/Xinhua) - Dua", "Seoul", None, ["ANTARA", "Xinhua"]),
    ("id", "Ternate (Kabar Bahari) - Menteri", "Ternate", None, ["Kabar Bahari"]),
    ("en", "PORT ALDER (The Bay Post) - The", "PORT ALDER", None, ["The Bay Post"]),
    ("en", "PORT ALDER (Alder Wire) — The", "PORT ALDER", None, ["Alder Wire"]),
    ("en", "LONDON (Reuters) - The bank", "LONDON", None, ["Reuters"]),
    ("en", "WASHINGTON (AP) — The bank", "WASHINGTON", None, ["AP"]),
    ("en", "Washington/Moscow (Reuters) - The", "Washington/Moscow", None, ["Reuters"]),
    ("en", "FRANKFURT, Germany (AP) — The", "FRANKFURT, Germany", None, ["AP"]),
    ("en", "St. Louis (AP) — The", "St. Louis", None, ["AP"]),
    ("en", "MOSCOW, June 3. /TASS/. The", "MOSCOW", "June 3", ["TASS"]),
    ("en", "BEIJING, June 3 (Xinhua) -- The", "BEIJING", "June 3", ["Xinhua"]),
    ("en", "NEW DELHI, Jun 3 (PTI) The", "NEW DELHI", "Jun 3", ["PTI"]),
    ("en", "KYIV. June 3 (Interfax-Ukraine) - The", "KYIV", "June 3", ["Interfax-Ukraine"]),
    ("en", "PORT ALDER — The ferry", "PORT ALDER", None, []),
    ("en", "(Reuters) - Shares", None, None, ["Reuters"]),
    ("en", "REEDHAM, Jun 3 AAP - The ferry", "REEDHAM", "Jun 3", ["AAP"]),
    ("sv", "TÅNGVIK. Färjan går", "TÅNGVIK", None, []),
    ("it", "PORTOFERRO. Il traghetto", "PORTOFERRO", None, []),
    ("sw", "MTOLOZI: Kivuko kimerudi", "MTOLOZI", None, []),
    ("no", "TANGVIK: Ferga er", "TANGVIK", None, []),
    ("uk", "ХМЕЛІВ. 3 червня. УКРІНФОРМ. Пором", "ХМЕЛІВ", "3 червня", ["Ukrinform"]),
    ("cs", "Lhota nad Řekou 3. června (ČTK) - Přívoz", "Lhota nad Řekou", "3. června", ["ČTK"]),
    ("ms", "KUALA LUMPUR, 22 Nov (Bernama) -- Ya", "KUALA LUMPUR", "22 Nov", ["Bernama"]),
    ("ms", "KUALA LUMPUR: Kerajaan", "KUALA LUMPUR", None, []),
    ("fr", "PARIS, 3 juin (AFP) - Le", "PARIS", "3 juin", ["AFP"]),
    ("de", "BERLIN (dpa) – Die", "BERLIN", None, ["dpa"]),
    ("de", "Berlin/Hamburg (dpa/lno) - Die", "Berlin/Hamburg", None, ["dpa"]),
    ("es", "Madrid, 3 jun (EFE).- El", "Madrid", "3 jun", ["EFE"]),
    ("it", "(ANSA) - ROMA, 03 GIU - Il", "ROMA", "03 GIU", ["ANSA"]),
    ("tr", "ANKARA (AA) - Liman", "ANKARA", None, ["Anadolu"]),
    ("ru", "МОСКВА, 3 июн — РИА Новости. Порт", "МОСКВА", "3 июн", ["RIA Novosti"]),
    ("ru", "ЗАРЕЧИНСК, 3 июня. /Корр.ТАСС/. Порт", "ЗАРЕЧИНСК", "3 июня", ["TASS"]),
    ("ru", "ЗАРЕЧИНСК, 3 июня. /Волна/. Порт", "ЗАРЕЧИНСК", "3 июня", ["Волна"]),
    ("en", "ULAN BATOR, Dec. 21 (Xinhua) -- The", "ULAN BATOR", "Dec. 21", ["Xinhua"]),
    ("cs", "Olomouc 21. prosince (ČTK) - Radnice", "Olomouc", "21. prosince", ["ČTK"]),
    ("hu", "Szeged, 2025. május 3., péntek (MTI) - A", "Szeged", "2025. május 3., péntek", ["MTI"]),
    ("ru", "Москва. 3 июня. INTERFAX.RU - Порт", "Москва", "3 июня", ["Interfax"]),
    ("ar", "القاهرة (رويترز) - افتتح", "القاهرة", None, ["Reuters"]),
    ("ar", "القاهرة - سبوتنيك. افتتح", "القاهرة", None, ["Sputnik"]),
    ("hi", "नई दिल्ली, 3 जून (भाषा) सरकार", "नई दिल्ली", "3 जून", ["PTI"]),
    ("fr", "Dakar le 3 juin (AFP) - Le port", "Dakar", "3 juin", ["AFP"]),
    ("ar", "القاهرة في 3 يونيو /رويترز/ افتتح", "القاهرة", "3 يونيو", ["Reuters"]),
    ("vi", "(Dân trí) - Bộ", None, None, ["Dân trí"]),
    ("ja", "【ソウル共同】政府は", "ソウル", None, ["Kyodo"]),
    ("ja", "[東京 3日 ロイター] - 政府は", "東京", "3日", ["Reuters"]),
    ("ja", "【函館】市は", "函館", None, []),
    ("hi", "जयपुर। सरकार", "जयपुर", None, []),
    ("ko", "(서울=연합뉴스) 정부는", "서울", None, ["Yonhap"]),
    ("zh", "新华社北京6月3日电 港口", "北京", "6月3日", ["Xinhua"]),
]


@pytest.mark.parametrize(("language", "text", "place", "date", "names"), CASES)
def test_dateline(
    language: str, text: str, place: str | None, date: str | None, names: list[str]
) -> None:
    found = read_dateline(text, lexicon(language))
    assert found is not None
    assert (found.place, found.date, list(found.organisations)) == (place, date, names)
    assert text[found.end :][:1].isalpha()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Barcelona (Spain) - we arrived late."),
        ("en", "The council (ANC) - said on Monday."),
        ("en", "PORT ALDER (The bay is shut) - they say."),
        ("en", "PORT ALDER (Room 12) - they say."),
        ("en", "Analysis - what the vote means."),
        ("en", "BREAKING — The bridge is closed."),
        ("en", "The Bank of England said on Tuesday - and again."),
        ("de", "Er kam - und ging."),
        ("ja", "【速報】政府は"),
        ("zh", "【青川】港口"),
        ("ja", "【野球】港の"),
        ("zh", "昨晚小区突然停电（记者 何伟）港口"),
        ("hi", "नहीं। सरकार"),
        ("hi", "बारिश आई। सड़कें"),
        ("hi", "उन्होंने कहा कि वह आएंगे। सरकार"),
        ("de", "Arnstadt. Der Hafen"),
        ("de", "Prälat Dr. Hafen"),
        ("en", "Enough. The harbour"),
        ("sv", "KRÖNIKA. Färjan går"),
        ("no", "DEBATT: Ferga er"),
        ("sv", "TÅNGVIK. FÄRJAN GÅR"),
        ("en", "PORT ALDER /Video/. The ferry"),
        ("en", "PORT ALDER, June 3. /Video/. The ferry"),
        ("bg", "ЕЛШОВО, 3 юни /Снимки/ Фериботът"),
        ("en", "PORT ALDER, June 3. /What We Know/. The ferry"),
        ("en", "Port Alder, June 3. /Wave/. The ferry"),
        ("sv", "TÅNGVIK. och så vidare"),
        ("sv", "FOTBOLL. Laget från Tångvik vann"),
        ("it", "BASTA. Il traghetto"),
        ("no", "KRITISK: Ordføreren er"),
        ("da", "SPØRGSMÅL: Hvad er"),
        ("sw", "SWALI: Kivuko kimerudi"),
        ("ja", "【構成＝田中一郎】港の"),
        ("ja", "【資料写真＝県警提供】港の"),
        ("en", ""),
        ("en", "((((((((((((((((((((((("),
    ],
)
def test_no_dateline(language: str, text: str) -> None:
    assert read_dateline(text, lexicon(language)) is None


@pytest.mark.parametrize(
    ("language", "text", "credit"),
    [
        ("ko", "(서울=연합뉴스) 홍길동 기자 = 정부는", "홍길동 기자"),
        ("zh", "新华社北京6月3日电（记者张三、李四）港口", "记者张三、李四"),
        ("ja", "【浜名原＝砂野透子】港の", "砂野透子"),
    ],
)
def test_a_dateline_may_hold_a_credit(language: str, text: str, credit: str) -> None:
    found = read_dateline(text, lexicon(language))
    assert found is not None
    assert found.credit == credit


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Saltley Cross (Breakwater Post) - Engineers have found softer ground.", "Saltley Cross"),
        ("Saltley Cross (The Breakwater Post) — Engineers have found it.", "Saltley Cross"),
        ("Maren Holt (Harbour Party) - She told reporters that she would stay.", None),
    ],
)
def test_the_house_itself_may_file_a_story(text: str, place: str | None) -> None:
    found = read_dateline(text, lexicon("en"), "Breakwater Post")
    assert (found.place if found else None) == place


@pytest.mark.parametrize(("house", "filed"), [("ساحل برس", True), ("صحيفة الميناء", False)])
def test_the_house_may_stand_between_dashes(house: str, filed: bool) -> None:
    found = read_dateline("عمان - ساحل برس - أعلنت الوزارة بدء العمل", lexicon("ar"), house)
    assert found is not None
    assert (found.place, bool(found.organisations)) == ("عمان", filed)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("cs", "Havlov - Přístavní most se otevře v květnu.", "Havlov"),
        ("cs", "Rozhovor - Přístavní most se otevře v květnu.", None),
        ("ar", "المرسى - أعلنت البلدية فتح الجسر.", "المرسى"),
        ("ar", "خاص - أعلنت البلدية فتح الجسر.", None),
        ("fa", "بندرگاه- ایرنا- شهردار از گشایش پل خبر داد.", "بندرگاه"),
        ("hi", "बंदरपुर: नगर निगम ने पुल खोल दिया।", "बंदरपुर"),
        ("hi", "सवाल: पुल कब खुलेगा?", None),
        ("hi", 'सागर: "पुल खुलेगा।"', None),
        ("hi", "मेष: आज का दिन अच्छा रहेगा।", None),
        ("hi", "मुख्यमंत्री: पुल खुलेगा।", None),
        ("cs", "Sport - Přístavní most se otevře v květnu.", None),
        ("cs", "Havlov - město na řece - se otevře v květnu.", None),
        ("sk", "Premiér – Prístavný most sa otvorí v máji.", None),
        ("ar", "أولا - أعلنت البلدية فتح الجسر.", None),
        ("ar", "مصدر- أعلنت البلدية فتح الجسر.", None),
        ("fa", "ورزش - شهردار از گشایش پل خبر داد.", None),
        ("th", "ฟุตบอล - สะพานจะเปิดในเดือนพฤษภาคม", None),
        ("ko", "[출처=바다일보] 시는 다리를 연다.", None),
        ("ko", "[항구=항만청] 시는 다리를 연다.", None),
        ("ko", "[항구=바다일보] 시는 다리를 연다.", "항구"),
        ("ko", "(사진=바다일보) 시는 다리를 연다.", None),
        ("en", "ALDER COVE, Vt. (AP) — The bridge will open.", "ALDER COVE, Vt."),
        ("en", "ALDER COVE, Pa. — The bridge will open.", "ALDER COVE, Pa."),
    ],
)
def test_a_place_alone_stands_as_its_language_has_it(
    language: str, text: str, place: str | None
) -> None:
    found = read_dateline(text, lexicon(language))
    assert (found.place if found else None) == place


@pytest.mark.parametrize(("told", "place"), [(["Halmtal baut um"], "Halmtal"), ([], None)])
def test_before_a_dash_stands_a_place_of_which_the_page_tells(
    told: list[str], place: str | None
) -> None:
    found = read_dateline("Halmtal – Die Brücke öffnet im Mai.", lexicon("de"), told=told)
    assert (found.place if found else None) == place


def test_what_a_name_stands_for_between_dashes_is_no_sentence_behind_a_place() -> None:
    text = "Orca – the ferry of the bay – sank in the night."
    assert read_dateline(text, lexicon("en"), told=["Orca sinks in the bay"]) is None


def test_the_house_may_file_behind_its_correspondent() -> None:
    text = "ПРИЧАЛЬНЫЙ, 9 ноября. /Корр. БЕРЕГИНФОРМ/. Мост откроют в мае."
    found = read_dateline(text, lexicon("ru"), "БерегИнформ")
    assert found is not None
    assert found.place == "ПРИЧАЛЬНЫЙ"


@pytest.mark.parametrize(
    ("headline", "place"),
    [
        ("Hafen in Arnstadt öffnet", "Arnstadt"),
        ("Hafen öffnet", None),
        ("Arnstadter Hafen öffnet", None),
        ("Arnstadt öffnet den Hafen", "Arnstadt"),
        ("Der Arnstadt hat ausgedient", None),
    ],
)
def test_a_place_before_a_full_stop_is_one_that_the_page_tells_of(
    headline: str, place: str | None
) -> None:
    found = read_dateline("Arnstadt. Der Hafen ist offen.", lexicon("de"), None, [headline])
    assert (found.place if found else None) == place


def test_or_one_in_which_the_news_is() -> None:
    found = read_dateline("Arnstadt. Der Hafen bei Arnstadt ist offen.", lexicon("de"))
    assert found is not None
    assert found.place == "Arnstadt"


@pytest.mark.parametrize(
    ("line", "house", "place"),
    [
        ("PORT ALDER, Bay Ledger - The ferry is back.", "Bay Ledger", "PORT ALDER"),
        ("(Bay Ledger) - PORT ALDER, 3 MAY - The ferry is back.", None, "PORT ALDER"),
        ("CLEVELAND, Ohio - The ferry is back.", "cleveland", "CLEVELAND, Ohio"),
        ("(Bay Ledger) - The ferry - at last - is back.", None, None),
        ("(Video) - PORT ALDER, 3 MAY - The ferry is back.", None, None),
    ],
)
def test_the_house_beside_its_place(line: str, house: str | None, place: str | None) -> None:
    found = read_dateline(line, lexicon("en"), house)
    assert (found.place if found else None) == place


@pytest.mark.parametrize(
    ("town", "expected"),
    [("Halmtal", True), ("Bad Halm", True), ("Sankt Halm", True), ("Gut Halm", False)],
)
def test_a_town_may_have_a_word_before_its_name(town: str, expected: bool) -> None:
    found = read_dateline(f"{town}. Der Hafen ist offen.", lexicon("de"), None, [f"{town}."])
    assert (found is not None) is expected


@pytest.mark.parametrize("language", ["bg", "de", "en"])
def test_a_place_that_is_set_apart_in_bold_type(language: str) -> None:
    line, words = "Arnstadt. The harbour is open.", lexicon(language)
    assert read_dateline(line, words) is None
    found = read_dateline(line, words, None, ["Arnstadt."])
    assert found is not None
    assert found.place == "Arnstadt"


@pytest.mark.parametrize(
    ("language", "line", "place"),
    [
        ("ko", "(남해=새벽일보) 배가 돌아왔다.", "남해"),
        ("ko", "[남해=새벽일보 김모래 기자] 배가 돌아왔다.", "남해"),
        ("ko", "[남해=새벽일보 김모래 선임기자] 배가 돌아왔다.", "남해"),
        ("en", "Udupi (Karnataka), Nov 19 (PTI) The ferry is back.", "Udupi (Karnataka)"),
    ],
)
def test_places_in_and_beside_brackets(language: str, line: str, place: str) -> None:
    found = read_dateline(line, lexicon(language))
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(("line", "place"), [("UPDATE –", None), ("PORT ALDER –", "PORT ALDER")])
def test_a_dateline_may_end_with_its_dash(line: str, place: str | None) -> None:
    found = read_dateline(line, lexicon("en"))
    assert (found.place.strip() if found else None) == place


@pytest.mark.parametrize(
    "line",
    [
        "ALDER, baypost.com - The ferry is back.",
        "Alder (baypost.com) - The ferry is back.",
        "Alder, Baypost.co.id – The ferry is back.",
    ],
)
def test_a_paper_may_be_called_by_its_domain(line: str) -> None:
    found = read_dateline(line, lexicon("en"))
    assert found is not None
    assert (found.place or "").upper() == "ALDER"
