"""Language: what a text is written in, and what becomes of what is written in another language than the one coded."""

import pytest

from dragoman.clean import clean
from dragoman.clean.language import identify
from dragoman.lang import load_language
from dragoman.model import CleanDocument, Meta, Piece, RawDocument, Stated
from dragoman.pipeline import accounts
from dragoman.resolve import resolve
from dragoman.settings import Settings, load_tools

pytestmark = pytest.mark.slow  # left out of `make quick`

ENGLISH = load_language("en")
TEXTS = {
    "en": "The army said on Tuesday that two soldiers were killed when a drone hit their post near the northern "
    "border. Officials gave no further details, and the rebels have not commented on the attack.",
    "fr": "L'armée a annoncé mardi que deux soldats avaient été tués lorsqu'un drone a frappé leur poste près de la "
    "frontière nord. Les autorités n'ont pas donné plus de détails.",
    "de": "Die Armee teilte am Dienstag mit, dass zwei Soldaten getötet wurden, als eine Drohne ihren Posten nahe der "
    "nördlichen Grenze traf. Die Behörden machten keine weiteren Angaben.",
    "es": "El ejército informó el martes de que dos soldados murieron cuando un dron alcanzó su puesto cerca de la "
    "frontera norte. Las autoridades no dieron más detalles del ataque.",
    "pt": "O exército disse na terça-feira que dois soldados foram mortos quando um drone atingiu o seu posto perto da "
    "fronteira norte. As autoridades não deram mais detalhes sobre o ataque.",
    "tr": "Ordu salı günü yaptığı açıklamada, bir insansız hava aracının kuzey sınırı yakınındaki karakola çarpması "
    "sonucu iki askerin öldüğünü söyledi. Yetkililer başka ayrıntı vermedi.",
    "id": "Tentara mengatakan pada hari Selasa bahwa dua tentara tewas ketika sebuah pesawat tak berawak menghantam "
    "pos mereka di dekat perbatasan utara. Para pejabat tidak memberikan rincian lebih lanjut.",
    "ru": "Армия сообщила во вторник, что двое солдат погибли, когда беспилотник ударил по их посту возле северной "
    "границы. Власти не сообщили других подробностей о нападении.",
    "uk": "Армія повідомила у вівторок, що двоє солдатів загинули, коли безпілотник ударив по їхньому посту біля "
    "північного кордону. Влада не повідомила інших подробиць нападу.",
    "ar": "قال الجيش يوم الثلاثاء إن جنديين قتلا عندما أصابت طائرة مسيرة موقعهما قرب الحدود الشمالية. ولم يقدم "
    "المسؤولون مزيدا من التفاصيل عن الهجوم.",
    "fa": "ارتش روز سه‌شنبه اعلام کرد که دو سرباز هنگامی که یک پهپاد به پاسگاه آنها در نزدیکی مرز شمالی اصابت کرد "
    "کشته شدند. مقامات جزئیات بیشتری ندادند.",
    "he": "הצבא מסר ביום שלישי כי שני חיילים נהרגו כאשר כלי טיס בלתי מאויש פגע בעמדה שלהם סמוך לגבול הצפוני. הרשויות "
    "לא מסרו פרטים נוספים.",
    "zh": "军方星期二说，一架无人机击中北部边境附近的哨所，两名士兵丧生。官员没有提供袭击的更多细节。",
}


def identified(text: str, stated: str | None = None, *, is_body: bool = True) -> CleanDocument:
    """A text with its language."""
    raw = RawDocument("doc", "made.txt", text, Stated(language=stated), is_body=is_body)
    return identify(clean(raw, lang=ENGLISH), stated=stated, lang=ENGLISH)


@pytest.mark.parametrize("code", TEXTS)
def test_thirty_words_tell_a_language(code: str) -> None:
    """A short text in any of these languages is told from the others; all but English have a problem that says so."""
    found = identified(TEXTS[code])
    assert found.meta.language == code
    assert [problem.code for problem in found.problems] == ([] if code == "en" else ["clean.language"])
    assert {piece.language for piece in found.body} == {None if code == "en" else code}


