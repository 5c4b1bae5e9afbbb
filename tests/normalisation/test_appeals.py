"""A page that speaks to its reader about itself is told from the news by words of small classes."""

from __future__ import annotations

import pytest

from newscrawl.normalisation.appeals import appeal
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Line

# In wordings that no list of openings holds.
APPEALS = [
    ("ar", "احصل على أهم أخبار الميناء في بريدك كل صباح عبر نشرتنا"),
    ("bg", "Имате мнение? Оставете коментар под статията"),
    ("bn", "খবরটি ভালো লাগলে শেয়ার করুন"),
    ("cs", "Líbil se vám článek? Pošlete nám svůj názor"),
    ("da", "Sig din mening i kommentarfeltet"),
    ("de", "Unser Abendbriefing – hier kostenlos abonnieren!"),
    ("el", "Θέλετε κι άλλα; Λάβετε το newsletter μας"),
    ("en", "Choose the Gazette as your preferred source on Google for harbour news."),
    ("en", "If you buy something using links in our stories, we may earn a commission."),
    ("en", "Our work is paid for by readers. Become a member from £4 a month."),
    ("es", "Hazte socio y apoya nuestro periodismo"),
    ("fa", "دیدگاه خود را برای ما بنویسید"),
    ("fi", "Ota kantaa jutun kommentteihin"),
    ("fr", "Envie d'aller plus loin ? Créez un compte gratuit pour lire l'article complet"),
    ("he", "ספרו לנו מה דעתכם בתגובות"),
    ("hi", "खबर कैसी लगी? कमेंट में राय दें"),
    ("hr", "Podržite naše novinarstvo pretplatom"),
    ("hu", "Írja meg véleményét a hozzászólásokban"),
    ("id", "Yuk, sampaikan pendapatmu di kolom komentar"),
    ("it", "Sostieni il giornalismo indipendente con una donazione"),
    ("ja", "編集部へのご意見はこちら"),
    ("ko", "이 기사에 대한 의견을 댓글로 남겨주세요"),
    ("ms", "Kongsi pandangan anda di ruangan komen"),
    ("nl", "Wat denkt u? Laat het de anderen weten in een reactie."),
    ("nl", "Reageer op dit artikel of stuur ons een mail"),
    ("no", "Fortell oss hva du mener om saken"),
    ("pl", "Napisz w komentarzu, co o tym sądzisz"),
    ("pt", "Apoie o jornalismo local: torne-se assinante"),
    ("ro", "Lasă un comentariu și spune-ne părerea ta"),
    ("ru", "Поддержите редакцию — станьте подписчиком"),
    ("sk", "Podporte našu redakciu predplatným"),
    ("sr", "Оставите свој коментар испод текста"),
    ("sv", "Stötta vår journalistik – bli prenumerant"),
    ("th", "ร่วมแสดงความคิดเห็นท้ายข่าวนี้"),
    ("tr", "Düşüncelerinizi yorum olarak bize yazın"),
    ("uk", "Долучайтеся до спільноти читачів нашого видання"),
    ("vi", "Bạn nghĩ sao? Hãy để lại ý kiến ở phần bình luận"),
    ("zh", "欢迎在评论区写下你的看法"),
    ("zh-Hant", "歡迎留言告訴我們你的看法"),
]
NEWS = [
    ("de", "„Folgen Sie uns“, sagte die Kapitänin und zeigte auf den Kanal."),
    ("de", "Spenden kamen auch aus dem Nachbardorf."),
    ("de", "Artikel 7 der Satzung wurde am Montag geändert."),
    ("de", "Der Sender verlor im Mai jeden zehnten Abonnenten seines Newsletters."),
    ("en", "The paper's newsletter gained 4,000 subscribers in May, its editor said."),
    ("en", "Download speeds in the app fell after the storm, the harbour office said."),
    ("en", "“Follow us on Facebook,” the poster said."),
    ("en", "Follow the coast road for two miles and turn left at the church."),
    ("en", "Comments from the mayor were met with silence."),
    ("en", "Open the app, choose a day and wait for the van."),
    ("en", "Who pays? Our children do, the mayor said."),
    ("da", "Har du læst alle kommentarerne?"),
    ("de", "Haben Sie die Kommentare gelesen?"),
    ("fr", "Le comité répond aux abonnés par e-mail."),
    ("en", "Our work depends on donations from the villages."),
    ("en", "This story is part of the legend of the port."),
    ("es", "Mira el mapa y decide quedarse."),
    ("fr", "Chaque matin, l'application tombe en panne."),
    ("en", "Add the flour, stir for two minutes and leave the dough to rest."),
    ("es", "El canal de Sker sigue cerrado, informó la autoridad del puerto."),
    ("fr", "Le journal a gagné mille abonnés depuis le lancement de sa newsletter."),
    ("id", "Kanal irigasi itu diperbaiki warga bersama anggota koperasi."),
    ("it", "Il canale resterà chiuso fino a lunedì, scrive la redazione del porto."),
    ("ja", "同社は会員向けアプリを来月から配信すると発表した。"),
    ("ko", "이 회사는 지난달 유료 회원이 두 배로 늘었다고 밝혔다."),
    ("nl", "„Word lid van onze club”, stond er op het briefje aan de deur."),
    ("pl", "– Zostań z nami na redakcji – powiedziała Klara."),
    ("ru", "Кто видел пожар? На этот вопрос ответа нет."),
    ("ru", "Приложение банка не работало два часа, сообщила редакции пресс-служба."),
    ("tr", "Gazete, abone sayısının mayısta arttığını duyurdu."),
    ("zh", "该公司表示，客户端的付费会员上月增加了一倍。"),
]
MADE = [
    ("de", "Dieser Text wurde mit Hilfe von KI übersetzt und geprüft."),
    ("en", "This summary was written by AI and checked by an editor."),
    ("es", "Este resumen fue generado con inteligencia artificial."),
    ("ja", "この記事は機械翻訳を用いて作成しました。"),
    ("no", "Teksten er oversatt med kunstig intelligens."),
    ("ru", "Текст переведён с помощью нейросети."),
]
NOTES = [
    ("en", "This piece was amended on 4 May to give the right name of the ferry."),
    ("de", "Dieser Beitrag wurde am 4. Mai korrigiert."),
    ("fr", "Cet article a été modifié le 4 mai à 10h."),
    ("ru", "Статья обновлена: добавлен комментарий порта"),
]


