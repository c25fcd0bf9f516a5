"""The knowledge base covers the conflicts of the world, each side of each: leaders with their dates, forces, groups."""

import pytest

from dragoman.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()

# A conflict, the countries whose leaders are known on a day in it, and names of the forces and groups that fight in it
CONFLICTS = [
    (
        "Ukraine",
        "2023-01-15",
        ["UKR", "RUS"],
        ["Ukrainian army", "Russian army", "Wagner", "HUR", "Azov Regiment", "DPR"],
    ),
    ("Gaza", "2023-11-15", ["ISR", "PSE", "LBN"], ["IDF", "Hamas", "al-Quds Brigades", "Hezbollah", "Radwan Force"]),
    ("Sudan", "2023-06-15", ["SDN"], ["Sudanese army", "RSF", "Hemedti", "al-Burhan", "SPLM-N", "Janjaweed"]),
    ("Tigray", "2021-06-15", ["ETH", "ERI"], ["TPLF", "ENDF", "Fano", "Oromo Liberation Army", "Eritrean army"]),
    ("Sahel", "2023-01-15", ["MLI", "BFA", "NER"], ["JNIM", "ISGS", "FAMa", "MINUSMA", "Ansaroul Islam", "VDP"]),
    ("Myanmar", "2022-06-15", ["MMR"], ["Tatmadaw", "NUG", "People's Defence Force", "Arakan Army", "MNDAA", "KNLA"]),
    ("Yemen", "2023-12-15", ["YEM", "SAU", "ARE"], ["Houthis", "Southern Transitional Council", "Saudi-led coalition"]),
    ("Syria", "2015-06-15", ["SYR", "TUR"], ["SDF", "YPG", "HTS", "Free Syrian Army", "Syrian army", "Daesh"]),
    ("Afghanistan", "2022-06-15", ["AFG"], ["Taliban", "Haqqani network", "ISKP", "National Resistance Front"]),
    ("Kashmir", "2019-02-20", ["IND", "PAK"], ["Jaish-e-Mohammed", "Lashkar-e-Taiba", "Indian army", "Pakistan army"]),
    ("Karabakh", "2020-10-15", ["ARM", "AZE"], ["Azerbaijani army", "Artsakh Defence Army", "Armenian army"]),
    ("Colombia", "2023-06-15", ["COL"], ["ELN", "FARC", "Gulf Clan", "Estado Mayor Central"]),
    ("Congo", "2024-06-15", ["COD", "RWA"], ["M23", "FARDC", "ADF", "MONUSCO", "Wazalendo", "FDLR", "AFC"]),
    ("Somalia", "2023-06-15", ["SOM"], ["al-Shabab", "Somali National Army", "ATMIS"]),
    ("Haiti", "2022-06-15", ["HTI"], ["Viv Ansanm", "G9", "400 Mawozo", "Haitian National Police"]),
    ("Venezuela", "2024-08-15", ["VEN"], ["Tren de Aragua", "María Corina Machado", "Edmundo González"]),
    ("Taiwan", "2024-08-15", ["TWN", "CHN"], ["PLA", "Taiwan's defence ministry", "Eastern Theater Command"]),
    ("Koreas", "2024-08-15", ["KOR", "PRK"], ["Korean People's Army", "South Korean military", "Kim Yo Jong"]),
    ("Balkans", "2022-08-15", ["SRB", "XKX", "BIH"], ["KFOR", "EULEX", "Milorad Dodik", "Republika Srpska"]),
]
NO_HOLDER_KNOWN = {"BIH"}  # a presidency of three


@pytest.mark.parametrize(
    ("day", "countries", "names"), [one[1:] for one in CONFLICTS], ids=[one[0] for one in CONFLICTS]
)
def test_a_conflict_is_covered(day: str, countries: list[str], names: list[str]) -> None:
    """Each country has a head of state or of government on the day, and each force and group is known by its name."""
    titles = ("president", "prime minister", "king", "supreme leader", "head of the junta", "head of the army")
    for country in set(countries) - NO_HOLDER_KNOWN:
        assert any(KNOWLEDGE.holder(title, country, day) for title in titles), country
    assert [name for name in names if not KNOWLEDGE.named(name)] == []


@pytest.mark.parametrize(
    ("name", "day", "country"),
    [
        ("Hemedti", "2023-04-20", "SDN"),
        ("Zelenskiy", "2022-03-01", "UKR"),
        ("Zaluzhny", "2022-03-01", "UKR"),
        ("Ibrahim Traore", "2023-01-01", "BFA"),
        ("Min Aung Hlaing", "2022-01-01", "MMR"),
        ("Aidarus al-Zoubaidi", "2022-01-01", "YEM"),
        ("Mustafa Al Kadhimi", "2021-01-01", "IRQ"),
    ],
)
def test_a_leader_was_in_office(name: str, day: str, country: str) -> None:
    """A leader is found by the name that outlets use, with the office of the day."""
    found = [entry for entry, _ in KNOWLEDGE.named(name) if entry.country == country]
    assert found
    assert any(KNOWLEDGE.in_office(entry.id, day) for entry in found)