@pytest.mark.parametrize(
    "text", ["Soleimani killed", "US kills Iranian general in Baghdad air strike", "5 January 2020"]
)
def test_what_is_too_short_to_tell_counts_as_the_coded_language(text: str) -> None:
    """Headlines of names have no function words and are no other language for that."""
    assert identified(text).meta.language == "en"


def test_lists_of_names_are_no_other_language() -> None:
    """A paragraph of names alone tells no language, however long it is."""
    names = "Qasem Soleimani, Abu Mahdi al-Muhandis, Hadi al-Amiri, Qais al-Khazali, Falih al-Fayyadh, Barham Salih, "
    assert identified(f"{TEXTS['en']}\n\n{names * 3}").problems == ()


def test_what_is_stated_is_a_hint() -> None:
    """Templates state a wrong language; only of a text too short to tell is a statement believed that fits it."""
    assert identified(TEXTS["en"], "fr").meta.language == "en"
    assert identified("Two soldiers were killed on Tuesday.", "fr").meta.language == "en"
    assert identified("Deux soldats ont été tués mardi.", "fr-FR").meta.language == "fr"


def test_a_paragraph_in_another_language_is_kept_apart() -> None:
    """The document keeps the language of the most of it, and each paragraph that differs bears its own."""
    found = identified(f"{TEXTS['en']}\n\n{TEXTS['ar']}\n\n{TEXTS['en'].replace('army', 'navy')}")
    assert found.meta.language == "en"
    assert [piece.language for piece in found.pieces] == [None, "ar", None]
    assert "1 of 3 paragraphs are in Arabic" in found.problems[0].message


def test_a_page_in_another_language_keeps_its_text() -> None:
    """Where cleaning knows none of the words, a paragraph's length makes the body."""
    found = identified(f"Menu\nHome\n\n{TEXTS['tr']}\n\nShare\nTwitter", is_body=False)
    assert found.meta.language == "tr"
    assert [piece.span.of(found.text) for piece in found.body] == [TEXTS["tr"]]


@pytest.mark.slow
def test_nothing_is_coded_in_a_language_that_is_not_installed() -> None:
    """The English names in a German text, and an Arabic paragraph in an English one, make no events or actors."""
    german = (
        "Iran und Irak haben die USA nach dem Angriff auf Bagdad verurteilt, die Regierung in Teheran kündigte an, "
        "dass sie zurückschlagen werde."
    )
    mixed = f"{TEXTS['ar']}\n\n{TEXTS['en']}"
    documents = [RawDocument(name, name, text, is_body=True) for name, text in (("de", german), ("mixed", mixed))]
    told, both = accounts(documents, load_tools(Settings()))
    assert (told.meta.language, told.mentions.events, told.mentions.actors) == ("de", (), ())
    assert both.mentions.events
    assert (told.is_coded, both.is_coded) == (False, True)
    assert all(event.start > len(TEXTS["ar"]) for event in both.mentions.events)


def test_what_is_included_beside_the_body_is_not_coded_either() -> None:
    """A caption of a German page goes with its page, however short it is."""
    text = f"Soldaten in Erbil\n{TEXTS['de']}"
    pieces = (Piece(0, 17, "caption", "made"), Piece(18, len(text), "body", "made"))
    found = identify(CleanDocument("doc", "made", text, Meta(), pieces), stated=None, lang=ENGLISH)
    assert [piece.language for piece in found.pieces] == ["de", "de"]


@pytest.mark.slow
def test_an_outlet_that_cannot_be_read_is_not_silent() -> None:
    """Whoever writes in another language may have reported an event: that is not known."""
    texts = (
        ("The O", TEXTS["en"]),
        ("The P", TEXTS["ar"]),
        ("The Q", "The minister of trade said that grain is dear."),
    )
    documents = [
        RawDocument(outlet, outlet, text, Stated(outlet=outlet, published="2020-01-09"), is_body=True)
        for outlet, text in texts
    ]
    events = resolve(accounts(documents, load_tools(Settings()))).events
    assert {outlet for event in events for outlet in event.silent} <= {"The O", "The Q"}
    assert any("The Q" in event.silent for event in events)
