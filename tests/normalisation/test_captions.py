from __future__ import annotations

import pytest

from newscrawl.items import Image
from newscrawl.normalisation.captions import read_image

URL = "https://a.example/x.jpg"


@pytest.mark.parametrize(
    ("language", "caption", "said", "credit"),
    [
        ("en", "Boats at sea. Photo: Jo Lee", "Boats at sea.", "Jo Lee"),
        ("en", "Boats at sea. Photo by Jo Lee", "Boats at sea.", "Jo Lee"),
        ("en", "Boats at sea (REUTERS/Jo Lee).", "Boats at sea", "REUTERS/Jo Lee"),
        ("id", "Kapal di laut. (Foto: Jo Lee)", "Kapal di laut.", "Jo Lee"),
        ("id", "Kapal di laut. ANTARA FOTO/Jo Lee/ab.", "Kapal di laut.", "ANTARA FOTO/Jo Lee/ab"),
        ("en", "Photo: Jo Lee", None, "Jo Lee"),
        ("en", "Image credit: BayPix", None, "BayPix"),
        ("en", "The mayor (left) opens the port", "The mayor (left) opens the port", None),
        ("en", "A photo/video exhibition in town", "A photo/video exhibition in town", None),
        (
            "en",
            "Photo: the new port is open at last.",
            "Photo: the new port is open at last.",
            None,
        ),
        ("en", "Boats at sea. Post/Jo Lee", "Boats at sea.", "Post/Jo Lee"),
        ("en", "Boats at sea. (Bay Post/Jo Lee)", "Boats at sea.", "Bay Post/Jo Lee"),
        ("fr", "Bateaux en mer. • © Jo Lee", "Bateaux en mer.", "Jo Lee"),
        ("it", "Barche in mare (foto Lee)", "Barche in mare", "Lee"),
        ("en", "Boats at sea (file picture) (", "Boats at sea (file picture)", None),
        ("en", "The mayor (photo op)", "The mayor (photo op)", None),
        ("en", "The crew (video game)", "The crew (video game)", None),
        ("ja", "海に浮かぶ船（無料提供）", "海に浮かぶ船（無料提供）", None),
        ("ja", "港の朝食（無償で提供）", "港の朝食（無償で提供）", None),
        ("ko", "바다의 배 (무료 제공)", "바다의 배 (무료 제공)", None),
        ("ja", "海に浮かぶ船（港町提供）", "海に浮かぶ船", "港町"),
        ("ko", "바다의 배 [항구시 제공. 재판매 금지]", "바다의 배", "항구시"),
        ("ko", "바다의 배. /사진=항구시 제공", "바다의 배.", "항구시"),
        ("ko", "바다의 배. 사진 = 항구시 제공", "바다의 배.", "항구시"),
        ("ko", "사진: 바다의 배 (항구시 제공)", "사진: 바다의 배", "항구시"),
        ("ja", "海に浮かぶ船（写真＝港町提供）", "海に浮かぶ船", "港町"),
        ("id", "Kapal di laut (Foto: Dok. Balai Pantai)", "Kapal di laut", "Balai Pantai"),
        ("nl", "Boten op zee. © Foto Jo Lee", "Boten op zee.", "Jo Lee"),
        ("en", "© Jo Lee / Bay Post", None, "Jo Lee / Bay Post"),
        ("en", "Boats at sea. Jo Lee, Reuters", "Boats at sea.", "Jo Lee, Reuters"),
        ("en", "Boats at sea. Jo Lee, Alder", "Boats at sea. Jo Lee, Alder", None),
        ("en", "Boats at sea (and/or Jo Lee)", "Boats at sea (and/or Jo Lee)", None),
        ("en", "Boats at sea. (Jo Lee/The Bay Post)", "Boats at sea.", "Jo Lee/The Bay Post"),
        ("es", "Barcos. Gentileza: Prensa Municipal", "Barcos.", "Prensa Municipal"),
        ("ja", "船が並ぶ港（撮影・山野辺透）", "船が並ぶ港", "山野辺透"),
        ("en", "Boats at sea.Jo Lee", "Boats at sea.", "Jo Lee"),
        ("de", "Boote auf See. © dpa | Jo Lee", "Boote auf See.", "dpa | Jo Lee"),
        ("fr", "Bateaux en mer. | LE PHARE", "Bateaux en mer.", "LE PHARE"),
        ("ms", "Bot di laut. - Foto Bernama", "Bot di laut.", "Bernama"),
        ("id", "Kapal di laut. (Dok. Balai Pantai)", "Kapal di laut.", "Balai Pantai"),
        (
            "en",
            "Boats at sea. REUTERS/Jo Lee Purchase Licensing Rights",
            "Boats at sea.",
            "REUTERS/Jo Lee",
        ),
        ("en", "Boats at sea - a fine sight", "Boats at sea - a fine sight", None),
        ("en", "Two boats.And/or none at all", "Two boats.And/or none at all", None),
        ("en", "Fog | It will lift soon.", "Fog | It will lift soon.", None),
        ("en", "The mayor | the bridge", "The mayor | the bridge", None),
        ("en", "Boats at sea | Reuters", "Boats at sea", "Reuters"),
        ("en", "Jo Lee/Getty Images", None, "Jo Lee/Getty Images"),
        ("en", "Shutterstock", None, "Shutterstock"),
        ("id", "Kapal di laut (Shutterstock)", "Kapal di laut", "Shutterstock"),
        ("en", "Boats at sea. Jo Lee via Getty Images", "Boats at sea.", "Jo Lee via Getty Images"),
        ("es", "Barcos en el mar. EFE", "Barcos en el mar.", "EFE"),
        ("en", "Boats at sea. Harbour", "Boats at sea. Harbour", None),
        ("en", "Boats on April 9. Jo Lee / AP", "Boats on April 9.", "Jo Lee / AP"),
        ("en", "People of Flickr", "People of Flickr", None),
        ("en", "Petra", "Petra", None),
        ("en", "AFP", None, "AFP"),
        ("en", "Reuters", None, "Reuters"),
        ("en", "Boats at sea © 2026", "Boats at sea © 2026", None),
        ("de", "Boote am Kai von P. Lee/dpa", "Boote am Kai von P. Lee/dpa", None),
        (None, "", None, None),
    ],
)
def test_the_credit_leaves_the_caption(
    language: str | None, caption: str, said: str | None, credit: str | None
) -> None:
    assert read_image(Image(URL, caption), language) == Image(URL, said, credit)


