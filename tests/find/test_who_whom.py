"""Who did what to whom where pronouns, sites and names decide: actors and events together, one sentence at a time."""

import pytest

import dragoman as dg

CASES = [
    # text, trigger, status, actors, recipients
    ("Turkey urged Israel to stop its attacks on Gaza.", "attacks", "ongoing", {"Israel"}, {"Gaza"}),
    ("Kenya demanded that Uganda cease its military operations.", "military operations", "ongoing", {"Uganda"}, set()),
    ("The mayor called on militants to halt their attacks.", "attacks", "ongoing", {"militants"}, set()),
    ("Russia attacked Ukraine and destroyed its power grid.", "destroyed", "occurred", {"Russia"}, {"Ukraine"}),
    (
        "Iraqi lawmakers passed a resolution demanding that Turkey leave.",
        "demanding",
        "occurred",
        {"Iraqi lawmakers"},
        {"Turkey"},
    ),
    ("The Senate rammed through a bill that obliges Iran to leave.", "obliges", "occurred", {"Senate"}, {"Iran"}),
    ("Turkey rejected a resolution demanding that Iran leave.", "demanding", "occurred", set(), {"Iran"}),
    ("The vote on the expulsion of the rebels was put off.", "expulsion", "hypothetical", set(), {"rebels"}),
    (
        "Iraq's parliament voted on Sunday to expel the Kurds.",
        "expel",
        "occurred",
        {"Council of Representatives of Iraq"},
        {"Kurds"},
    ),
    ("Thousands of Iraqis came. They demanded that Turkey leave.", "demanded", "occurred", {"Iraqis"}, {"Turkey"}),
    (
        "Iraq, whose parliament condemned Turkey, fell silent.",
        "condemned",
        "occurred",
        {"Council of Representatives of Iraq"},
        {"Turkey"},
    ),
    ("Tehran mourned the destruction of its mission in Syria.", "destruction", "occurred", set(), {"Iranian mission"}),
    ("Ten citizens fell in the attack.", "fell", "occurred", set(), {"citizens"}),
    ("The envoy confirmed the air strike on state television.", "air strike", "occurred", set(), set()),
    ("Last September helicopters strafed the town.", "strafed", "occurred", {"helicopters"}, {"town"}),
    ("Hamas, whose spokesman warned Iran, fell.", "warned", "occurred", {"unnamed spokesman of Hamas"}, {"Iran"}),
    ("Israel hit the arsenals of Hamas.", "hit", "occurred", {"Israel"}, {"Hamas"}),
    (
        "Ahmed has gone, a columnist wrote. His guards attacked Iran.",
        "attacked",
        "occurred",
        {"guards of Ahmed"},
        {"Iran"},
    ),
    ("A missile hit the carrier Vesta. The group attacked Iran.", "attacked", "occurred", {"group"}, {"Iran"}),
    ("Israel had two ministers locked up.", "locked up", "occurred", set(), {"ministers"}),
    ("Iran accused Israel of having prepared the raid.", "raid", "occurred", {"Israel"}, set()),
    ("The Kurds said Baghdad attacked them.", "attacked", "occurred", {"Iraq"}, {"Kurds"}),
    ("Tonroe’s officer paid tribute to his courage.", "paid", "occurred", {"unnamed Tonroe’s officer"}, {"Tonroe"}),
    ("Israel has stopped its attacks on Gaza.", "stopped", "occurred", {"Israel"}, {"Gaza"}),
    ("The Kabul airport attack shocked France.", "attack", "occurred", set(), {"Hamid Karzai International Airport"}),
    ("The Russia-Ukraine war goes on.", "war", "ongoing", {"Russia", "Ukraine"}, set()),
    ("The shelling of a camp killed nine people.", "killed", "occurred", set(), {"people"}),
    (
        "The American embassy fell silent. Mourners stormed the compound.",
        "stormed",
        "occurred",
        {"Mourners"},
        {"American embassy"},
    ),
    (
        "Sweden moved its embassy to Oslo after men burned the building.",
        "burned",
        "occurred",
        {"men"},
        {"Swedish embassy"},
    ),
    (
        "Men stormed the Swedish embassy in Oslo and set fire to it.",
        "set fire to",
        "occurred",
        {"Men"},
        {"Swedish embassy"},
    ),
    ("A siege of the embassy in Baghdad followed.", "siege", "occurred", set(), {"embassy"}),
    ("The US war on Iraq was long.", "war", "occurred", {"United States"}, {"Iraq"}),
    ("Thousands died in the Yemeni civil war.", "died", "occurred", set(), {"Thousands"}),
    ("Trump said: “Come. If so, Iran will pay a heavy price.”", "pay", "occurred", {"Donald Trump"}, {"Iran"}),
    ("Turkey accused Syria of the bombing of a hospital.", "bombing", "occurred", {"Syria"}, {"hospital"}),
    ("Rebels attacked the army base and a market.", "attacked", "occurred", {"Rebels"}, {"army base", "market"}),
    (
        "They might, like others, have good reasons to visit and even welcome Iran, its influence and assistance.",
        "welcome",
        "hypothetical",
        set(),
        {"Iran"},
    ),
    ("The US Embassy attack in Benghazi was long.", "attack", "occurred", set(), {"US Embassy"}),
    ('Lawyers spoke, and Britain called the attack "a horrific massacre".', "attack", "occurred", set(), set()),
    ("Iran called the raid by Israel a massacre.", "raid", "occurred", {"Israel"}, set()),
    ("No armed group has claimed responsibility for the attack on Kadugli.", "attack", "occurred", set(), {"Kadugli"}),
    ("None of the groups attacked the town.", "attacked", "denied", set(), {"town"}),
    ("Nobody attacked the town.", "attacked", "denied", set(), {"town"}),
    ("The army killed no civilians.", "killed", "denied", {"army"}, {"civilians"}),
    ("Neither Iran nor Iraq shelled the town.", "shelled", "denied", {"Iran", "Iraq"}, {"town"}),
    ("Militants fired rockets at a base near Kirkuk.", "fired", "occurred", {"Militants"}, {"base"}),
    ("Rebels shelled the base from which an attack had been launched.", "attack", "occurred", set(), set()),
    (
        "The US minister spoke and, days later, murdered Ali Haddad.",
        "murdered",
        "occurred",
        {"unnamed American minister"},
        {"Ali Haddad"},
    ),
    ("Neither side attacked the town.", "attacked", "denied", {"side"}, {"town"}),
    ("Hamas claimed responsibility for the attack on the market.", "attack", "occurred", {"Hamas"}, {"market"}),
    ("Ten soldiers were killed when rebels attacked a convoy.", "killed", "occurred", {"rebels"}, {"soldiers"}),
    ("Ten soldiers were killed when rebels met the envoy.", "killed", "occurred", set(), {"soldiers"}),
    ("ASEAN would not invite the Thai leader.", "invite", "occurred", {"ASEAN"}, {"unnamed Thai leader"}),
    ("Drones set fire to an oil depot near Saratov.", "set fire to", "occurred", set(), {"oil depot"}),
    ("Poland called for sanctions on Russia.", "called for", "occurred", {"Poland"}, {"Russia"}),
    (
        "Rebels of the paramilitary Rapid Support Forces overran a camp.",
        "overran",
        "occurred",
        {"Rapid Support Forces"},
        {"camp"},
    ),
    ("Iraq liberated the city of Mosul.", "liberated", "occurred", {"Iraq"}, {"city of Mosul"}),
    ("Attacking the embassy would be an act of war.", "Attacking", "hypothetical", set(), {"embassy"}),
    ("Bombing the city was a mistake.", "Bombing", "occurred", set(), {"city"}),
    ("An Iranian attack on Erbil is imminent.", "attack", "planned", {"Iran"}, {"Erbil"}),
    ("Italy will host the Libyan envoy.", "host", "planned", {"Italy"}, {"unnamed Libyan envoy"}),
    ("Qatar paid firms that Iran accuses of bombing a port.", "bombing", "occurred", {"firms"}, {"port"}),
    ("Syrian jets struck what Iran called rebel bases.", "struck", "occurred", {"Syrian jets"}, {"rebel bases"}),
    ("Israel bombed what it said were Hamas positions.", "bombed", "occurred", {"Israel"}, {"Hamas"}),
    ("The army killed what it described as ten rebels.", "killed", "occurred", {"army"}, {"rebels"}),
    ("Jordan condemned the violation of Iraq's sovereignty.", "condemned", "occurred", {"Jordan"}, set()),
    ("Jordan condemned Iran's violation of the truce.", "condemned", "occurred", {"Jordan"}, {"Iran"}),
    ("Crowds protested against the killing of Ali Haddad.", "protested", "occurred", {"Crowds"}, set()),
    ("Crowds protested against the bombing of Gaza by Israel.", "protested", "occurred", {"Crowds"}, {"Israel"}),
    ("Crowds protested against the sanctions on Russia.", "protested", "occurred", {"Crowds"}, set()),
    ("Crowds protested against the government of Iran.", "protested", "occurred", {"Crowds"}, {"Iran"}),
    ("The state filed charges of murder against officers.", "filed", "occurred", {"state"}, {"officers"}),
    ("The state filed charges of murder against officers.", "murder", "occurred", set(), set()),
    ("Prosecutors demanded a life sentence for rebels.", "demanded", "occurred", {"Prosecutors"}, {"rebels"}),
    ("Ali Haddad declared war on Iran.", "declared", "occurred", {"Ali Haddad"}, {"Iran"}),
    (
        "Egypt and Qatar are mediating between Israel and Hamas.",
        "mediating",
        "ongoing",
        {"Egypt", "Qatar"},
        {"Israel", "Hamas"},
    ),
    ("Chad kidnapped ten men, the second such raid.", "kidnapped", "occurred", {"Chad"}, {"men"}),
    ("Iran pledged to give Ukraine money.", "pledged", "occurred", {"Iran"}, {"Ukraine"}),
    ("Chad sent soldiers to Mali, according to Iran.", "sent", "occurred", {"Chad"}, {"Mali"}),
    ("Iran has begun disarming rebels in Mali.", "disarming", "ongoing", {"Iran"}, {"rebels"}),
    ("Migrants were pushed back by Polish guards.", "pushed back", "occurred", {"Polish guards"}, {"Migrants"}),
    ("Iran handed the bodies of two men to Iraq.", "handed", "occurred", {"Iran"}, {"Iraq"}),
]