# To what stands beside the text, in wordings that no list of openings holds.
SHOWN = [
    ("cs", "Prohlédněte si galerii z otevření mostu."),
    ("da", "Lyt til hele samtalen i podcasten."),
    ("de", "Klicken Sie hier für alle Fotos vom Fest"),
    ("el", "Πατήστε για να δείτε όλες τις φωτογραφίες."),
    ("pl", "Kliknij, aby zobaczyć galerię z zawodów."),
    ("de", "Sehen Sie hier die Bilder von der Einweihung."),
    ("en", "Flip through our photos of the opening day"),
    ("en", "How the crane fell: see the footage below."),
    ("da", "Alle vores artikler om fyret finder du i arkivet."),
    ("it", "Qui tutti i nostri articoli sul faro."),
    ("ru", "Все наши материалы о маяке — по ссылке."),
    ("es", "Escuche el pódcast completo con la capitana."),
    ("fi", "Katso kuvat avajaisista"),
    ("hi", "उद्घाटन की तस्वीरें यहां देखें"),
    ("hr", "Poslušajte cijelu epizodu podcasta."),
    ("ja", "開通式の写真はこちら"),
    ("ko", "개통식 사진 보기"),
    ("nl", "Bekijk onze fotoserie van de opening."),
    ("pl", "Obejrzyj zdjęcia z otwarcia mostu."),
    ("ru", "Послушайте новый выпуск нашего подкаста."),
    ("sv", "I spelaren ovan ser du hela invigningen."),
    ("tr", "Açılışın fotoğraflarını galerimizden inceleyin"),
    ("zh", "点击观看开通仪式的视频"),
]
NOT_SHOWN = [
    ("ar", "شاهد الملايين الفيديو خلال يومين."),
    ("en", "Press photographs show her at the wheel."),
    ("cs", "Naše texty jsou o lásce a o moři."),
    ("nl", "Al zijn verhalen gaan over de zee."),
    ("de", "Im Video sind zwei Männer mit Helmen zu sehen."),
    ("en", "The house has a video wall and a sea view."),
    ("en", "Look at the harbour: the map has not changed since 1802."),
    ("en", "See the surgeon first and the film later, her mother told her in a letter."),
    ("es", "Mira las fotos de su padre y llora."),
    ("fr", "Voir ces images a bouleversé la ville."),
    ("it", "Nel video si vede il ponte che oscilla."),
    ("ja", "彼は毎朝その写真を見る。"),
    ("ru", "Видео сняли рыбаки с другого берега."),
    ("sv", "I videon syns två män med hjälm."),
]
# Of the text itself, which its readers made possible.
SUPPORTED = [
    ("da", "Historien er lavet med hjælp fra vores medlemmer."),
    ("de", "Diese Recherche haben unsere Leserinnen bezahlt."),
    ("fr", "Cette enquête existe grâce à nos lecteurs."),
    ("hu", "Ezt a cikket olvasóink adományai fizették: ez a cikk olvasóinké."),
    ("ja", "本記事は読者の皆さまのおかげで書けました。"),
]
IN_SERIES = [
    ("cs", "Článek je součástí seriálu „Malé přístavy“."),
    ("fr", "Cet article fait partie de notre série « Petits ports »."),
    ("ru", "Статья входит в нашу серию о маяках."),
]
ANSWERED = [
    ("es", "¿Debe abrir el faro? Vota en nuestra encuesta."),
    ("hr", "Treba li svjetionik ostati? Glasajte u anketi."),
    ("it", "E la vostra spiaggia? Ditecelo nei commenti."),
    ("pl", "A jak jest u was? Dajcie znak w komentarzach!"),
    ("sv", "Vad säger ni? Sätt igång i kommentarsfältet."),
]


