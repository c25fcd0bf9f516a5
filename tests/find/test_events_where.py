"""Where an act is: not where somebody comes from, speaks of, or is at home."""

from collections.abc import Callable

import pytest

from dragoman.codebook import load_codebook
from dragoman.find.actors import find_actors
from dragoman.find.events import find_events
from dragoman.find.places import find_places
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.places import load_gazetteer
from dragoman.lang import load_language
from dragoman.model import PLACE, EventMention, Mentions

ENGLISH = load_language("en")
CODEBOOK = load_codebook()
Parse = Callable[..., Grammar]


def told(grammar: Grammar) -> tuple[EventMention, ...]:
    """The events, with actors and places known."""
    places = find_places(grammar, Mentions(), lang=ENGLISH, gazetteer=load_gazetteer())
    actors = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=load_knowledge())
    return find_events(grammar, Mentions(actors=actors, places=places), lang=ENGLISH, codebook=CODEBOOK)


def scenes(grammar: Grammar) -> dict[str, str | None]:
    """The place of each event by its trigger."""
    return {grammar.text[one.start : one.end]: one.where.name if one.where else None for one in told(grammar)}


SCENES = [
    ("Gunmen killed six people in Peshawar.", "killed", "Peshawar"),
    ("Rockets fired from Gaza hit Ashkelon.", "hit", "Ashkelon"),
    ("Warplanes from bases in Jordan bombed Idlib.", "bombed", "Idlib"),
    ("Israel attacked Rafah from bases in the Negev.", "attacked", "Rafaḩ"),
    ("Iran attacked Iraq.", "attacked", None),
    ("The president condemned the attacks in Idlib.", "condemned", None),
    ("The president condemned the attacks in Idlib.", "attacks", "Idlib"),
    ("Protesters in Tel Aviv demanded a deal.", "demanded", "Tel Aviv"),
    ("Speaking in Geneva, the minister condemned the plan.", "condemned", "Geneva"),
    ("The two presidents met in Doha and signed a treaty.", "signed", "Doha"),
    ("The Russian ambassador to Turkey was shot dead in Ankara.", "shot dead", "Ankara"),
    ("Kosovo expelled two envoys over the incident in Banjska.", "expelled", None),
    ("Clashes over land in Darfur killed ten people.", "killed", "Darfur"),
    ("The attack was ordered in Tehran and killed two people.", "attack", None),
    ("The attack was ordered in Tehran and killed two people.", "killed", None),
    ("The London-based group bombed the village.", "bombed", None),
    ("Jets dropped bombs on the market of Aleppo.", "dropped", "Aleppo"),
    ("The army shelled the town of Kobani.", "shelled", "Kobani"),
    ("The mayor of the town of Kobani was killed.", "killed", None),
    ("The army carried out raids in the north of Syria.", "raids", "Syria"),
    ("The army attacked the people of Gaza.", "attacked", None),
    ("The army carried out strikes against a camp of the group near Idlib.", "strikes", "Idlib"),
    ("The toll from an air strike on a market in the Syrian town of Idlib has risen to 124.", "air strike", "Idlib"),
    ("Warplanes shelled a camp near Idlib, forcing out rebels and killing 37 people.", "killing", "Idlib"),
    ("Two people were killed when warplanes bombed a market in Idlib.", "killed", "Idlib"),
    ("Two people were killed after warplanes bombed a market in Idlib.", "killed", None),
    ("A spokesman in Tehran denounced the air strikes.", "air strikes", None),
    ("Workers in Peru went on strike.", "strike", "Peru"),
    ("The president condemned the raid, calling for talks on the war in Syria.", "condemned", None),
    ("Rebels attacked an army base in Helmand province on Monday.", "attacked", "Helmand"),
    ("Jets hit positions in Syria's Idlib province.", "hit", "Idlib"),
    ("Gunmen killed three people in a Kabul market.", "killed", "Kabul"),
    ("Militants attacked a US base near the village.", "attacked", None),
    ("Gunmen killed ten herders in the Red Sea city of Jeddah.", "killed", "Jeddah"),
    ("The minister held talks in Amman with King Abdullah.", "held", "Amman"),
    ("Rwanda and Uganda signed a declaration of principles in Luanda.", "signed", "Luanda"),
    ("Rwanda and Uganda signed a deal on exports of gold from mines in Ituri.", "signed", None),
    ("The president met his counterpart at the palace in Nouakchott.", "met", "Nouakchott"),
    ("The presidents met at the end of the war in Liberia.", "met", None),
    ("The attack on a base in Jordan and talks between Iran and Iraq shocked them.", "talks", None),
    ("Drones set fire to an oil depot in Saratov.", "set fire to", "Saratov"),
    ("Gunmen killed ten people in Iraq's north.", "killed", "Iraq"),
    ("Gunmen killed ten people in Kenya's capital, Nairobi.", "killed", "Nairobi"),
    ("The group claimed the Kabul bombing.", "bombing", "Kabul"),
    ("Nobody was hurt in the Mogadishu attack.", "hurt", "Mogadishu"),
    ("African peacekeepers arrived in Monrovia.", "arrived", "Monrovia"),
    ("The president declared a truce in Darfur and promised to free prisoners.", "promised", None),
]


@pytest.mark.parametrize(("text", "trigger", "place"), SCENES, ids=[f"{one[1]}: {one[2]}" for one in SCENES])
def test_scene(parse: Parse, text: str, trigger: str, place: str | None) -> None:
    """The place is that of the act itself; where none is told, none is taken from around it."""
    assert scenes(parse(text))[trigger] == place


def test_a_site_is_one_party_by_whichever_name(parse: Parse) -> None:
    """However it is spelt, it is the site that the gazetteer knows; whose it is, is not said."""
    texts = ("Rockets hit the al-Assad airbase.", "Rockets hit the Ain al-Asad base.", "Rockets hit Al-Asad airbase.")
    struck = [event.recipients for text in texts for event in told(parse(text)) if event.wording == "hit"]
    assert {(one.id, one.name, one.country) for sides in struck for one in sides} == {
        (struck[0][0].id, "Ain al-Asad Air Base", None)
    }


def test_a_town_that_is_struck_is_one_party_by_whichever_name(parse: Parse) -> None:
    """A bare name that is a place each time is that place, and of its country; a person's of the same name is not."""
    texts = ("The massacre of al-Qaim shocked them.", "The massacre of Al Qaim shocked them.", "They shelled al-Qaim.")
    struck = [event.recipients for text in texts for event in told(parse(text)) if event.type == "ASSAULT"]
    assert {(one.id, one.country) for sides in struck for one in sides} == {(struck[0][0].id, "IRQ")}
    assert struck[0][0].id.startswith(PLACE)
    shot = told(parse("The massacre of Jackson shocked them. Gunmen shot Andrew Jackson. Jackson died."))
    assert not any(one.id.startswith(PLACE) for event in shot for one in event.recipients)
