"""Encodings: what is declared, what is true, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read import read_content
from dragoman.read.encoding import decode, is_binary

SAID = {
    "ar": "قال المحافظ إن الجسر فوق النهر سيغلق للإصلاح يوم الاثنين، وإن على السائقين أن يبحثوا عن طريق آخر.\n",
    "en": "The governor said: “The bridge – all of it – is closed.”\n",
    "el": "Ο περιφερειάρχης είπε τη Δευτέρα ότι η γέφυρα πάνω από το ποτάμι θα κλείσει για επισκευές.\n",
    "fr": "Le gouverneur a déclaré lundi que le pont serait fermé, « et les conducteurs » devront chercher à côté.\n",
    "he": "המושל אמר ביום שני כי הגשר מעל הנהר ייסגר לתיקונים, ועל הנהגים לחפש דרך אחרת.\n",
    "ja": "知事は月曜日、川にかかる橋を修理のため閉鎖すると述べた。運転手は別の道を探すべきだという。\n",
    "ko": "주지사는 월요일에 강 위의 다리가 수리를 위해 폐쇄될 것이라고 말했다.\n",
    "ru": "Губернатор заявил в понедельник, что мост через реку будет закрыт на ремонт.\n",
    "zh": "省长星期一表示，河上的桥梁将因维修而关闭，司机应另寻道路。\n",
}
LEGACY = [
    ("ar", "cp1256"), ("ar", "iso-8859-6"), ("el", "cp1253"), ("fr", "cp1252"), ("he", "cp1255"), ("ja", "shift_jis"),
    ("ja", "euc-jp"), ("ko", "euc-kr"), ("ru", "cp1251"), ("ru", "koi8-r"), ("zh", "gb18030"),
]  # fmt: skip


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "utf-8", "x-unknown", "rot13"])
@pytest.mark.parametrize(("lang", "encoding"), LEGACY)
def test_legacy_text_is_decoded_whatever_it_declares(lang: str, encoding: str, declared: str | None) -> None:
    """A declaration that is missing, wrong or unknown does not spoil a text of some length."""
    text = SAID[lang] * 8
    assert decode(text.encode(encoding), declared).text == text


@pytest.mark.parametrize(("lang", "encoding"), [*LEGACY, ("ja", "iso-2022-jp")])
def test_a_true_declaration_settles_short_texts(lang: str, encoding: str) -> None:
    """A line that tells nothing by itself is decoded as it declares."""
    text = SAID[lang][:20]
    assert decode(text.encode(encoding), encoding).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("lang", SAID)
def test_utf_16_without_a_mark_is_text(lang: str, encoding: str) -> None:
    """All alphabets are told by the zeros of their blanks and line ends, and are not taken for binary."""
    content = (SAID[lang] * 8).encode(encoding)
    assert decode(content, "utf-8").text == SAID[lang] * 8
    assert not is_binary(content[:4096])


@pytest.mark.parametrize("lang", SAID)
def test_text_that_was_encoded_twice_is_decoded_twice(lang: str) -> None:
    """The second layer comes off as a whole, with a problem that says so; sound text keeps its signs."""
    once = SAID[lang].encode()
    seen = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in once)
    (found,) = read_content(seen.encode(), "a.txt")
    assert found.text == SAID[lang]
    assert [problem.code for problem in found.problems] == ["read.encoding"]
    (sound,) = read_content(once, "a.txt")
    assert (sound.text, sound.problems) == (SAID[lang], ())


def test_text_of_which_a_part_was_encoded_twice_is_left_as_it_is() -> None:
    """What does not come off as a whole is the text's own."""
    text = "CafÃ© – “open” in Kraków"
    assert decode(text.encode()).text == text


def test_quotation_marks_of_pages_that_declare_latin_1_are_quotation_marks() -> None:
    """On the web the label of Latin-1 stands for cp1252."""
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>“Closed” – for good</p></body></html>'
    (found,) = read_content(page.encode("cp1252"), "a.html")
    assert found.text == "“Closed” – for good"


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-16", "iso-2022-jp", "hz", "gb2312", "idna", "hex", "\x00", "utf_8_sig"]),
)
def test_no_bytes_and_no_declaration_make_decoding_fail(content: bytes, declared: str | None) -> None:
    """Whatever comes is decoded, and what is replaced is counted."""
    decoded = decode(content, declared)
    assert decoded.replaced >= 0


@given(st.text(max_size=200).filter(lambda text: "\x00" not in text and "\ufeff" not in text))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    """Sound UTF-8 comes out unchanged, but where all of it bears a second layer."""
    decoded = decode(text.encode())
    assert decoded.text == text or decoded.twice or "\x1b" in text
