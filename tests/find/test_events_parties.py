"""Who did it to whom: the parties that the grammar gives an act, and those that it only seems to give."""

from collections.abc import Callable

import pytest

from dragoman.codebook import load_codebook
from dragoman.find.actors import find_actors
from dragoman.find.events import find_events
from dragoman.find.quotes import find_quotes
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.lang import load_language
from dragoman.model import EventMention, Mentions

Parse = Callable[..., Grammar]
ENGLISH = load_language("en")


def find(grammar: Grammar) -> tuple[EventMention, ...]:
    found = Mentions(actors=find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=load_knowledge()))
    found = Mentions(actors=found.actors, quotes=find_quotes(grammar, found, lang=ENGLISH))
    return find_events(grammar, found, lang=ENGLISH, codebook=load_codebook())


def told(grammar: Grammar) -> set[str]:
    """Each event as "TYPE wording: actors > recipients"."""
    return {
        f"{one.type} {one.wording}: {', '.join(party.name for party in one.actors)} > "
        f"{', '.join(party.name for party in one.recipients)}".strip()
        for one in find(grammar)
    }


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chad blamed Sudan for the attack.", "ASSAULT attack: Sudan >"),
        ("The army accused Chad over a raid on the village.", "ASSAULT raid: Chad > village"),
        ("The envoy said that Turkey will send food to Chad.", "AGREE send: Turkey > Chad"),
        ("The union said it will help Chad.", "AGREE help: union > Chad"),
        ("The rebels denied responsibility for the massacre.", "ASSAULT massacre:  >"),
        ("Hundreds of thousands took to the streets.", "PROTEST take to: thousands >"),
        ("Soldiers beat several of the students.", "ASSAULT beat: Soldiers > students"),
        ("The leaders of Chad and Niger met on Sunday.", "CONSULT meet: Chadian leaders, Nigerien leaders >"),
        ("The EU hit Chad with sanctions.", "COERCE hit: European Union > Chad"),
        ("Chad approved the sale of missiles to Niger.", "AGREE approve: Chad > Niger"),
        ("Chad rushed a new batch of rifles to Niger.", "AID rush: Chad > Niger"),
        ("Three clerks were among those killed.", "ASSAULT kill:  > Three clerks"),
        ("Three clerks were killed along with the general.", "ASSAULT kill:  > Three clerks, unnamed general"),
        ("The general was killed together with the minister.", "ASSAULT kill:  > unnamed general, unnamed minister"),
        ("The guards were under assault from the rebels.", "ASSAULT assault: rebels > guards"),
        ("The base, attacked twice since May, was hit again.", "ASSAULT attack:  > base"),
        ("The base, attacked twice since May, was hit again.", "ASSAULT hit:  > base"),
        ("Chad vowed to keep up such raids.", "THREATEN vow: Chad >"),
        ("Chad vowed to continue attacking the rebels.", "THREATEN vow: Chad >"),
        ("Chad holds Niger responsible for the attack.", "ACCUSE hold responsible: Chad > Niger"),
        ("Chad holds Niger responsible for the attack.", "ASSAULT attack: Niger >"),
        ("A court in Chad found the minister guilty of stealing.", "ACCUSE find: Chadian court > unnamed minister"),
        ("Niger is not responsible for the attack.", "ASSAULT attack:  >"),
        ("Two clerks died and nine were wounded, by the army's count.", "ASSAULT wound:  >"),
        ("Two clerks died and nine were wounded, by the army.", "ASSAULT wound: army >"),
        ("Most members stayed away from the vote.", "PROTEST stay away: members >"),
        ("Few of the members who stayed away have spoken.", "PROTEST stay away: members >"),
        ("Members boycotted the session.", "PROTEST boycott: Members >"),
        ("Chad stayed away from the talks.", "REJECT stay away: Chad >"),
        (
            "Iraq's parliament met. The law obliges Turkey to leave.",
            "REQUEST oblige: Council of Representatives of Iraq > Turkey",
        ),
        (
            "The Security Council met. The resolution condemns Chad.",
            "ACCUSE condemn: United Nations Security Council > Chad",
        ),
        ("UN peacekeepers met. The resolution condemns Chad.", "ACCUSE condemn:  > Chad"),
        ("Iraq's parliament met. A resolution condemns Chad.", "ACCUSE condemn:  > Chad"),
        ("Chadian soldiers fought in the war that Niger waged on Sudan.", "ASSAULT fight: Chadian Armed Forces >"),
        ("At the Iranian embassy, mobs smashed windows.", "ASSAULT smash: mobs > Iranian embassy"),
        ("Mobs smashed windows at the Iranian embassy.", "ASSAULT smash: Mobs > Iranian embassy"),
        ("At the Iranian embassy, mobs killed guards.", "ASSAULT kill: mobs > guards"),
        ("Fans of the cleric John Smith stormed the court.", "ASSAULT storm: Fans of the cleric > court"),
        ("The general was killed with a knife.", "ASSAULT kill:  > unnamed general"),
        ("The general was killed with a nerve agent.", "ASSAULT kill:  > unnamed general"),
        ("The general was killed with his guards.", "ASSAULT kill:  > unnamed general, guards of unnamed general"),
        ("The unit was beaten and 20 of its men killed or wounded.", "ASSAULT wound:  > men of unit"),
        ("Sudan's cross-border attack on Chad failed.", "ASSAULT attack: Sudan > Chad"),
        ("The president will meet the leaders of Chad.", "AGREE meet: unnamed president > leaders of Chad"),
        ("Soldiers repelled heavy Chadian counter-attacks.", "ASSAULT repel: Soldiers > Chad"),
        ("US-British strikes on Chad continued.", "ASSAULT strike: United States, United Kingdom > Chad"),
        ("Anti-American attacks in Chad continued.", "ASSAULT attack:  >"),
        ("The Zionist aggression on Chad went on.", "ASSAULT aggression: Israel > Chad"),
        ("The raid was aimed at the general.", "ASSAULT raid:  > unnamed general"),
        ("The war has cost the lives of ten nurses.", "ASSAULT cost:  > nurses"),
        ("The general was among the dead in the raid.", "ASSAULT raid:  > unnamed general"),
        ("The general was among the martyrs of the raid.", "ASSAULT raid:  > unnamed general"),
        ("On Thursday a US F-16 shot down a Chadian drone.", "ASSAULT shoot down: United States > Chadian drone"),
        ("Gunmen took some 170 people hostage.", "ASSAULT take hostage: Gunmen > some 170 people"),
        ("The soldiers returned fire with heavy weapons.", "ASSAULT return fire: soldiers >"),
        ("The rebels began handing over tanks and artillery on Monday.", "RETREAT hand over: rebels >"),
        ("Chad ended its agreements with Niger.", "REJECT end: Chad > Niger"),
        ("Chad redesignated the rebels as a terrorist group.", "COERCE redesignate: Chad > rebels"),
        ("Chad's minister, on a visit to Niger, left.", "CONSULT visit: unnamed Chadian minister > Niger"),
        ("Niger promised Chad that it would send tanks.", "AGREE promise: Niger > Chad"),
        ("The general vowed that Chad would respond to the attack.", "THREATEN vow: unnamed general >"),
        ('"This crime will not go unanswered," the general said.', "THREATEN go unanswered: unnamed general >"),
        ("Chad blamed the attack on rebels.", "ASSAULT attack: rebels >"),
        ("Chad blamed the attack on rebels.", "ACCUSE blame: Chad > rebels"),
        ("Goma fell to rebels.", "COERCE fall: rebels > Goma"),
        ("A truce brokered by Chad took effect.", "CONSULT broker: Chad >"),
        ("The general denied any part in the raid on Lagos.", "ASSAULT raid:  > Lagos"),
        ("Far from arresting the rebels, Chad gave them weapons.", "AID give: Chad > rebels"),
        ("Instead of withdrawing its troops, Chad sent envoys.", "RETREAT withdraw: Chad >"),
        ("Chad urged Niger to hurry after speaking by phone with Mali.", "CONSULT speak: Chad, Mali >"),
        ("Men were beaten with cables and threatened with death.", "THREATEN threaten:  > Men"),
        ("One man was killed and his son wounded by a rebel.", "ASSAULT kill: unnamed rebel > unnamed man"),
        ("Boko Haram, a Hamas affiliate that has besieged towns, left.", "ASSAULT besiege: Boko Haram > towns"),
        ("Delegates from Chad and Niger met.", "CONSULT meet: Chad, Niger >"),
        ("Chad condemned the action taken by Niger.", "ACCUSE condemn: Chad > Niger"),
        ("Shells fired by rebels hit a school.", "ASSAULT hit: rebels > school"),
        ("An army truck hit a mine laid by rebels.", "ASSAULT hit: rebels > army truck"),
        ("The bloc ECOWAS condemned Chad.", "ACCUSE condemn: Economic Community of West African States > Chad"),
        ("Chad imposed an embargo on Niger, accusing it of theft.", "ACCUSE accuse: Chad > Niger"),
        ("Rebels vowed to stage attacks on the town.", "THREATEN vow: Rebels > town"),
        ("The envoy was received by Chad's president.", "CONSULT receive: unnamed envoy > unnamed Chadian president"),
        ("Chad found a tunnel used by Hamas to smuggle weapons to Niger.", "AID smuggle: Hamas > Niger"),
        (
            "Norway protested after a Chinese ship rammed one of its vessels.",
            "ASSAULT ram: Chinese ship > Norwegian vessels",
        ),
        ("Chad pledged three billion euros in aid to Niger.", "AGREE pledge: Chad > Niger"),
        ("Chad blamed a gang for the attack, which it called an act of terrorism.", "ASSAULT attack: gang >"),
        ("The union did not take part in the raid.", "ASSAULT raid:  >"),
        ("Rebels entered the town. Soldiers surrounded the workers and beat them.", "ASSAULT beat: Soldiers > workers"),
        ("The coalition carried out thousands of strikes.", "ASSAULT strike: coalition >"),
        (
            "Rights groups met. The army carried out thousands of strikes. One of them killed ten clerks.",
            "ASSAULT kill:  > ten clerks",
        ),
        ("Troops repelled an attack on a base, killing nine men.", "ASSAULT repel: Troops >"),
        ("Chad's president vowed to avenge the general.", "THREATEN vow: unnamed Chadian president >"),
        ("Cross-border fire has killed ten people.", "ASSAULT kill:  > people"),
        ("Ten people were killed and the base destroyed.", "ASSAULT kill:  > people"),
    ],
)
def test_the_parties_of_an_act(parse: Parse, text: str, event: str) -> None:
    """Who is charged with an act does it; who tells of another's promise does not make it; a crowd is people."""
    assert event in told(parse(text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ('"We bombed the base," the rebels said.', "ASSAULT bomb: rebels > base"),
        ('"I condemn this plan," Chad\'s minister said.', "ACCUSE condemn: unnamed Chadian minister >"),
        ('"They shelled us," the villagers said.', "ASSAULT shell:  > villagers"),
        ("We bombed the base.", "ASSAULT bomb:  > base"),
        ('Villagers fled. "They shelled our school," said Ann Lee, a teacher.', "ASSAULT shell:  > school"),
        ('Soldiers came. "They shelled our school," said Ann Lee, a teacher.', "ASSAULT shell: Soldiers > school"),
    ],
)
def test_who_says_i_and_we_speaks_of_himself(parse: Parse, text: str, event: str) -> None:
    """In a quotation the first person is whoever is quoted; elsewhere it is the writer, who is no party."""
    assert event in told(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "The government put the dead at 20 and the injured at 290.",
        "An aide has said no embassy is safe.",
        "She declined to say whether they had left.",
        "The Pentagon refused to comment on it.",
        "The army scrambled GPS signals.",
        "The agency warned that famine was looming.",
        "The minister spoke without providing evidence.",
        "She went home in protest at the ruling.",
    ],
)
def test_what_only_sounds_like_an_act(parse: Parse, text: str) -> None:
    """Who counts the dead has killed nobody; who does not say has refused nobody."""
    assert not told(parse(text))