@pytest.mark.parametrize(("text", "trigger", "status", "actors", "recipients"), CASES)
def test_who_and_whom(text: str, trigger: str, status: str, actors: set[str], recipients: set[str]) -> None:
    """A pronoun is whose the act makes it; a site is struck, and strikes nobody; what is to be ended goes on."""
    account = dg.annotate(text).account
    event = next(one for one in account.mentions.events if text[one.start : one.end] == trigger)
    found = ({one.name for one in event.actors}, {one.name for one in event.recipients})
    assert (event.status, *found) == (status, actors, recipients)


def test_what_a_body_passes_says_itself_what_is_asked() -> None:
    """To pass a resolution and to demand by it what it demands is one act."""
    for text in ("MPs passed a motion demanding that Iran leave.", "MPs passed a motion on Monday, urging Iran to go."):
        assert [one.type for one in dg.annotate(text).account.mentions.events] == ["REQUEST"], text


def test_the_strike_is_one_of_bombs_where_the_text_has_told_of_them() -> None:
    """Elsewhere it may be one of workers."""
    for text, types in (
        ("Jets bombed the depot. Iran condemned the strike.", ["ASSAULT", "ACCUSE", "ASSAULT"]),
        ("Iran condemned the strike. Jets bombed the depot.", ["ACCUSE", "ASSAULT"]),
        ("Jets bombed the depot. Iran feared a strike.", ["ASSAULT"]),
    ):
        assert [one.type for one in dg.annotate(text).account.mentions.events] == types, text


