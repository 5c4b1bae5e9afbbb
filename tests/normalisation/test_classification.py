from __future__ import annotations

import pytest

from newscrawl.document import Link
from newscrawl.extraction import Passage
from newscrawl.normalisation.classification import classify, split
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind, Line

EDITORIAL = [
    ("id", "Baca juga: Pelabuhan dibuka lagi", Role.RELATED, "Pelabuhan dibuka lagi"),
    ("id", "Pewarta : Putu Indah", Role.AUTHORS, "Putu Indah"),
    ("id", "Penerjemah: Ratna Wulandari", Role.TRANSLATORS, "Ratna Wulandari"),
    ("id", "Sumber: Yonhap-OANA", Role.SOURCES, "Yonhap-OANA"),
    ("id", "Ilustrasi pelabuhan. (Foto: Dok Kota)", Role.PHOTO, None),
    ("id", "ANTARA FOTO/Rina Wati/aww.", Role.PHOTO, None),
    ("id", "Dermaga baru di Bitung, Senin (8/9). ANTARA FOTO/Rina Wati/aww.", Role.PHOTO, None),
    ("ms", "- BERNAMA", Kind.SIGN_OFF, "BERNAMA"),
    ("ms", "BACA LAGI: Makmal baharu", Role.RELATED, "Makmal baharu"),
    ("en", "Related news: The ferry is back", Role.RELATED, "The ferry is back"),
    ("en", "Read also The ferry is back", Role.RELATED, "The ferry is back"),
    ("en", "By Jane Doe and John Roe", Role.AUTHORS, "Jane Doe and John Roe"),
    ("en", "Editing by Paul Renwick", Role.EDITORS, "Paul Renwick"),
    ("en", "(Reporting by A. Poe; Editing by B. Roe)", Role.AUTHORS, None),
    ("en", "Ann Poe contributed to this report.", Role.CONTRIBUTORS, "Ann Poe"),
    ("en", "Source: Xinhua", Role.SOURCES, "Xinhua"),
    ("en", "Editor's note: The figure was corrected.", Role.CORRECTIONS, None),
    ("en", "This article was originally published by Bay Observer.", Role.REPUBLISHED, None),
    ("en", "Sign up for our morning newsletter", Role.PROMPT, None),
    ("en", "Updated: 3 May 2026 10:15", Role.MODIFIED, "3 May 2026 10:15"),
    ("de", "Lesen Sie auch: Der Grat bleibt zu", Role.RELATED, "Der Grat bleibt zu"),
    ("de", "Von Max Muster", Role.AUTHORS, "Max Muster"),
    ("de", "Foto: dpa", Role.PHOTO, "dpa"),
    ("de", "(dpa)", Kind.SIGN_OFF, "dpa"),
    ("fr", "À lire aussi : Les quais changent", Role.RELATED, "Les quais changent"),
    ("fr", "(avec AFP)", Kind.SIGN_OFF, "AFP"),
    ("fr", "Publié le 17/01/2025 - 18:28", Role.PUBLISHED, None),
    ("es", "Te puede interesar: El faro", Role.RELATED, "El faro"),
    ("es", "Con información de EFE", Role.SOURCES, "EFE"),
    ("pt", "Leia também: O porto", Role.RELATED, "O porto"),
    ("pt", "Reportagem de Ana Lima; edição de Rui Sá", Role.AUTHORS, None),
    ("it", "Leggi anche: Il porto", Role.RELATED, "Il porto"),
    ("it", "a cura di Mario Bruno", Role.AUTHORS, "Mario Bruno"),
    ("nl", "Lees ook: De haven", Role.RELATED, "De haven"),
    ("nl", "Bron: BELGA", Role.SOURCES, "BELGA"),
    ("sv", "Läs också: Hamnen", Role.RELATED, "Hamnen"),
    ("no", "Les også: Havnen", Role.RELATED, "Havnen"),
    ("no", "(NTB)", Kind.SIGN_OFF, "NTB"),
    ("da", "Læs også: Havnen", Role.RELATED, "Havnen"),
    ("da", "/ritzau/", Kind.SIGN_OFF, "ritzau"),
    ("fi", "Lue myös: Satama", Role.RELATED, "Satama"),
    ("fi", "Lähde: STT", Role.SOURCES, "STT"),
    ("pl", "Czytaj też: Port", Role.RELATED, "Port"),
    ("pl", "Źródło: PAP", Role.SOURCES, "PAP"),
    ("cs", "Čtěte také: Přístav", Role.RELATED, "Přístav"),
    ("cs", "Zdroj: ČTK", Role.SOURCES, "ČTK"),
    ("hu", "Forrás: MTI", Role.SOURCES, "MTI"),
    ("hu", "Kapcsolódó cikkek", Role.RELATED, ""),
    ("ro", "Citește și: Portul", Role.RELATED, "Portul"),
    ("ro", "CITESTE SI: Portul", Role.RELATED, "Portul"),
    ("el", "Διαβάστε επίσης: Το λιμάνι", Role.RELATED, "Το λιμάνι"),
    ("el", "Πηγή: ΑΠΕ-ΜΠΕ", Role.SOURCES, "ΑΠΕ-ΜΠΕ"),
    ("tr", "İLGİLİ HABERLER", Role.RELATED, ""),
    ("tr", "AYRICA OKUYUN: Liman", Role.RELATED, "Liman"),
    ("tr", "Kaynak: AA", Role.SOURCES, "AA"),
    ("ru", "Читайте также: Порт", Role.RELATED, "Порт"),
    ("ru", "Редактор: Анна Иванова", Role.EDITORS, "Анна Иванова"),
    ("uk", "Читайте також: Порт", Role.RELATED, "Порт"),
    ("uk", "Джерело: Укрінформ", Role.SOURCES, "Укрінформ"),
    ("bg", "Вижте още: Пристанището", Role.RELATED, "Пристанището"),
    ("ar", "اقرأ أيضاً: الميناء", Role.RELATED, "الميناء"),
    ("ar", "المصدر: وكالات", Role.SOURCES, "وكالات"),
    ("he", "קראו גם: הנמל", Role.RELATED, "הנמל"),
    ("he", "צילום: רויטרס", Role.PHOTO, "רויטרס"),
    ("fa", "بیشتر بخوانید", Role.RELATED, ""),
    ("fa", "منبع: ایسنا", Role.SOURCES, "ایسنا"),
    ("hi", "यह भी पढ़ें: बंदरगाह", Role.RELATED, "बंदरगाह"),
    ("hi", "स्रोत: पीटीआई", Role.SOURCES, "पीटीआई"),
    ("bn", "আরও পড়ুন: বন্দর", Role.RELATED, "বন্দর"),
    ("bn", "সূত্র: বাসস", Role.SOURCES, "বাসস"),
    ("th", "อ่านเพิ่มเติม: ท่าเรือ", Role.RELATED, "ท่าเรือ"),
    ("th", "ที่มา: รอยเตอร์", Role.SOURCES, "รอยเตอร์"),
    ("vi", "Xem thêm: Cảng", Role.RELATED, "Cảng"),
    ("vi", "Nguồn: TTXVN", Role.SOURCES, "TTXVN"),
    ("zh", "延伸阅读：港口", Role.RELATED, "港口"),
    ("zh", "【编辑:张三】", Role.EDITORS, "张三"),
    ("zh", "责任编辑：李四", Role.EDITORS, "李四"),
    ("zh", "来源|海湾观察", Role.SOURCES, "海湾观察"),
    ("ja", "関連記事：港", Role.RELATED, "港"),
    ("ja", "出典：ロイター", Role.SOURCES, "ロイター"),
    ("ko", "관련기사", Role.RELATED, ""),
    ("ko", "홍길동 기자", Role.AUTHORS, None),
    ("ko", "2026/09/07 15:34 송고", Role.PUBLISHED, None),
    ("ko", "[사진=연합뉴스]", Role.PHOTO, "연합뉴스"),
    ("mn", "Холбоотой мэдээ", Role.RELATED, ""),
]


