"""The gazetteer: names, what bears them, and the user's own places."""

import pickle
import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SetupError
from dragoman.knowledge.places import Gazetteer, load_gazetteer, place_key
from dragoman.knowledge.places.build import index_version
from dragoman.knowledge.places.records import CountryFile, PlaceFile

DATA = Path(str(files("dragoman.knowledge.places")))
OWN_PLACE = """
precision = "site"
country = "IRQ"
place = [{ name = "Checkpoint Nine", lat = 33.1, lon = 44.2, also = ["CP Nine"], marked = ["C9"] }]
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Sharqat", "Al Sharqat"),
        ("El Fasher", "al-Fasher"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("The Hague", "Hague"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Ain al-Asad airbase", "Ain Al Asad Air Base"),
        ("Diyarbakır", "DIYARBAKIR"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    """Case, accents, apostrophes, hyphens and the spelling of the article do not part two names."""
    assert place_key(one) == place_key(other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    """Making a key of a key changes nothing more than a leading article could."""
    key = place_key(name)
    assert place_key(key) in (key, key.removeprefix("the "), place_key(key))
    assert "  " not in key
    assert key == key.strip()


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon", "precision"),
    [
        ("Iraq", "IRQ", 33, 44, "country"),
        ("Mosul", "IRQ", 36.3, 43.1, "city"),
        ("Oregon", "USA", 44, -120.5, "region"),
        ("Nineveh", "IRQ", 36, 42.5, "region"),
        ("Hubei", "CHN", 31, 112, "region"),
        ("Ain al-Assad", "IRQ", 33.8, 42.4, "site"),
        ("Baghdad International Airport", "IRQ", 33.3, 44.2, "site"),
        ("Strait of Hormuz", None, 26.6, 56.3, "region"),
        ("Mezzeh", "SYR", 33.5, 36.2, "city"),
    ],
)
def test_every_layer_answers(
    gazetteer: Gazetteer, name: str, country: str | None, lat: float, lon: float, precision: str
) -> None:
    """Countries, regions, cities, sites, airports and waters are found by name, at the right spot."""
    fitting = [place for place in gazetteer.places(name) if place.precision == precision and place.country == country]
    assert any(abs(place.lat - lat) < 1.5 and abs(place.lon - lon) < 1.5 for place in fitting)


def test_a_country_has_its_geonames_id_and_is_found_by_code(gazetteer: Gazetteer) -> None:
    """A country has GeoNames' id and its point is not that of its capital."""
    iraq = gazetteer.country("IRQ")
    assert iraq is not None
    assert (iraq.geonames, iraq.lat, iraq.lon) == (99237, 33.0, 44.0)
    assert gazetteer.country("XXX") is None


def test_a_short_form_says_how_it_must_stand(gazetteer: Gazetteer) -> None:
    """ "US" is the country only in capitals, so its answer carries the exact spelling."""
    exact = {place.exact for place in gazetteer.places("US") if place.kind == "country"}
    assert exact == {"US"}


def test_an_unknown_or_empty_name_has_no_place(gazetteer: Gazetteer) -> None:
    """What is not a name finds nothing."""
    assert gazetteer.places("Qwxzzyville") == ()
    assert gazetteer.places("") == ()
    assert gazetteer.places("--") == ()


def test_a_city_knows_its_region(gazetteer: Gazetteer) -> None:
    """A region and the cities in it share a code, so that "Portland, Oregon" can be told from others."""
    oregon = next(place for place in gazetteer.places("Oregon") if place.kind == "region")
    portland = next(place for place in gazetteer.places("Portland") if place.region == "OR")
    assert (oregon.country, oregon.region) == (portland.country, portland.region)


def test_a_users_place_takes_the_stead_of_others(tmp_path: Path) -> None:
    """A user's file adds places, by all their names, before those that we know; marks count in their spelling."""
    path = tmp_path / "own.toml"
    path.write_text(OWN_PLACE + "\n", encoding="utf-8")
    own = Gazetteer(load_gazetteer()._index, (path,))
    assert [place.name for place in own.places("cp nine")] == ["Checkpoint Nine"]
    assert own.places("C9")[0].exact == "C9"
    assert own.places("Mosul")


@pytest.mark.parametrize(
    "text",
    [
        "place = [{ name = 'A' }]",
        "place = [{ name = 'A', lat = 100.0, lon = 0.0 }]",
        "place = [{ name = 'A', lat = 1.0, lon = 1.0, colour = 'red' }]",
        "not toml",
    ],
)
def test_a_broken_user_file_stops_the_work(tmp_path: Path, text: str) -> None:
    """A place without a point, off the earth or with an unknown key is an error that names the file."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=r"own\.toml") as caught:
        Gazetteer(load_gazetteer()._index, (path,))
    assert caught.value.slug == "knowledge.places"


def test_a_missing_user_file_stops_the_work(tmp_path: Path) -> None:
    """A file that is not there is an error before any work."""
    with pytest.raises(SetupError) as caught:
        Gazetteer(load_gazetteer()._index, (tmp_path / "none.toml",))
    assert caught.value.slug == "knowledge.places"


def test_it_travels_to_another_process() -> None:
    """A pickled gazetteer opens again at the other end and answers the same."""
    first = load_gazetteer()
    again = pickle.loads(pickle.dumps(first))
    assert again.places("Erbil") == first.places("Erbil")


def test_the_index_has_one_version() -> None:
    """The same packages and files give the same version."""
    assert index_version() == index_version()
    assert len(index_version()) == 12


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: path.stem)
def test_our_own_files_have_the_form(path: Path) -> None:
    """Each of our place files is well formed, lies on earth, and names no place twice."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    if path.stem == "countries":
        points = list(msgspec.convert(raw, CountryFile).country.values())
        assert len(points) > 240
    else:
        told = msgspec.convert(raw, PlaceFile)
        points = [place for place in told.place if place.lat is not None]
        names = [place.name for place in told.place]
        assert len(names) == len(set(names))
        assert all(place.lat is not None or place.seat for place in told.place)
    assert all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 for place in points)