@pytest.mark.parametrize(("language", "line"), [*SHOWN, *SUPPORTED, *IN_SERIES, *ANSWERED])
def test_what_the_page_has_beside_the_text(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is Role.PROMPT


@pytest.mark.parametrize(("language", "line"), NOT_SHOWN)
def test_news_of_pictures_is_none(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Our newsletter “Harbour Notes” is free: sign up here.", Role.PROMPT),
        ("“Sign up”, he said, and pointed at our newsletter.", None),
        ("Reports of the members were free, the article said.", None),
    ],
)
def test_a_name_in_quotation_marks_is_no_speech(line: str, expected: Role | None) -> None:
    assert appeal(Line(line, 0), "en") is expected


def test_thai_parts_its_clauses_by_spaces() -> None:
    assert appeal(Line("เห็นด้วยหรือไม่ แสดงความคิดเห็นใต้ข่าวนี้", 0), "th") is Role.PROMPT


@pytest.mark.parametrize(("language", "line"), APPEALS)
def test_appeals(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is Role.PROMPT


@pytest.mark.parametrize(("language", "line"), NEWS)
def test_news_of_such_things_is_none(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is None


@pytest.mark.parametrize(("language", "line"), MADE)
def test_texts_that_machines_made(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is Role.PROMPT


@pytest.mark.parametrize(("language", "line"), NOTES)
def test_what_is_said_of_the_text_itself(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is Role.CORRECTIONS


def test_english_is_understood_on_every_page() -> None:
    assert appeal(Line("Leave a comment", 0), "eu") is Role.PROMPT


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "STORY CONTINUES BELOW THIS AD"),
        ("es", "PUBLICIDAD. SIGUE LEYENDO DEBAJO"),
        ("ms", "Sambung baca selepas iklan"),
        ("tr", "Haber reklamın ardından devam ediyor"),
    ],
)
def test_where_a_text_goes_on_around_an_advertisement(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is Role.PROMPT


def test_news_of_advertisements_is_none() -> None:
    assert appeal(Line("The ban on advertising continues, the mayor said.", 0), "en") is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("da", "Kystens nyheder i lommen – i vores app"),
        ("de", "Immer im Bilde: unser WhatsApp-Kanal"),
        ("ru", "Порт и город — в нашем приложении"),
    ],
)
def test_channels_of_the_house_need_no_invitation(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is Role.PROMPT


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Redaktion verliert ihren WhatsApp-Kanal"),
        ("en", "Newsroom loses its Telegram channel"),
        ("en", "We sold our app last year, said nobody."),
    ],
)
def test_channels_of_others_are_news(language: str, line: str) -> None:
    assert appeal(Line(line, 0), language) is None