@pytest.mark.parametrize(("language", "text", "kind", "value"), EDITORIAL)
def test_editorial_line(language: str, text: str, kind: Kind | Role, value: str | None) -> None:
    found = classify(Line(text, 0, value=text), language)
    assert found.kind is kind
    if value is not None:
        assert found.value == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Tidak ada korban."),
        ("id", "Sumber: yang enggan disebut namanya itu mengatakan harga turun di pasar induk."),
        ("id", "Editor surat kabar itu mengundurkan diri pada Senin."),
        ("en", "Costs rise"),
        ("en", "Source: the minister told reporters on Monday that the bridge would stay closed."),
        ("en", "By Monday the water had gone and the shops were open again."),
        ("en", "Read more books, the minister told pupils at the opening."),
        ("en", "Copyright law was the topic of the debate."),
        ("en", "He watched the ferry leave (and return)."),
        ("de", "Von Anfang an war die Stimmung gut."),
        ("de", "Mehr zum Thema sagte er nicht."),
        ("fr", "Par ailleurs, le port reste fermé."),
        ("es", "Por otra parte, el puerto sigue cerrado."),
        ("it", "Di sera il porto resta chiuso."),
        ("zh", "记者在现场看到，港口已经恢复正常。"),
    ],
)
def test_prose_stays_text(language: str, text: str) -> None:
    assert classify(Line(text, 0, value=text), language).kind is Kind.TEXT


def kinds(text: str, language: str) -> list[tuple[Kind | Role, str]]:
    return [(line.kind, line.value) for line in split([Passage(text, 0)], {}, language)]


def test_glued_lines_are_split() -> None:
    text = "Pewarta: Putu IndahEditor: Agus Salim Copyright © ANTARA 2026"
    assert kinds(text, "id") == [
        (Role.AUTHORS, "Putu Indah"),
        (Role.EDITORS, "Agus Salim"),
        (Kind.COPYRIGHT, "Copyright © ANTARA 2026"),
    ]


def test_a_line_glued_to_a_sentence_is_split_off() -> None:
    found = kinds("The council meets on Friday.(Reporting by Jane Doe)", "en")
    assert found[0] == (Kind.TEXT, "The council meets on Friday.")
    assert found[1][0] is Role.AUTHORS
    found = kinds("Harga turun pada Senin. Baca juga: Stok aman", "id")
    assert found == [(Kind.TEXT, "Harga turun pada Senin."), (Role.RELATED, "Stok aman")]


def test_links_stay_with_their_line() -> None:
    link = Link("https://gazette.example/ferry", "The ferry is back")
    passage = Passage("It rained.\nRead also: The ferry is back", 3, links=(link,))
    first, second = split([passage], {}, "en")
    assert (first.links, second.links) == ((), (link,))


def test_notices_are_cut_out() -> None:
    text = "Copyright © ANTARA 2025 Dilarang mengambil isi situs ini."
    start = text.index("Dilarang")
    first, second = split([Passage(text, 7)], {7: [(start, len(text))]}, "id")
    assert (first.kind, first.text) == (Kind.COPYRIGHT, "Copyright © ANTARA 2025")
    assert (second.kind, second.text) == (Kind.NOTICE, "")
