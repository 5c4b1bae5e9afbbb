from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.normalisation.dates import read_date

NOW = datetime(2026, 11, 23, 12, 30, 45, tzinfo=UTC)


def read(text: str, language: str | None = None, **known) -> str | None:
    moment = read_date(text, language=language, **{"now": NOW} | known).moment
    return moment.iso if moment else None


DAYS = [
    ("id", "Minggu, 21 Desember 2025"),
    ("id", "21 Des 2025"),
    ("ms", "Ahad, 21 Disember 2025"),
    ("ms", "21 Dis 2025"),
    ("jv", "Ngahad, 21 Desember 2025"),
    ("en", "December 21st, 2025"),
    ("en", "the 21st of December 2025"),
    ("en", "21-Dec-25"),
    ("en", "Dec. 21 '25, no: 21 Dec '25"),
    ("de", "21. Dezember 2025"),
    ("de", "Sonntag, 21.12.2025"),
    ("fr", "dimanche 21 décembre 2025"),
    ("fr", "DIMANCHE 21 DECEMBRE 2025"),
    ("es", "21 de diciembre de 2025"),
    ("pt", "21 de dezembro de 2025"),
    ("it", "21 dicembre 2025"),
    ("nl", "zondag 21 december 2025"),
    ("sv", "den 21 december 2025"),
    ("no", "21. desember 2025"),
    ("nb", "21. des. 2025"),
    ("da", "21. dec. 2025"),
    ("fi", "21. joulukuuta 2025"),
    ("pl", "21 grudnia 2025 r."),
    ("cs", "21. prosince 2025"),
    ("cs", "21. 12. 2025"),
    ("sk", "21. decembra 2025"),
    ("sl", "21. decembra 2025"),
    ("hr", "21. prosinca 2025."),
    ("sr", "21. децембар 2025."),
    ("sr", "21. decembar 2025."),
    ("bs", "21. decembra 2025."),
    ("hu", "2025. december 21."),
    ("hu", "2025. december 21-én"),
    ("ro", "21 decembrie 2025"),
    ("bg", "21 декември 2025 г."),
    ("el", "21 Δεκεμβρίου 2025"),
    ("tr", "21 Aralık 2025 Pazar"),
    ("tr", "21 ARALIK 2025"),
    ("ru", "21 декабря 2025 года"),
    ("uk", "21 грудня 2025 р."),
    ("be", "21 снежня 2025"),
    ("ar", "21 ديسمبر 2025"),
    ("ar", "٢١ ديسمبر ٢٠٢٥"),
    ("ar", "الأحد 21 كانون الأول 2025"),
    ("ar", "21 ديسمبر/كانون الأول 2025"),
    ("he", "21 בדצמבר 2025"),
    ("fa", "۲۱ دسامبر ۲۰۲۵"),
    ("hi", "२१ दिसंबर २०२५"),
    ("hi", "रविवार, 21 दिसम्बर 2025"),
    ("bn", "২১ ডিসেম্বর ২০২৫"),
    ("ur", "21 دسمبر 2025"),
    ("ta", "21 டிசம்பர் 2025"),
    ("ta", "எழுதியவர் மலர்க்குமார் 21 டிசம்பர் 2025"),
    ("km", "ថ្ងៃទី២១ ខែធ្នូ ឆ្នាំ២០២៥"),
    ("km", "ថ្ងៃអាទិត្យ ២១ ធ្នូ ២០២៥"),
    ("my", "၂၁ ဒီဇင်ဘာ ၂၀၂၅"),
    ("my", "၂၀၂၅ ခုနှစ်၊ ဒီဇင်ဘာလ ၂၁ ရက်"),
    ("te", "21 డిసెంబర్ 2025"),
    ("th", "21 ธันวาคม 2568"),
    ("th", "วันอาทิตย์ที่21ธันวาคมพ.ศ.2568"),
    ("th", "21 ธ.ค. 68"),
    ("th", "21/12/2568"),
    ("vi", "ngày 21 tháng 12 năm 2025"),
    ("vi", "21 tháng mười hai, 2025"),
    ("zh", "2025年12月21日"),
    ("zh", "二〇二五年十二月二十一日"),
    ("zh", "中華民國114年12月21日"),
    ("ja", "2025年12月21日"),
    ("ja", "令和7年12月21日"),
    ("ko", "2025년 12월 21일"),
    ("ko", "입력 2025.12.21."),
    ("fil", "21 Disyembre 2025"),
    ("fil", "December 21, 2025"),
    ("sw", "21 Desemba 2025"),
    ("ca", "21 de desembre del 2025"),
    ("lt", "2025 m. gruodžio 21 d."),
    ("lv", "2025. gada 21. decembrī"),
    ("et", "21. detsember 2025"),
    ("sq", "21 dhjetor 2025"),
    ("mk", "21 декември 2025"),
]


@pytest.mark.parametrize(("language", "text"), DAYS)
def test_reads_the_day_in_its_language(language, text):
    assert read(text, language) == "2025-12-21"


@pytest.mark.parametrize(("language", "text"), DAYS)
def test_language_is_seen_in_the_words_or_refused(language, text):
    found = read_date(text, now=NOW)
    assert (found.moment and found.moment.iso) in {"2025-12-21", None}
    assert found.moment or found.reason


