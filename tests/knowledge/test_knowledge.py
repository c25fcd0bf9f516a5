"""The knowledge base: its files, names, offices, and what a broken file of a user's says."""

import os
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.knowledge import Entry, Knowledge, check_file, load_knowledge
from dragoman.knowledge.folding import is_acronym, is_sun_article, name_words, sound_of
from dragoman.knowledge.names import SHORTEST_MISTYPED, halves, halves_around

pytestmark = pytest.mark.slow  # left out of the quick checks: together they take long

HOME = Path(__file__).parents[2] / "src" / "dragoman" / "knowledge" / "actors"
KNOWLEDGE = load_knowledge()


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(HOME.iterdir()), ids=lambda path: path.name)
def test_own_files(path: Path) -> None:
    """Nothing is wrong with any file of ours."""
    assert check_file(path, KNOWLEDGE.entries) == []


def test_countries() -> None:
    """Every country has a code that agrees with its own, and none shares a name with another."""
    countries = [entry for entry in KNOWLEDGE.entries.values() if entry.kind == "country"]
    assert len(countries) == 250
    assert all(entry.id == entry.country for entry in countries)
    names = [entry.name for entry in countries]
    assert len(names) == len(set(names))


def test_references() -> None:
    """Every office and every part belongs to a country or body that the knowledge base has."""
    for entry in KNOWLEDGE.entries.values():
        assert entry.country is None or KNOWLEDGE.country(entry.country) is not None, entry.id
        assert all(office.of in KNOWLEDGE.entries for office in entry.offices), entry.id
        assert all(whole in KNOWLEDGE.entries for whole in entry.part_of), entry.id


@pytest.mark.parametrize(
    ("title", "of", "day", "who"),
    [
        ("president", "USA", "2020-01-03", "Donald Trump"),
        ("president", "USA", "2021-07", "Joe Biden"),
        ("prime minister", "IRQ", "2020-01-03", "Adil Abdul-Mahdi"),
        ("prime minister", "IRQ", "2021", "Mustafa al-Kadhimi"),
        ("supreme leader", "IRN", "2024-02-07", "Ali Khamenei"),
        ("commander", "quds-force", "2019-12-31", "Qasem Soleimani"),
        ("foreign minister", "GBR", "2018-01-20", "Boris Johnson"),
    ],
)
def test_holder(title: str, of: str, day: str, who: str) -> None:
    """An office has the holder of the day."""
    holder = KNOWLEDGE.holder(title, of, day)
    assert holder is not None
    assert holder.name == who


@pytest.mark.parametrize(("title", "of", "day"), [("president", "USA", "2021"), ("king", "USA", "2021-01-01")])
def test_no_holder(title: str, of: str, day: str) -> None:
    """Where two held an office in a year, or nobody is known to, nobody is named."""
    assert KNOWLEDGE.holder(title, of, day) is None


@pytest.mark.parametrize(
    ("one", "other"), [("al-Sudani", "Al Sudani"), ("Erdoğan", "Erdogan"), ("Ba'ath", "Baath"), ("Shi’a", "Shia")]
)
def test_folding(one: str, other: str) -> None:
    """Case, accents, apostrophes and the Arabic article make no difference to a name."""
    assert name_words(one) == name_words(other)


