"""Whether an act is said to have happened."""

from collections.abc import Callable

import pytest

from dragoman.codebook import load_codebook
from dragoman.find.events import find_events
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import Mentions, TimeMention

CASES = [
    ("Attacks on the town are war crimes.", "hypothetical"),
    ("Attacks on the town are frequent.", "ongoing"),
    ("The worst crime remains the bombing of the town.", "occurred"),
    ("He dreads the time after the bombing of the town.", "occurred"),
    ("The attack on the town did no harm.", "occurred"),
    ("No attack on the town did harm.", "denied"),
    ("The attack on the town will not be forgotten.", "occurred"),
    ("Rebels forgot to attack the town.", "denied"),
    ("The massacre in the town will not go unpunished.", "occurred"),
    ("Rebels attacked the town not", "denied"),
    ("He means the attack on the town.", "occurred"),
    ("He means to attack the town.", "planned"),
    ("Soldiers never entered the town, nor did they attack it.", "denied"),
    ("The claim that soldiers attacked the town is untrue.", "denied"),
    ("The claim that made headlines is false: soldiers attacked the town.", "occurred"),
    ("The video falsely says that soldiers attacked the town.", "denied"),
    ("Reports that soldiers had attacked the town were dismissed by the ministry.", "denied"),
    ("The army denied reports about its men attacking the town.", "denied"),
    ("Not a single state attacked the town.", "denied"),
    ("Not only rebels but also soldiers attacked the town.", "occurred"),
    ("Had rebels attacked the town, it would have fallen.", "hypothetical"),
    ("Had rebels not attacked the town, it would be free.", "occurred"),
    ("Should rebels attack the town, troops will come.", "hypothetical"),
    ("Rebels feel free to attack the town.", "hypothetical"),
    ("Had the king stayed, there would have been no attack on the town.", "occurred"),
    ("There would have been no attack on the town.", "hypothetical"),
    ("There was no attack on the town.", "denied"),
    ("The king fears that he is next: rebels have attacked the town.", "occurred"),
    ("The king fears that rebels have attacked the town.", "hypothetical"),
    ("Instead of attacking the town, rebels left.", "denied"),
    ("Rather than attack the town, rebels left.", "denied"),
    ("Rebels stopped short of attacking the town.", "denied"),
    ("Instead of leaving, rebels attacked the town.", "occurred"),
    ("Whoever attacks the town will be punished.", "hypothetical"),
    ("Those who attacked the town fled.", "occurred"),
    ("Why did rebels attack the town?", "occurred"),
    ("Did rebels attack the town?", "hypothetical"),
    ("The price of attacking the town has gone up.", "hypothetical"),
    ("It is completely false that soldiers attacked the town.", "denied"),
    ("It is not true that soldiers attacked the town.", "denied"),
    ("It is true that soldiers attacked the town.", "occurred"),
    ("Soldiers attacked none of the towns.", "denied"),
    ("The attack was meant for the minister.", "occurred"),
    ("Rebels plan to begin shelling the town.", "planned"),
    ("If it takes steps such as attacking the town, they will leave.", "hypothetical"),
    ("It took steps such as attacking the town.", "occurred"),
    ("It could find itself in a raid on the town.", "hypothetical"),
    ("It found itself in a raid on the town.", "occurred"),
    ("Rebels began shelling the town.", "occurred"),
    ("Soldiers did not only attack the town.", "occurred"),
    ("He was asked why they had chosen to attack the town.", "occurred"),
    ("Such trains are less vulnerable to attack.", "hypothetical"),
    ("An attack is meant to be carried out.", "planned"),
    ("They stayed there in support of the attack on the town.", "occurred"),
    ("The ministry denied reports that soldiers had attacked the town.", "denied"),
    ("The ministry confirmed reports that soldiers had attacked the town.", "occurred"),
    ("The rebels neither liked the town nor attacked it.", "denied"),
    ("The attacks on the town stopped on Friday.", "occurred"),
    ("The minister called the attack on the town cruel.", "occurred"),
    ("The minister called an attack on the town.", "hypothetical"),
    ("Gunmen attacked the town again; nobody had expected it.", "occurred"),
    ("Gunmen did not attack the town; they went home.", "denied"),
    ("Rebels hoped to attack the town.", "planned"),
    ("They will act even if no soldiers are seen or attacked.", "hypothetical"),
    ("They will return as soon as rebels attack the town.", "hypothetical"),
    ("They returned as soon as rebels attacked the town.", "occurred"),
    ("Norway called on them to put an end to the attacks on the town.", "ongoing"),
    ("The plan of cutting off and attacking the town failed.", "planned"),
    ("They held out until rebels attacked the town.", "occurred"),
    ("They will hold out until rebels attack the town.", "hypothetical"),
    ("Turkey lacks the capacity to attack the town.", "hypothetical"),
    ("The attack on the town threatened the truce.", "occurred"),
    ("The attack on the town set off riots.", "occurred"),
    ("An attack on the town is expected.", "planned"),
    ("The rebels denied responsibility for the attack on the town.", "occurred"),
    ("Nobody expects the soldiers to attack the town.", "denied"),
    ("The soldiers had no intention to attack the town.", "denied"),
    ("They want a future where rebels attack the capital.", "hypothetical"),
    ("In the town where rebels attacked the army, nothing is left.", "occurred"),
    ("Soldiers attacked the town.", "occurred"),
    ("Soldiers did not attack the town.", "denied"),
    ("Soldiers never attacked the town.", "denied"),
    ("No soldiers attacked the town.", "denied"),
    ("There were no attacks on the town.", "denied"),
    ("There were no reports of attacks on the town.", "denied"),
    ("Soldiers failed to attack the town.", "denied"),
    ("Soldiers left without attacking the town.", "denied"),
    ("Soldiers are not thought to have attacked the town.", "denied"),
    ("Soldiers may attack the town.", "hypothetical"),
    ("Soldiers might have attacked the town.", "hypothetical"),
    ("If soldiers attack the town, people will flee.", "hypothetical"),
    ("Residents fear an attack on the town.", "hypothetical"),
    ("Did soldiers attack the town?", "hypothetical"),
    ("Soldiers are preparing to attack the town.", "planned"),
    ("Soldiers plan an attack on the town.", "planned"),
    ("Soldiers are attacking the town.", "ongoing"),
    ("Soldiers have attacked the town for three weeks.", "ongoing"),
    ("If soldiers had not attacked the town, people would have stayed.", "occurred"),
    ("The decision to launch attacks on the town shows that the general is weak.", "occurred"),
    ("Soldiers might have reasons to attack the town.", "hypothetical"),
    ("There was talk of an attack on the town.", "hypothetical"),
    ("Ministers made the case for attacking the town.", "hypothetical"),
    ("There is a consensus among them for attacking the town.", "hypothetical"),
    ("Soldiers received a mandate to attack the town.", "hypothetical"),
    ("Soldiers used their freedom to attack the town.", "occurred"),
    ("The mayor was criticised for attacking the town.", "occurred"),
    ("Soldiers no longer attack the town.", "denied"),
    ("The rebels have fought a decades-long insurgency against the army.", "ongoing"),
    ("Soldiers entered the town on the third day of an offensive.", "ongoing"),
    ("Thousands left the town amid fierce shelling.", "ongoing"),
    ("Thousands left the town after fierce shelling.", "occurred"),
    ("Another reason for the attacks on the town is that nobody guards it.", "ongoing"),
    ("Another reason for the attack on the town is that nobody guarded it.", "occurred"),
    ("Soldiers there commit crimes against villagers, including torture.", "ongoing"),
    ("The decision to attack the town could cost the general his post.", "occurred"),
    ("Without the attack on the town, people would have stayed.", "occurred"),
    ("Without the order, soldiers would not have attacked the town.", "occurred"),
    ("Soldiers would not have attacked the town.", "hypothetical"),
    ("Troops will act if they are attacked.", "hypothetical"),
    ("The general ordered the attack on the town.", "occurred"),
    ("The general ordered an attack on the town.", "planned"),
    ("The mayor condemned the attack on the town.", "occurred"),
    ("The mayor did not condemn the attack on the town.", "occurred"),
    ("The mayor regretted the failure of talks after the attack on the town.", "occurred"),
]