@pytest.mark.parametrize(
    "credit",
    [
        "Photo: Jo Lee, 2026",
        "Photo by Jo Lee, 2026",
        "© Jo Lee, 2026",
        "© Photo: Jo Lee, 2026",
        "(Photo: Jo Lee, 2026)",
    ],
)
def test_a_declared_credit_loses_its_label(credit: str) -> None:
    assert read_image(Image(URL, None, credit), "en") == Image(URL, None, "Jo Lee, 2026")


def test_the_credit_that_tells_more_is_taken() -> None:
    found = read_image(Image(URL, "Boats at sea (Jo Lee/AP)", "AP Wire"), "en")
    assert found == Image(URL, "Boats at sea", "Jo Lee/AP")


def test_a_label_leaves_the_caption_with_the_declared_credit_behind_it() -> None:
    found = read_image(
        Image(URL, "Boats at sea. Picture Jo Lee, Bay Pictures", "Jo Lee, Bay Pictures"), "en"
    )
    assert found == Image(URL, "Boats at sea.", "Jo Lee, Bay Pictures")


def test_a_declared_credit_is_kept() -> None:
    found = read_image(Image(URL, "Boats at sea. Photo: Jo Lee", "Lee Pictures"), "en")
    assert found == Image(URL, "Boats at sea.", "Lee Pictures")


@pytest.mark.parametrize(
    ("caption", "left"),
    [
        ("海辺の町＝3日、青浜市（高橋誠撮影）", "海辺の町＝3日、青浜市"),
        ("海辺の町＝高橋誠撮影", "海辺の町"),
        ("海辺の町＝3日午後、青浜市、高橋誠撮影", "海辺の町＝3日午後、青浜市"),
    ],
)
def test_who_took_the_picture_stands_before_the_word_in_japan(caption: str, left: str) -> None:
    found = read_image(Image("https://a.example/a.jpg", caption), "ja")
    assert (found.caption, found.credit) == (left, "高橋誠")


@pytest.mark.parametrize(
    "caption",
    [
        "海辺の町（3日撮影）",
        "海辺の町＝上空から撮影",
        "海辺の町＝漁師が撮影",
        "海辺の町（資料図、3日攝）",
    ],
)
def test_when_or_from_where_it_was_taken_is_no_credit(caption: str) -> None:
    found = read_image(Image("https://a.example/a.jpg", caption), "ja")
    assert (found.caption, found.credit) == (caption, None)


def test_somebody_of_the_house_is_a_credit() -> None:
    found = read_image(Image(URL, "Boats at sea. Jo Lee, Bay Post"), "en", "Bay Post")
    assert (found.caption, found.credit) == ("Boats at sea.", "Jo Lee, Bay Post")


@pytest.mark.parametrize(
    ("caption", "credit", "read"),
    [
        ("Boats at sea. © Jo Lee", "© Jo Lee", ("Boats at sea.", "Jo Lee")),
        ("Boats at sea.", "Copyright", ("Boats at sea.", None)),
    ],
)
def test_a_credit_is_not_said_twice_and_names_somebody(
    caption: str, credit: str, read: tuple[str, str | None]
) -> None:
    found = read_image(Image(URL, caption, credit), "en")
    assert (found.caption, found.credit) == read