SAME_NAME = [
    ("Qassem", "Ghasem"),
    ("Kassem", "Qasim"),
    ("Soleimani", "Suleymani"),
    ("Muhandis", "Mohandes"),
    ("Mohammed", "Muhammad"),
    ("Haider", "Haydar"),
    ("Hussein", "Hossein"),
    ("Qaddafi", "Gadhafi"),
    ("Zelensky", "Zelenskiy"),
    ("Yevgeny", "Evgeniy"),
    ("Haniyeh", "Haniya"),
    ("as-Sudani", "Al Sudani"),
    ("ash-Sharaa", "al-Sharaa"),
    ("Abdul Malik", "Abdel-Malek"),
    ("Abd al-Malik", "Abdulmalik"),
    ("Abdullah", "Abdallah"),
    ("Kim Jong-un", "Kim Jongun"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAME)
def test_sound(one: str, other: str) -> None:
    """Transliterations of one name have one sound, written apart or together."""
    assert sound_of(name_words(one)) == sound_of(name_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hassan", "Hussein"), ("Rouhani", "Soleimani"), ("Khaled", "Galed"), ("Salim", "Selma"), ("Hamdan", "Hamid")],
)
def test_other_sound(one: str, other: str) -> None:
    """Names that are not spellings of one name keep apart."""
    assert sound_of(name_words(one)) != sound_of(name_words(other))


def test_sun_letters() -> None:
    """An article is one only where it takes the sound of the name after it."""
    assert is_sun_article("As", "Sudani")
    assert not is_sun_article("an", "Iraqi")
    assert name_words("ar-Raqqa") == ("raqqa",)


def test_acronym() -> None:
    """Capitals only are an acronym; a word is none."""
    assert is_acronym("U.S.")
    assert not is_acronym("Us")


def test_found_by_sound_and_with_a_typing_error() -> None:
    """A name is found by its sound, or a letter off, and says how; a short word or another first letter is not."""
    assert [(entry.id, how) for entry, how in KNOWLEDGE.named("Kassem Sulaimani")] == [("qasem-soleimani", "sounds so")]
    assert [(entry.id, how) for entry, how in KNOWLEDGE.named("Recep Tayyip Erdagon")] == []
    assert [(entry.id, how) for entry, how in KNOWLEDGE.named("Vladimir Puton")] == [("vladimir-putin", "a letter off")]
    assert KNOWLEDGE.named("Wladimir Puton") == []
    assert KNOWLEDGE.named("Charles E.") == []
    assert [entry.id for entry, _ in KNOWLEDGE.named("hezbollah")] == ["hezbollah"]


@given(st.text(alphabet="abdeghiklmnoqrstuyz", min_size=10, max_size=14), st.integers(0, 13), st.sampled_from("bdklmx"))
def test_a_wrong_letter_leaves_a_half(name: str, at: int, letter: str) -> None:
    """Whatever letter of a name is wrong, missing or added, the name is still found by one of its halves."""
    at = min(at, len(name) - 1)
    for wrong in (name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + letter + name[at:]):
        assert len(wrong) < SHORTEST_MISTYPED or set(halves(name)) & halves_around(wrong)


def test_user_file_adds_and_overrides(tmp_path: Path) -> None:
    """A user's entry of a new id is added; one of ours is put over ours and keeps its old name as another spelling."""
    text = """
    [[actor]]
    id = "river-guards"
    name = "River Guards"
    kind = "group"
    country = "IRQ"
    sector = "PRM"
    [[actor]]
    id = "hezbollah"
    name = "Hizb Allah"
    kind = "group"
    sector = "PRM"
    """
    knowledge = load_knowledge((written(tmp_path, text),))
    assert knowledge.entries["river-guards"].sector == "PRM"
    hezbollah = knowledge.entries["hezbollah"]
    assert (hezbollah.name, hezbollah.sector, hezbollah.country) == ("Hizb Allah", "PRM", "LBN")
    assert "Hezbollah" in hezbollah.variants


def test_table(tmp_path: Path) -> None:
    """Lines of a table with one name are one person with several offices."""
    text = "name,country,office,since,until\nJane Roe,GBR,mayor,2001,2003\nJane Roe,GBR,governor,2004,\n"
    knowledge = load_knowledge((written(tmp_path, text, "mine.csv"),))
    entry = knowledge.entries["jane-roe"]
    assert [office.title for office in entry.offices] == ["mayor", "governor"]
    assert entry.sector == "GOV"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[actor]]\nid = "a"\nname = "A"\nkind = "group"\nsector = "XXX"', '"XXX" is no PLOVER sector'),
        ('[[actor]]\nid = "a"\nname = "A"\nkind = "tribe"', "kind"),
        ('[[actor]]\nid = "A b"\nname = "A"\nkind = "group"', '"A b": an id is made of'),
        ('[[actor]]\nid = "a"\nname = "A"\nkind = "group"\ncountry = "Iraq"', "alpha-3"),
        ('[[actor]]\nid = "a"\nnam = "A"\nkind = "group"', '"a": Object'),
        ("[[actor", "]]"),
        (
            '[[actor]]\nid = "a"\nname = "A"\nkind = "person"\noffices = [{ title = "x", of = "IRQ", since = "May" }]',
            "YYYY",
        ),
        (
            '[[actor]]\nid = "a"\nname = "A"\nkind = "person"\n'
            'offices = [{ title = "x", of = "IRQ", since = "2004", until = "2003" }]',
            "ends before it begins",
        ),
    ],
)
def test_broken_file(tmp_path: Path, text: str, said: str) -> None:
    """A broken file stops the work with a message that names file, entry and what to do."""
    path = written(tmp_path, text)
    with pytest.raises(SetupError) as caught:
        load_knowledge((path,))
    assert caught.value.slug == "knowledge.file"
    assert str(path) in caught.value.message
    assert said in caught.value.message
    assert "Mend" in caught.value.message
    assert check_file(path, KNOWLEDGE.entries)