@pytest.mark.parametrize(
    "text",
    ["21 Desember 2025", "21 декабря 2025", "21 mars 2025", "2025년 12월 21일", "21 ธันวาคม 2568"],
)
def test_unknown_language_is_no_obstacle_where_words_tell(text):
    assert read(text) in {"2025-12-21", "2025-03-21"}


TIMES = [
    ("hi", "Tue May 12 10:22 IST 2015", "2015-05-12T10:22:00+05:30"),
    ("de", "Sun Dec 21 10:22:05 2025", "2025-12-21T10:22:05"),
    ("id", "Published: Sunday, 21 December 2025 | 10:22 WIB", "2025-12-21T10:22:00+07:00"),
    ("id", "Minggu, 21 Desember 2025 10:22 WIB", "2025-12-21T10:22:00+07:00"),
    ("de", "Sonntag, 21. Dezember 2025, 10.22 Uhr MEZ", "2025-12-21T10:22:00+01:00"),
    ("en", "10:22, 21 December 2025 (GMT+8)", "2025-12-21T10:22:00+08:00"),
    ("es", "21 de diciembre de 2025, 10:22 h (CET)", "2025-12-21T10:22:00+01:00"),
    ("tr", "21 Aralık 2025 Pazar, 10:22 (TSİ)", "2025-12-21T10:22:00+03:00"),
    ("id", "Minggu, 21 Des 2025 pukul 10.22 wita", "2025-12-21T10:22:00+08:00"),
    ("ms", "21 Disember 2025, 5:07 petang", "2025-12-21T17:07:00"),
    ("ko", "2026/09/07 15:34 송고", "2026-09-07T15:34:00"),
    ("ko", "2025년 12월 21일 오후 3시 22분", "2025-12-21T15:22:00"),
    ("fr", "Publié le : 17/01/2025 - 18:28", "2025-01-17T18:28:00"),
    ("fr", "Publié le 17 janvier 2025 à 18h28", "2025-01-17T18:28:00"),
    ("de", "21. Dezember 2025, 10.22 Uhr", "2025-12-21T10:22:00"),
    ("de", "21.12.25 10:22", "2025-12-21T10:22:00"),
    ("ja", "2025年12月21日 10時22分", "2025-12-21T10:22:00"),
    ("ja", "2025年12月21日 午後3時22分", "2025-12-21T15:22:00"),
    ("zh", "2025-12-21 下午3:22", "2025-12-21T15:22:00"),
    ("th", "21 ธันวาคม 2568 10:22 น.", "2025-12-21T10:22:00"),
    ("en", "Updated 5:07 PM ET, Mon June 3, 2024", "2024-06-03T17:07:00-04:00"),
    ("en", "December 3, 2024 at 5 p.m. ET", "2024-12-03T17:00:00-05:00"),
    ("en", "12:05 a.m., 3 June 2024", "2024-06-03T00:05:00"),
    ("vi", "Chủ nhật, 21/12/2025, 10:22 (GMT+7)", "2025-12-21T10:22:00+07:00"),
    ("vi", "10 giờ 22 ngày 21 tháng 12 năm 2025", "2025-12-21T10:22:00"),
    ("fi", "21. joulukuuta 2025 klo 10.22", "2025-12-21T10:22:00"),
    ("da", "21. december 2025 kl. 10.22", "2025-12-21T10:22:00"),
    ("it", "21 dicembre 2025 alle ore 10.22", "2025-12-21T10:22:00"),
    ("pt", "21/12/2025 às 10h22", "2025-12-21T10:22:00"),
    ("es", "21 de diciembre de 2025 a las 10:22 h", "2025-12-21T10:22:00"),
    ("el", "21 Δεκεμβρίου 2025, 10:22 μ.μ.", "2025-12-21T22:22:00"),
    ("ru", "21 декабря 2025, 10:22 МСК", "2025-12-21T10:22:00+03:00"),
    ("ar", "21 ديسمبر 2025 - 10:22 بتوقيت غرينتش", "2025-12-21T10:22:00+00:00"),
    ("hi", "21 दिसंबर 2025 10:22 AM IST", "2025-12-21T10:22:00+05:30"),
    ("hu", "2025. december 21., vasárnap 10:22", "2025-12-21T10:22:00"),
    ("lv", "2025. gada 21. decembrī, plkst. 10:22", "2025-12-21T10:22:00"),
    ("en", "21 December 2025 10:22-12:30", "2025-12-21T10:22:00"),
    ("en", "21 December 2025, version 3.15 of it", "2025-12-21"),
    ("en", "21 December 2025 25:61", "2025-12-21"),
    ("ru", "14:20 21.12.2025", "2025-12-21T14:20:00"),
    ("ru", "14:20 21.12.2025 (обновлено: 15:10 22.12.2025)", "2025-12-21T14:20:00"),
    ("en", "12:00 | 21 December 2025, at 14:20", "2025-12-21T14:20:00"),
]


@pytest.mark.parametrize(("language", "text", "iso"), TIMES)
def test_reads_the_time_and_only_a_written_zone(language, text, iso):
    assert read(text, language) == iso
