"""One ban in every language, in every disguise that its script allows."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable

import pytest

from newscrawl.document import parse
from newscrawl.page import Page
from newscrawl.policy.model import Level
from newscrawl.policy.notices import find_notices, read_text

BANS = {
    "ar": "يُحظر جمع محتوى هذا الموقع آليًا دون إذن كتابي.",
    "bn": "লিখিত অনুমতি ছাড়া এই সাইটের স্বয়ংক্রিয় স্ক্র্যাপিং নিষিদ্ধ।",
    "cs": "Automatické stahování obsahu tohoto webu bez písemného souhlasu je zakázáno.",
    "da": "Det er forbudt at scrape dette websted uden skriftlig tilladelse.",
    "de": "Das Crawling dieser Website ist ohne schriftliche Genehmigung verboten.",
    "el": (
        "Απαγορεύεται η αυτοματοποιημένη συλλογή του περιεχομένου αυτού του ιστότοπου χωρίς"
        " γραπτή άδεια."
    ),
    "en": "Crawling this site is prohibited without written permission.",
    "es": "Se prohíbe el rastreo automatizado de este sitio sin autorización escrita.",
    "fa": "گردآوری خودکار محتوای این سایت بدون اجازه کتبی ممنوع است.",
    "fi": "Tämän sivuston automaattinen kerääminen ilman kirjallista lupaa on kielletty.",
    "fr": "Le crawling de ce site est interdit sans autorisation écrite.",
    "he": "אסור לאסוף את תכני האתר באופן אוטומטי ללא אישור בכתב.",
    "hi": "लिखित अनुमति के बिना इस वेबसाइट की स्वचालित स्क्रैपिंग प्रतिबंधित है।",
    "hu": "Az oldal automatikus letöltése írásos engedély nélkül tilos.",
    "id": "Dilarang melakukan crawling di situs ini tanpa izin tertulis.",
    "it": "È vietato lo scraping di questo sito senza autorizzazione scritta.",
    "ja": "書面による許可なく当サイトをクロールすることを禁じます。",
    "ko": "서면 허락 없이 이 사이트를 크롤링하는 것을 금지합니다.",
    "ms": "Dilarang mengikis laman web ini tanpa kebenaran bertulis.",
    "nl": "Het scrapen van deze site is verboden zonder schriftelijke toestemming.",
    "no": "Det er forbudt å skrape dette nettstedet uten skriftlig tillatelse.",
    "pl": "Zabrania się scrapowania tej strony bez pisemnej zgody.",
    "pt": "É proibida a raspagem de dados deste site sem autorização por escrito.",
    "ro": "Este interzisă colectarea automată a conținutului acestui site fără acord scris.",
    "ru": "Автоматический сбор материалов этого сайта без письменного разрешения запрещён.",
    "sv": "Det är förbjudet att skrapa denna webbplats utan skriftligt tillstånd.",
    "th": "ห้ามดึงข้อมูลจากเว็บไซต์นี้โดยอัตโนมัติโดยไม่ได้รับอนุญาตเป็นลายลักษณ์อักษร",
    "tr": "Bu sitenin yazılı izin olmadan taranması yasaktır.",
    "uk": "Автоматичний збір матеріалів цього сайту без письмового дозволу заборонено.",
    "vi": "Cấm thu thập tự động nội dung trang web này khi chưa có sự đồng ý bằng văn bản.",
    "zh": "未经书面许可禁止抓取本网站内容。",
    "zh-Hant": "未經書面許可禁止爬取本網站內容。",
}
STORY = (
    "<p>The harbour of the old town opened on Monday after the long winter, and the first ferry of"
    " the season brought forty guests, most of whom stayed for the market by the lighthouse.</p>"
)
# Vowel signs are no letters to be set apart.
WITH_SIGNS = {"ar", "bn", "hi", "th"}
CYRILLIC = str.maketrans("aeocpixy", "аеосріху")


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "none": str,
    "capitals": str.upper,
    "zero-width spaces": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "look-alikes": lambda text: text.translate(CYRILLIC),
    "escaped twice": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "wrapped": lambda text: "\n".join(textwrap.wrap(text, 30)),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "taken apart": lambda text: unicodedata.normalize("NFD", text),
    "full width": wide,
}
SPACINGS: dict[str, Callable[[str], str]] = {
    "letters apart, words further": lambda text: "  ".join(map(" ".join, text.split())),
    "letters apart": lambda text: " ".join(text.replace(" ", "")),
    "letters dotted": lambda text: "  ".join(map(".".join, text.split())),
}


def is_stopped_by(text: str) -> bool:
    sure = [notice for notice in read_text(text) if notice.level is not Level.POSSIBLE]
    return any(kind.is_machine_facing for notice in sure for kind in notice.kinds)


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("language", BANS)
def test_a_ban_is_seen_through(language: str, disguise: str) -> None:
    assert is_stopped_by(DISGUISES[disguise](BANS[language]))


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("language", sorted(BANS.keys() - WITH_SIGNS))
def test_letters_set_apart_are_read_as_words(language: str, spacing: str) -> None:
    assert is_stopped_by(SPACINGS[spacing](BANS[language]))


def test_letters_set_apart_are_read_whatever_language_the_page_declares() -> None:
    spelled = " ".join(map(".".join, "به مقاله های ما فقط برای شرکای دارای مجوز است.".split()))
    html = f"<html lang=en><article><p>دسترسی ماشینی<br>{spelled}</p></article></html>"
    assert find_notices(parse(Page(html.encode())))


def test_one_word_with_its_letters_apart_leaves_the_language_of_the_others() -> None:
    text = "Мы не разрешаем п·р·и·м·е·н·я·т·ь наши тексты для обучения языковых моделей."
    assert find_notices(parse(Page(f"<html lang=en><p>{text}</p></html>".encode())))


@pytest.mark.parametrize("language", BANS)
def test_below_an_article_it_is_certain_and_amid_it_probable(language: str) -> None:
    def level(rest: str) -> Level:
        ban = f"<p>{BANS[language]}</p>"
        html = f"<html lang={language}><article>{STORY * 3}{ban}{rest}</article></html>"
        (notice,) = find_notices(parse(Page(html.encode())), publishers=["Example Press"])
        return notice.level

    assert (level(""), level(STORY * 3)) == (Level.CERTAIN, Level.PROBABLE)


@pytest.mark.parametrize("letter", ["z", "İ", "ı", "ſ", "\u212a"])
def test_a_word_of_two_scripts_tells_that_the_page_is_disguised(letter: str) -> None:
    bold = {ord("A") + place: 0x1D400 + place for place in range(26)}
    bold |= {ord("a") + place: 0x1D41A + place for place in range(26)}
    html = f"<html lang=ar><p>{BANS['en'].translate(bold)}<br>{letter}ВИВАНТАЖЕН"
    assert find_notices(parse(Page(html.encode())))