def test_the_second_count_of_a_deed_is_no_second_deed(parse: Parse) -> None:
    """ "46 were killed and six wounded" is one act."""
    for text in ("The ministry said 46 people had been killed and six wounded.",
                 "The ministry said ten clerks were killed and 74 people wounded."):  # fmt: skip
        (one,) = told(parse(text))
        assert one.startswith("ASSAULT kill:  >")


def test_what_one_meets_for_is_no_second_meeting(parse: Parse) -> None:
    """ "Met to discuss trade" is one meeting."""
    assert told(parse("Chad's minister met Niger's minister to discuss trade.")) == {
        "CONSULT meet: unnamed Chadian minister, unnamed Nigerien minister >"
    }


def test_who_says_we_must_asks_nobody_else(parse: Parse) -> None:
    """The first person of a demand is not whom it is put to."""
    assert "REQUEST say: rebels >" in told(parse('"We need the money to go forward," said the rebels.'))


def test_what_is_discussed_is_no_party(parse: Parse) -> None:
    """Nor where it sounds like a body: "trade and border security"."""
    assert told(parse("Chad and Niger discussed trade and border security.")) == {"CONSULT discuss: Chad, Niger >"}


def test_what_an_act_answers_is_no_second_act(parse: Parse) -> None:
    """“In retaliation” says why, and not what."""
    found = find(parse("Chad imposed sanctions on Niger in retaliation."))
    assert [one.type for one in found] == ["COERCE"]