def test_broken_table(tmp_path: Path) -> None:
    """A table with an unknown column, or none of the names, is refused."""
    assert "colour" in check_file(written(tmp_path, "name,colour\nA,red\n", "a.csv"), {})[0]
    assert 'line 3: "b": ' in check_file(written(tmp_path, "name,kind\nA,person\nB,tribe\n", "c.csv"), {})[0]
    assert check_file(written(tmp_path, "", "b.csv"), {})
    with pytest.raises(SetupError, match="cannot be read"):
        check_file(tmp_path / "missing.toml", {})


def test_pickle() -> None:
    """A knowledge base sent to another process is loaded there again."""
    assert pickle.loads(pickle.dumps(KNOWLEDGE)).entries == KNOWLEDGE.entries


@pytest.mark.slow
def test_large_dictionary() -> None:
    """Names are looked up in a moment, however many there are."""
    many = [
        Entry(id=f"n{number}", name=f"Name{number} Surname{number % 97}", kind="person") for number in range(20_000)
    ]
    knowledge = Knowledge.of(many)
    begun = time.process_time()
    for number in range(2_000):
        assert knowledge.index.at([f"name{number}", f"surname{number % 97}", "said"])[0][0] == 2
    assert time.process_time() - begun < 3  # to walk over all names each time takes several times as long


def test_opened_in_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is made once; after that a dictionary of thousands of names is opened as fast as an empty one."""
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))
    lines = "".join(f"Person{number} Surname{number},IRQ\n" for number in range(5_000))
    path = written(tmp_path, "name,country\n" + lines, "many.csv")
    assert "person7-surname7" in load_knowledge.__wrapped__((path,)).entries
    begun = time.process_time()
    assert "person7-surname7" in load_knowledge.__wrapped__((path,)).entries
    assert time.process_time() - begun < 1
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_old_indexes_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody has opened for a month goes when a new index of its kind is made; other files stay."""
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))
    old, fresh, other = (tmp_path / name for name in ("actors-1.sqlite", "actors-2.sqlite", "places-1.sqlite"))
    for path in (old, fresh, other):
        path.write_text("", encoding="utf-8")
    for path in (old, other):
        os.utime(path, (0, 0))
    load_knowledge.__wrapped__(())
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()


def test_without_a_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache folder cannot be written, the index is made among temporary files."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "file"))
    assert load_knowledge.__wrapped__(()).country("IRQ") is not None
