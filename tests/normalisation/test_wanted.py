"""Lines that look like those of a page's furniture and are the article's own."""

from __future__ import annotations

import pytest

from newscrawl import examine

FIRST = {
    "en": "The mayor of Port Alder answered the questions of our readers on Monday afternoon.",
    "de": "Die Bürgermeisterin von Erlenhafen beantwortete am Montag die Fragen unserer Leser.",
    "fr": "Le maire de Port-Aulne a répondu lundi après-midi aux questions de nos lecteurs.",
    "es": "La alcaldesa de Puerto Aliso respondió el lunes a las preguntas de nuestros lectores.",
    "ru": "Мэр Ольхового порта ответил в понедельник на вопросы наших читателей о пароме.",
    "pl": "Burmistrz Olszowego Portu odpowiedział w poniedziałek na pytania naszych czytelników.",
    "id": "Wali kota Pelabuhan Alder menjawab pertanyaan para pembaca pada Senin sore kemarin.",
}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "What do you think of the ferry?"),
        ("en", "Have you seen the plans of the owners?"),
        ("en", "The survey says that most of the town wants the ferry back."),
        ("en", "Support for the bridge has fallen by half, as the council admits."),
        ("en", "Comments by the minister did not help, the mayor says of that week."),
        ("de", "Was denken Sie über die Fähre?"),
        ("de", "Haben Sie die Pläne der Reederei gesehen?"),
        ("de", "Der Beitrag wurde am Montag im Rat verlesen und danach lange besprochen."),
        ("fr", "Qu'en pensez-vous ?"),
        ("fr", "La vidéo de la réunion montre une salle vide, répond le maire."),
        ("es", "¿Qué opina usted del puente?"),
        ("es", "Además, el consejo votó en contra de la propuesta de los dueños."),
        ("es", "No te pierdas la fiesta del puerto, que vuelve en mayo con música y fuegos."),
        ("ru", "Не пропустите концерт на набережной, говорит мэр, он будет в мае."),
        ("ru", "Что вы думаете о мосте?"),
        ("ru", "Самое важное для города, говорит мэр, это паром и его цена."),
        ("pl", "Co pan o tym sądzi?"),
        ("id", "Apa pendapat Anda tentang jembatan itu?"),
    ],
)
def test_what_an_article_says_itself_stays(language: str, line: str) -> None:
    texts = [FIRST[language], line, FIRST[language]]
    blocks = "".join(f"<p>{text}</p>" for text in texts)
    page = f"<html lang={language}><body><article><h1>X y z</h1>{blocks}</article></body></html>"
    found = examine(page.encode(), url="https://news.example/a").article
    assert (found.article_body or "").split("\n") == texts