def test_swapped_countries_swap_the_parties(parse: Parse) -> None:
    """Every coding of a sentence holds for any two countries in it."""
    text = "{0} blamed {1} for the attack, and the envoy said that {1} would send food to {0}."
    one, other = told(parse(text.format("Chad", "Niger"))), told(parse(text.format("Niger", "Chad")))
    swap = {"Chad": "Niger", "Niger": "Chad"}
    assert {" ".join(swap.get(word.rstrip(",:"), word) for word in line.split()) for line in one} == {
        " ".join(word if word.rstrip(",:") not in swap else word.rstrip(",:") for word in line.split())
        for line in other
    }


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chad broke off relations with Niger over its raid on the town.", "ASSAULT raid: Niger > town"),
        ("Chad criticised Niger for its raid on the town.", "ASSAULT raid: Niger > town"),
        ("The rebels agreed to lay down their arms.", "AGREE agree: rebels >"),
        ("Chad welcomed efforts to end the war.", "RETREAT end:  >"),
        ("The police foiled a plot to attack a church.", "ASSAULT attack:  > church"),
        ("Chad granted Niger's government permission to bomb the town.", "ASSAULT bomb: Niger > town"),
        ("He was angered by attacks on the town.", "ASSAULT attack:  > town"),
        ("Chad accused Niger's army chief of treason.", "ACCUSE accuse: Chad > unnamed Nigerien army chief"),
        ("Chad will send soldiers to Haiti, the president promised.", "AGREE promise: unnamed president >"),
    ],
)
def test_whose_plan_and_whose_ground_it_is(parse: Parse, text: str, event: str) -> None:
    """A plan is not that of who foils or welcomes it; who is treated in a way has given the ground for it."""
    assert event in told(parse(text))