def test_a_deed_done_three_times_is_several() -> None:
    """So is one that was done repeatedly; one that was done on one occasion is not."""
    for text, several in (
        ("The Houthis have fired on Israel three times.", True),
        ("The Houthis have fired on Israel hundreds of times.", True),
        ("The Houthis have repeatedly fired on Israel.", True),
        ("The Houthis fired on Israel this time.", False),
    ):
        assert [one.several for one in dg.annotate(text).account.mentions.events] == [several], text


def test_a_topic_keeps_the_verb_of_what_is_asked_and_leaves_out_what_came_before() -> None:
    """Of many words those highest in the grammar are kept, whatever letter they begin with."""
    text = "Iraq declared that all foreign troops must be withdrawn from the old bases after the leader was killed."
    (demand,) = [one for one in dg.annotate(text).account.mentions.events if one.type == "REQUEST"]
    assert demand.topic == ("base", "foreign", "old", "troop", "withdraw")


def test_asked_to_stop_all_attacks_says_of_none_that_it_happened() -> None:
    """Only what is known by an article, an owner or a target is there to be ended."""
    assert [
        one.type for one in dg.annotate("Britain demanded that Iran stop all attacks.").account.mentions.events
    ] == ["REQUEST"]


def test_its_does_not_mean_several() -> None:
    """What "its" stands for is one: nobody stands as recipient here, so that only the first act is coded."""
    found = dg.annotate("Poland scrambled fighter jets and closed its airspace.").account.mentions.events
    assert [one.type for one in found] == ["MOBILIZE"]


def test_opposition_is_an_act_only_where_it_is_to_something() -> None:
    """Else it is a party."""
    found = dg.annotate(
        "Togo's opposition called for talks. Its opposition to the deal is known."
    ).account.mentions.events
    assert [(one.type, one.start > 36) for one in found if one.type == "REJECT"] == [("REJECT", True)]