def status_in(grammar: Grammar, found: Mentions) -> list[str]:
    events = find_events(grammar, found, lang=load_language("en"), codebook=load_codebook())
    return [event.status for event in events if event.type == "ASSAULT"]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_status_follows_the_words_around_the_act(parse: Callable[..., Grammar], text: str, status: str) -> None:
    """Negation, modals, conditions, intentions and aspect decide what is said of an act."""
    assert status_in(parse(text), Mentions()) == [status]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Soldiers could launch raids or missile attacks.", ["hypothetical", "hypothetical"]),
        ("He warned of raids and the attack of May.", ["hypothetical", "occurred"]),
        ("No raids or attacks were reported.", ["denied", "denied"]),
    ],
)
def test_of_joined_nouns_the_same_is_said(parse: Callable[..., Grammar], text: str, statuses: list[str]) -> None:
    """A definite noun behind the first is known, whatever is said of that."""
    assert status_in(parse(text), Mentions()) == statuses


def test_statement_has_the_status_of_its_utterance(parse: Callable[..., Grammar]) -> None:
    """A threat has occurred when it was uttered, whatever becomes of it."""
    grammar = parse("The army said it would attack the town.")
    (event,) = find_events(grammar, Mentions(), lang=load_language("en"), codebook=load_codebook())
    assert (event.type, event.status) == ("THREATEN", "occurred")


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("Next week Zelensky will ask Congress to approve aid.", "REQUEST", "planned"),
        ("The US will respond with force.", "THREATEN", "occurred"),
    ],
)
def test_a_statement_that_is_still_to_come_is_planned(
    parse: Callable[..., Grammar], text: str, code: str, status: str
) -> None:
    """Who will ask has not asked yet; a threat is made by what will be done."""
    (event,) = find_events(parse(text), Mentions(), lang=load_language("en"), codebook=load_codebook())
    assert (event.type, event.status) == (code, status)