def test_what_is_offered_and_turned_down_is_no_act(parse: Parse) -> None:
    """The content of an offer is no second event, and nobody's who rejects it."""
    assert told(parse("Chad rejected an offer by Niger to send troops.")) == {"REJECT reject: Chad > Niger"}


def test_a_semicolon_parts_two_acts(parse: Parse) -> None:
    """What stands before it is not said by who speaks behind it."""
    assert "ASSAULT destroy:  > bridge" in told(parse("An explosion destroyed the bridge; Chad and Niger blamed it."))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chad is helping Niger to drive rebels out of the town.", "AID help: Chad > Niger"),
        ("Rebels allied with Niger attacked Chad.", "SUPPORT ally: Rebels > Niger"),
        ("Chad stood by Niger.", "SUPPORT stand: Chad > Niger"),
        ("Chad stripped its critics of their citizenship.", "COERCE strip of: Chad > critics of Chad"),
        ("Chad condemned the mayor's arrest.", "ACCUSE condemn: Chad >"),
        ("The mayor's trial by a court of Chad went on.", "ACCUSE trial: court of Chad > unnamed mayor"),
        ("The workers went on strike.", "PROTEST go: workers >"),
        ("Chad's minister, who met Niger's rulers, urged them to leave.", "REQUEST urge: unnamed Chadian minister > "),
    ],
)
def test_who_is_helped_tried_and_aimed_at(parse: Parse, text: str, event: str) -> None:
    """Whose trial it is is tried; who is helped to act is whom one helps; words of the act itself are nobody."""
    assert any(one.startswith(event) for one in told(parse(text)))


def test_to_stand_by_is_to_watch(parse: Parse) -> None:
    """Without somebody by whom one stands it backs nobody."""
    assert not told(parse("The soldiers stood by."))


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A military helicopter crashed in the hills, killing four soldiers.", False),
        ("A drone crashed into the barracks, killing four soldiers.", True),
        ("A bomber crashed into the barracks, killing four soldiers.", True),
        ("The ship sank, killing four soldiers.", False),
        ("Rebels sank the ship, killing four soldiers.", True),
    ],
)
def test_nobody_kills_by_a_mishap(parse: Parse, text: str, killed: bool) -> None:
    """Whoever dies as a craft crashes was killed by nobody, unless the craft is a weapon or somebody steers it."""
    assert ("ASSAULT" in " ".join(told(parse(text)))) == killed


def test_sanctions_that_are_charged_are_no_accusation(parse: Parse) -> None:
    """One charges somebody a fee, and somebody with a crime."""
    assert not told(parse("We will charge them sanctions."))
    assert told(parse("We will charge them with murder."))


def test_a_pronoun_owns_nothing(parse: Parse) -> None:
    """Where the parser takes "it arms" for a noun with its owner, nobody is said to have killed them."""
    text = "Iran was calm. The militias that it arms have killed Iraqis."
    assert not [one for one in told(parse(text)) if one.startswith("ASSAULT kill: Iran")]