@pytest.mark.parametrize(("edtf", "historical"), [("2003", True), ("2020-02-01", False), (None, False)])
def test_flashback_is_marked(parse: Callable[..., Grammar], edtf: str | None, historical: bool) -> None:
    """An act that is dated years before the document is historical."""
    grammar = parse("Soldiers attacked the town in May.", published="2020-03-02")
    time = TimeMention(30, 33, edtf, None, "date", "stated", "", 0.9, "made for the test")
    (event,) = find_events(
        grammar, Mentions(times=(time,)), lang=load_language("en"), codebook=load_codebook()
    )  # fmt: skip
    assert event.historical is historical


@pytest.mark.parametrize(("edtf", "status"), [("2021-21", "occurred"), ("2021-23", "planned"), ("2021-33", "occurred")])
def test_a_season_lies_in_its_own_months(parse: Callable[..., Grammar], edtf: str, status: str) -> None:
    """EDTF counts seasons and quarters as months beyond the twelfth, which lie in their year all the same."""
    grammar = parse("Rebels shelled the town that spring.", published="2021-06-28")
    start = grammar.text.index("that")
    time = TimeMention(start, start + len("that spring"), edtf, None, "date", "stated", "", 1.0, "")
    (event,) = find_events(grammar, Mentions(times=(time,)), lang=load_language("en"), codebook=load_codebook())
    assert event.status == status


def test_future_time_makes_a_plan(parse: Callable[..., Grammar]) -> None:
    """An act that is dated after the document is planned."""
    grammar = parse("Soldiers attack the town on Friday.", published="2020-03-02")
    time = TimeMention(28, 34, "2020-03-06", None, "date", "relative", "published", 0.9, "made for the test")
    events = find_events(grammar, Mentions(times=(time,)), lang=load_language("en"), codebook=load_codebook())
    assert [event.status for event in events if event.type == "ASSAULT"] in (["planned"], ["ongoing"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I want to thank Chad.", "occurred"),
        ("We would like to condemn Chad.", "occurred"),
        ("They want to condemn Chad.", "planned"),
        ("I do not want to thank Chad.", "denied"),
    ],
)
def test_who_says_that_he_wants_to_thank_does_so(parse: Callable[..., Grammar], text: str, status: str) -> None:
    """Thanks and blame are given by saying so; what others want is still to come."""
    events = find_events(parse(text), Mentions(), lang=load_language("en"), codebook=load_codebook())
    assert [event.status for event in events] == [status]
