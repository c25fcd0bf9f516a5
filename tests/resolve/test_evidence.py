"""Tests of resolve/evidence.py and occasion.py: single observations, each where two accounts differ in nothing else."""

import numpy as np
from msgspec.structs import replace

from dragoman.model import PLACE, Account, FigureMention, LinkMention, Party, Where, people_id
from dragoman.resolve.gathered import Gathered
from dragoman.resolve.gist import gists
from dragoman.resolve.likeness import observe
from dragoman.resolve.pairs import Observed, Pairs, related
from tests.resolve.made import IRAN, MUHANDIS, SOLEIMANI, US, account, event, party

STATE = replace(IRAN, id="kb:IRN")
BASE, SOLDIERS = (replace(party(name, "IRQ", "MIL"), id=f"said:{name}") for name in ("air base", "soldiers"))


def observed(*accounts: Account, rows: tuple[int, int] = (0, 1)) -> Observed:
    """What is observed of two mentions of these accounts, by default the first two."""
    return observe(pair_of(*accounts, rows=rows))


def pair_of(*accounts: Account, rows: tuple[int, int] = (0, 1)) -> Pairs:
    """Two mentions of these accounts."""
    gathered = Gathered(gists(accounts))
    table = gathered.table(gathered.said().places)
    return Pairs(table, *np.array(rows)[:, None], gathered.stories())


def made(text: str, *words: str, **fields: object) -> Account:
    """One document with an event at each of these words, in their order."""
    events, at = [], 0
    for word in words:
        at = text.index(word, at)
        events.append(event("a", at, word, **fields))  # type: ignore[arg-type]
        at += len(word)
    return account("a", *events, text=text)


def test_rockets_and_the_killing_that_they_do_are_no_two_kinds_of_act() -> None:
    """One text says by which force it was done and another what came of it; a bombing is no shelling."""

    def other_kinds(one: str, other: str) -> float:
        return float(
            observed(*(account(word, event(word, 0, word)) for word in (one, other)))["words of other kinds"][0]
        )

    assert other_kinds("fire", "kill") == 0
    assert other_kinds("injure", "kill") == 0
    assert other_kinds("fire", "bomb") == 1
    assert other_kinds("arrest", "kill") == 1


def test_who_strikes_a_base_hits_soldiers() -> None:
    """A site and the people there are no rival recipients; two sites are."""

    def rival(one: tuple, other: tuple) -> float:
        found = observed(*(account(name, event(name, 0, recipients=side)) for name, side in (("a", one), ("b", other))))
        return float(found["other recipient"][0] + found["recipient described otherwise"][0])

    depot = replace(BASE, id="said:depot", name="fuel depot", country=None)
    assert rival((replace(BASE, country=None),), (replace(SOLDIERS, country=None),)) == 0
    assert rival((replace(BASE, country=None),), (depot,)) == 1


def test_cause_and_effect_are_two_acts() -> None:
    """What the text links (“in retaliation for the attack”) is neither one event, nor does the one mean the other."""
    text = "Missiles struck two cities on Tuesday in retaliation for the attack."
    told = made(text, "struck", "attack")
    (effect, cause), name = told.mentions.events, "told as cause and effect, or one after the other"
    linked = replace(told.mentions, links=(LinkMention(cause.id, effect.id, "responds_to", 38, 56),))
    assert observed(told)[name][0] == 0
    assert observed(told)["the last one that it may mean"][0] == 1
    both = observed(replace(told, mentions=linked))
    assert both[name][0] == 1
    assert both["the last one that it may mean"][0] == 0


def test_the_second_in_a_week_is_the_one_just_told() -> None:
    """A definite act that is counted among those of a time is no further one; “a second attack” is, wherever it is."""
    first = "Rockets hit the base on Tuesday. "
    for then, further in (
        ("It was the second attack in a week.", 0),
        ("It was the third attack on the base this month.", 0),
        ("The second attack hurt nobody.", 1),
        ("A second attack came within a week.", 1),
    ):
        told = made(first + then + " Blank." * 100, "hit", "attack")
        assert observed(told)["a further one"][0] == further, then


def test_a_known_act_has_the_day_of_the_act_that_it_points_back_to() -> None:
    """A bare “the barrage” does not get its day from the words that stand before it; one that names a party may."""
    text = "Rockets hit a hangar on May 3. The minister condemned the barrage."
    told = made(text, "hit", "barrage", when="2022-05-03")
    early, late = told.mentions.events
    inherited = replace(late, when=replace(late.when, basis="document"))
    alone = replace(told, mentions=replace(told.mentions, events=(early, inherited)))
    assert observed(alone)["same time, as it seems"][0] == 0
    named = replace(inherited, actors=(IRAN,))
    assert observed(replace(told, mentions=replace(told.mentions, events=(early, named))))["same time, as it seems"][0]


def test_what_is_told_undated_is_seldom_old() -> None:
    """Attacks without a date, in a text of 2024, are hardly those that another text puts into 2020."""
    sides = {"actors": (IRAN,), "recipients": (US,)}
    old = account("a", event("a", 0, "attacks", when="2020-03", **sides), published="2020-04-05")
    name = "undated, and published long after the other"
    for published, found in (("2024-02-07", 1), ("2020-04-10", 0)):
        assert observed(old, account("b", event("b", 0, "attacks", **sides), published=published))[name][0] == found


def test_to_demand_that_troops_leave_and_that_they_be_expelled_is_one_matter() -> None:
    """The kinds of act that a topic names tell what it is about, as its words do."""
    asked = {"type": "REQUEST", "actors": (IRAN,), "when": "2020-01-05"}
    leave, expel, pay = (
        account(name, event(name, 0, "demand", topic=(name, "x" + name), **asked)) for name in ("leave", "expel", "pay")
    )
    assert observed(leave, expel)["other topic"][0] == 0
    call, insist = (
        account(name, event(name, 0, "demand", topic=(name, "x" + name), **asked)) for name in ("call", "insist")
    )
    assert observed(call, insist)["other topic"][0] == 1  # "call off", "insist on": how it is said is not what is said
    assert observed(leave, pay)["other topic"][0] == 1


def test_what_an_assembly_demands_and_what_it_votes_is_one_decision() -> None:
    """Whatever type it is told as; of another matter, or by the assembly of another country, it is another."""
    house, lawmakers = party("House", "IRQ", "LEG"), Party(0, 1, "said:l", "lawmakers", "IRQ", "LEG", True, "made")
    other = Party(0, 1, "said:o", "deputies", "IRN", "LEG", True, "made")
    said = {"type": "REQUEST", "topic": ("troop", "leave"), "when": "2020-01"}
    asked = account("a", event("a", 0, "call", actors=(house,), **said))
    for who, word, one, kin in (
        (house, "expel", True, True), (lawmakers, "expel", True, True), (other, "expel", False, True),
        (house, "freeze", False, True), (US, "expel", False, False),
    ):  # fmt: skip
        voted = account("b", event("b", 0, word, type="SANCTION", actors=(who,), when="2020-01-05"))
        assert observed(asked, voted)["one assembly on one matter"][0] == one, (who.name, word)
        assert related(pair_of(asked, voted))[0] == kin, (who.name, word)
        if one:  # it asks the government to expel the troops, and expels the troops
            sides = (party("government", "IRQ", "GOV"), party("foreign troops", None, "MIL"))
            one_asked, expelled = (
                replace(
                    told,
                    mentions=replace(told.mentions, events=(replace(told.mentions.events[0], recipients=(side,)),)),
                )
                for told, side in zip((asked, voted), sides, strict=True)
            )
            assert observed(one_asked, expelled)["other recipient"][0] == 0


def test_deeds_of_one_doer_in_one_passage_are_often_one_act() -> None:
    """ "They stormed the camp and burnt its tents"; of two doers, or far apart, they are not."""
    for gap, others, found in ((20, IRAN, 1), (20, US, 0), (900, IRAN, 0)):
        doers = (event("a", 0, "storm", actors=(IRAN,)), event("a", gap, "bomb", actors=(others,)))
        assert observed(account("a", *doers))["deeds of one doer in one passage"][0] == found, (gap, others.name)


def test_the_embassy_of_a_text_is_one_site() -> None:
    """A site that one text describes alike is one, and "the assault on it" is known; soldiers may be others."""
    for name, site in (("American embassy", 1), ("American soldiers", 0)):
        side = replace(party(name, "USA"), id=f"said:{name}")
        told = made(
            "Mobs stormed it. They went home. He condemned the assault on it.", "stormed", "assault", recipients=(side,)
        )
        seen = observed(told)
        assert (seen["recipient of like name"][0], seen["a known one"][0]) == (site, site), name


def test_that_nobody_was_hurt_is_no_figure_in_common() -> None:
    """Of many an act it is said that nobody was hurt, and two such denials may be of two acts; five dead are five."""
    for killed, status, figure, denials in ((0.0, "denied", 0, 1), (5.0, "occurred", 1, 0)):
        told = (account(name, event(name, 0, killed=killed, status=status)) for name in "ab")  # type: ignore[arg-type]
        seen = observed(*told)
        assert (seen["same figure"][0], seen["two denials"][0]) == (figure, denials)
    some = observed(*(account(name, event(name, 0, killed=killed)) for name, killed in (("a", 0.0), ("b", 5.0))))
    assert some["other figures"][0] == 1


def test_compatriots_who_are_described_alike_are_of_one_country() -> None:
    """Words in common do not take from a common country; who speaks is another only where the two share no word."""
    told = [party(name, "IRQ", "MIL") for name in ("soldiers of the guard", "officers of the guard", "policemen")]
    sides = [replace(one, id=f"said:{one.name}") for one in told]
    for other, alike in ((1, True), (2, False)):
        for type_, name in (("ASSAULT", "actor of one country"), ("ACCUSE", "another speaker")):
            two = (account(f"{at}", event(f"{at}", 0, type=type_, actors=(sides[at],))) for at in (0, other))
            seen = observed(*two)
            assert (seen["actor described alike"][0] > 0) == alike
            assert (seen[name][0] > 0) == (type_ == "ASSAULT" or not alike), (other, type_)


def test_who_wars_with_one_country_does_not_so_with_another() -> None:
    """Of two pairs one party in common is none."""
    syria = party("Syria", "SYR", "GOV")
    first = account("a", event("a", 0, "war", actors=(US, IRAN)))
    same, other, alone = (account("b", event("b", 0, "war", actors=who)) for who in ((IRAN, US), (US, syria), (US,)))
    assert [observed(first, one)["same actor"][0] > 0 for one in (same, other, alone)] == [True, False, True]


def test_a_word_for_any_act_tells_little_where_nothing_else_is_told() -> None:
    """ "The attack" of one text may be any of another's; one that says on whom is less so."""
    bare, same = account("a", event("a", 0, "attack")), account("b", event("b", 0, "attack"))
    whom = [account(name, event(name, 0, "attack", recipients=(US,))) for name in "cd"]
    assert observed(bare, same)["same word"][0] < observed(*whom)["same word"][0]


def test_what_is_far_from_a_region_is_elsewhere() -> None:
    """A town that lies far from the middle of a region is not in it, nor is the same country then of weight."""
    basra = Where("Basra", "IRQ", 30.5, 47.8, "city", 0, 1)
    for name, lat, lon, apart in (("Dohuk", 36.9, 43.0, 1), ("Maysan", 31.8, 47.1, 0)):
        region = Where(name, "IRQ", lat, lon, "region", 0, 1)
        told = (replace(event(document, 0), where=where) for document, where in (("a", basra), ("b", region)))
        seen = observed(*(account(one, mention) for one, mention in zip("ab", told, strict=True)))
        assert (seen["another place"][0], seen["same country"][0]) == (apart, 1 - apart), name


def test_what_goes_on_may_be_told_as_one_act_or_as_many() -> None:
    """An aggression that goes on is a campaign; a raid that was is none."""
    raids = account("a", event("a", 0, "raids"))
    for status, apart in (("ongoing", 0), ("occurred", 1)):
        assert observed(raids, account("b", event("b", 0, "raid", status=status)))["one act and several"][0] == apart


def test_compatriots_of_two_accounts_may_be_others() -> None:
    """ "Americans" is a description: who was killed in one text need not have been killed in another."""
    americans = replace(party("Americans", "USA", "CVL"), id=people_id("USA"))
    seen = observed(*(account(name, event(name, 0, recipients=(americans,))) for name in "ab"))
    assert seen["same recipient"][0] == 0
    assert seen["recipient described alike"][0] > 0


def test_what_a_clause_opens_points_back_to_nothing() -> None:
    """ "That" before a pronoun is no article; before the name of an act it is."""
    for words, known in (("that it was", 0), ("that the", 1), ("that", 1)):
        told = made(f"Jets struck the port. It said {words} strike.", "struck", "strike")
        assert (observed(told)["a known one, which is bare"][0] > 0) == known, words


def test_who_also_condemned_something_had_condemned_another_thing() -> None:
    """Right before a verb of speech, "also" says that somebody said more than one thing; a man may also be killed."""
    for type_, besides in (("ACCUSE", 1), ("ASSAULT", 0)):
        told = made("It hit the raid and also hit the march.", "hit", "hit", type=type_, actors=(IRAN,))
        assert observed(told)["said besides"][0] == besides, type_


def test_the_words_for_a_demand_are_few() -> None:
    """That two texts say "ask" tells less than that both say "bomb"."""
    words = [observed(*(account(name, event(name, 0, word, type=type_)) for name in "ab"))["same word"][0]
             for word, type_ in (("ask", "REQUEST"), ("bomb", "ASSAULT"))]  # fmt: skip
    assert words[0] < words[1]


def test_who_shoots_down_a_plane_hits_no_protesters() -> None:
    """People who march are not aboard of what flies; passengers are, and who is aboard is not at a base."""
    for one, other, apart in (
        ("plane", "protesters", 1),
        ("plane", "passengers", 0),
        ("plane", "people on flight PS752", 0),
        ("people on flight PS752", "air base", 1),
        ("plane", "air base", 0),  # it may have stood there
        ("people on the base", "air base", 0),
    ):
        sides = (replace(party(name), id=f"said:{name}") for name in (one, other))
        told = (account(f"{at}", event(f"{at}", 0, recipients=(side,))) for at, side in enumerate(sides))
        assert observed(*told)["aboard of a craft, and not"][0] == apart, (one, other)


def test_who_shells_a_town_hits_people_there() -> None:
    """A town as the party that is hit stands for those there; but it is no compatriot of one man."""
    town = replace(party("Qaim", "IRQ"), id=f"{PLACE}qaim")
    fighters, man = party("Kataib Hezbollah", "IRQ", sector="PRM"), replace(MUHANDIS, country="IRQ")
    for whom, alike in ((fighters, 1), (man, 0)):
        told = (account(name, event(name, 0, recipients=(side,))) for name, side in (("a", town), ("b", whom)))
        seen = observed(*told)
        assert (seen["recipient of one country"][0], seen["other recipient"][0]) == (alike, 0), whom.name
        assert seen["no named party in common"][0] == 0


def test_what_is_struck_tells_which_attack_is_condemned() -> None:
    """ "The attack" may be a bombing; the attack on the embassy need not be the bombing of a post."""
    for topic, same in ((("attack",), True), (("attack", "embassy"), False), (("air", "strike"), True)):
        told = (account(name, event(name, 0, "condemn", type="ACCUSE", topic=said))
                for name, said in (("a", ("bombing", "post")), ("b", topic)))  # fmt: skip
        assert (observed(*told)["same topic"][0] > 0) == same, topic


def test_what_is_only_planned_has_no_number_yet() -> None:
    """Plans to attack are those for attacks; an attack that was is not attacks that were."""
    for one, other, apart in (("planned", "planned", 0), ("planned", "hypothetical", 0), ("occurred", "occurred", 1)):
        told = (account(name, event(name, 0, word, status=status))  # type: ignore[arg-type]
                for name, word, status in (("a", "attack", one), ("b", "attacks", other)))  # fmt: skip
        seen = observed(*told)
        assert (seen["one act and several"][0], seen["a plan and a possibility"][0]) == (apart, float(one != other))


def test_a_city_in_common_tells_more_than_a_region() -> None:
    """The one place of two accounts is a site or city, a region, or but a country: one of the three."""
    lake = Where("Maysan", "IRQ", 31.8, 47.1, "region", 0, 1)
    for where, known in ((event("x", 0, where="Basra").where, "place"), (lake, "region"),
                         (event("x", 0, where="Iraq").where, "country")):  # fmt: skip
        seen = observed(*(account(name, replace(event(name, 0), where=where)) for name in "ab"))
        names = ("place", "region", "country")
        assert [seen[f"same {name}"][0] for name in names] == [float(name == known) for name in names]


def test_a_siege_may_be_told_as_a_protest_and_a_boycott_as_a_refusal() -> None:
    """Tellers give one act of a crowd several types; a protest is no treaty."""
    for one, other, kin in (("PROTEST", "COERCE", True), ("PROTEST", "REJECT", True), ("PROTEST", "AGREE", False)):
        told = (account(name, event(name, 0, "siege", type=type_)) for name, type_ in (("a", one), ("b", other)))
        assert related(pair_of(*told))[0] == kin


def test_a_demand_that_nobody_makes_may_be_anybodys() -> None:
    """A demand without a speaker tells little beside one with, unless it points back or both name whom they ask."""
    text, name = "Parliament made a demand on Sunday. {} demand was heard.", "a speaker that only one names"
    for words, recipients, found in (("A", (), 1), ("The", (), 0), ("A", (SOLEIMANI,), 0), ("A", (STATE,), 1)):
        told = made(text.format(words), "demand", "demand", type="REQUEST", recipients=recipients)
        first, second = told.mentions.events
        spoken = replace(told.mentions, events=(replace(first, actors=(IRAN,)), second))
        assert observed(replace(told, mentions=spoken))[name][0] == found, (words, recipients)


def test_much_befalls_a_state() -> None:
    """Deeds of one kind against one state may be one; a threat to it and a warning, a blow and a war say less."""

    def seen(words: tuple[str, str], type_: str) -> tuple[bool, bool]:
        told = (account(word, event(word, 0, word, type=type_, recipients=(STATE,))) for word in words)
        found = observed(*told)
        return bool(found["same recipient"][0]), bool(found["same state as recipient"][0])

    assert seen(("bomb", "raid"), "ASSAULT") == (True, False)
    assert seen(("blow", "war"), "ASSAULT") == (False, True)
    assert seen(("threaten", "warn"), "THREATEN") == (False, True)


def test_asking_and_being_asked_are_two_sides() -> None:
    """Who struck here and was struck there may be misread, and who talks is talked to; who asks is not who is asked."""
    name = "same party, on another side"
    for type_, found in (("ASSAULT", 1), ("CONSULT", 1), ("REQUEST", 0)):
        asks = account("a", event("a", 0, "call", type=type_, actors=(IRAN,)))
        asked = account("b", event("b", 0, "call", type=type_, recipients=(IRAN,)))
        assert observed(asks, asked)[name][0] == found


def test_a_particle_is_no_part_of_a_name() -> None:
    """The town of al-Qaim and the man al-Muhandis share no name."""
    town = replace(party("al-Qaim"), id="said:al-Qaim")
    told = (account(name, event(name, 0, "kill", recipients=(one,))) for name, one in (("a", town), ("b", MUHANDIS)))
    assert observed(*told)["recipient of like name"][0] == 0


def test_another_number_of_soldiers_is_another_deployment() -> None:
    """Whom an act moves is counted behind its verb or before it; a count near it, or one of years, says nothing."""

    def sent(text: str, number: str, best: float, *, unit: str = "soldiers", of: str | None = "soldiers") -> Account:
        told, at = made(text, "sent", type="MOBILIZE"), text.index(number)
        figure = FigureMention(at, at + len(number), None, None, best, unit, of, True, None, 0, None, (), "made")
        return replace(told, id=text, mentions=replace(told.mentions, figures=(figure,)))

    first = sent("They sent about 3,000 soldiers.", "3,000", 3000)
    for other, found in (
        (sent("Some 750 soldiers of the division were sent.", "750", 750), 1),
        (sent("Nearly 2,900 soldiers were sent.", "2,900", 2900), 0),
        (sent("Of 750 soldiers nothing is known; others were sent.", "750", 750), 0),
        (sent("It was sent 16 years ago.", "16", 16, unit="years", of=None), 0),
    ):
        assert observed(first, other)["others are moved"][0] == found, other.text


def test_who_has_killed_before_has_killed_in_another_act() -> None:
    """A word at the end of its clause says that the act is a further one; elsewhere it tells the time."""
    first = "The militia killed two guards. "
    for then, further in (("It has killed guards before.", 1), ("It killed guards before dawn.", 0)):
        assert observed(made(first + then, "killed", "killed"))["a further one"][0] == further, then


def test_fighters_who_were_counted_are_not_the_one_man() -> None:
    """A general and five fighters are other victims; "people" may be the general and his guards."""
    general = account("a", event("a", 0, "kill", recipients=(SOLEIMANI,)))
    for name, sector, found in (("fighters", "REB", 1), ("people", "CVL", 0)):
        others = replace(party(name, None, sector), id=f"said:{name}")
        several = account("b", event("b", 0, "kill", recipients=(others,), killed=5))
        assert observed(general, several)["it befell one, and several"][0] == found


def test_an_attack_and_the_wounds_that_it_does_are_told_in_one_breath() -> None:
    """Who attacks and who wounds in one sentence is one; what another party did, or it did pages on, is not meant."""
    name = "done, and what came of it, in one passage"
    for between, actors, found in ((" and ", (IRAN,), 1), (" and ", (US,), 0), (" Blank." * 100, (IRAN,), 0)):
        told = made(f"They attack{between}injure.", "attack", "injure")
        attack, injury = told.mentions.events
        events = (replace(attack, actors=(IRAN,)), replace(injury, actors=actors))
        assert observed(replace(told, mentions=replace(told.mentions, events=events)))[name][0] == found


def test_a_description_that_begins_a_sentence_is_no_name() -> None:
    """The two others who were hurt are no named party, nor is a woman in a headline; "Islamic State" is one."""
    soldiers = account("a", event("a", 0, "injure", recipients=(replace(IRAN, id="Q", name="Mahdi Army"),)))
    for name, found in (("Two others", 0), ("Woman", 0), ("Islamic State", 1)):
        other = account("b", event("b", 0, "injure", recipients=(replace(IRAN, id=name, name=name, country=None),)))
        assert observed(soldiers, other)["no named party in common"][0] == found, name


def test_attacks_in_general_are_told_again_less_surely_than_one_attack() -> None:
    """That both tell of several acts is observed where no day narrows them, nor words that point back to them."""
    name = "several acts, and several"

    def seen(first: str, second: str, when: str) -> float:
        told = (account(word, event(word, 0, word, actors=(IRAN,), when=when)) for word in (first, second))
        return float(observed(*told)[name][0])

    assert seen("attacks", "strikes", "2020-01") == 1
    assert seen("attacks", "strike", "2020-01") == 0
    assert seen("attacks", "strikes", "2020-01-03") == 0


def test_no_observation_of_a_pair_depends_on_which_comes_first() -> None:
    """Seen from either side, two accounts are as like as they are."""
    told = [account(name, event(name, 0, "kill", actors=(US,), when="2020-01")) for name in "ab"]
    gathered = Gathered(gists(told))
    table, stories = gathered.table(range(2)), gathered.stories()
    one, other = (observe(Pairs(table, np.array([a]), np.array([1 - a]), stories)) for a in (0, 1))
    assert {name: value[0] for name, value in one.items()} == {name: value[0] for name, value in other.items()}


def test_a_number_of_people_is_no_name() -> None:
    """“23 Somali pirates” describes, as “pirates” does: no other name is missed there, and others may be as many."""
    counted, plain = (
        replace(party(name, "SOM", "REB"), id=f"{name}-hash") for name in ("23 Somali pirates", "pirates")
    )
    told = [account(one.name, event(one.name, 0, "capture", recipients=(one,))) for one in (counted, plain)]
    assert observed(*told)["no named party in common"][0] == 0


def test_a_site_that_is_struck_is_no_party_missed_elsewhere() -> None:
    """Who struck the base is named in one account, the base in the other: nobody is missing in either."""
    site = replace(party("Ain al-Asad Air Base", "IRQ", "MIL"), id="asad-hash")
    one = account("a", event("a", 0, "attack", recipients=(site,)))
    struck = account("b", event("b", 0, "attack", actors=(US,)))
    assert observed(one, struck)["no named party in common"][0] == 0
    guards = replace(site, name="Asad Guards", id="guards-hash")
    named = account("c", event("c", 0, "attack", recipients=(guards,)))
    assert observed(named, struck)["no named party in common"][0] == 1


def test_a_week_ago_is_no_exact_day() -> None:
    """A stretch of a week excludes the day beside it as little as that excludes it; a later day it does."""
    name = "dates that exclude each other"
    week = account("a", event("a", 0, when="2023-01-23/2023-01-29"))
    for day, found in (("2023-01-30", 0), ("2023-02-01", 1)):
        assert observed(week, account("b", event("b", 0, when=day)))[name][0] == found


def test_the_killing_may_point_back_to_the_rockets() -> None:
    """What came of an act of force stands for it in the words that return to it."""
    told = made("Rockets hit a bus. Talks began. The killings went on." + " Blank." * 60, "hit", "killings")
    early, late = told.mentions.events
    told = replace(
        told,
        mentions=replace(told.mentions, events=(replace(early, wording="shell"), replace(late, wording="killing"))),
    )
    assert observed(told)["the last one that it may mean"][0] == 1


def test_a_day_taken_from_another_sentence_excludes_little_within_a_month() -> None:
    """Beyond a month it tells twice as much that two accounts are of two events, and over years it is another sign."""
    told = event("b", 0, when="2023-02-01", actors=(US,))
    inherited = replace(told, when=replace(told.when, basis="document"))
    for day, found, years in (("2023-01-20", 0.5, 0), ("2022-09-20", 1, 0), ("2021-01-20", 0, 1)):
        signs = observed(account("a", event("a", 0, when=day)), account("b", inherited))
        assert (signs["other dates, as it seems"][0], signs["other years, as it seems"][0]) == (found, years)


def test_a_counted_group_is_no_single_being() -> None:
    """“Killed the envoy” and “killed 25 of the militia” befell one and several, whatever the militia is called."""
    militia, envoy = party("Militia", "IRQ", "REB"), replace(party("Envoy", "IRQ"), person=True)

    def apart(killed: float | None) -> float:
        one = event("a", 0, "kill", recipients=(envoy,))
        other = event("b", 0, "kill", recipients=(militia,), killed=killed)
        return float(observed(account("a", one), account("b", other))["it befell one, and several"][0])

    assert apart(25) == 1
    assert apart(None) == 0


def test_known_words_point_past_plans() -> None:
    """Whoever condemns the raid means the one that was made, not the raids that the same text says are planned."""
    text = "Jets raided a camp. Officials plan raids. The premier condemned the raid." + " Blank." * 60
    told = made(text, "raided", "raids", "raid.")
    first, planned, last = told.mentions.events
    for status, meant in (("planned", 0.0), ("occurred", 1.0)):
        events = (replace(first, recipients=(BASE,)), replace(planned, status=status, recipients=(BASE,)), last)
        events = tuple(replace(one, wording="raid", several=False) for one in events)
        whole = replace(told, mentions=replace(told.mentions, events=events))
        for row, found in ((1, meant), (0, 1 - meant)):
            assert observed(whole, rows=(row, 2))["the last one that known words may mean"][0] == found


def test_the_same_word_points_back_past_others_of_its_kind() -> None:
    """“The killing” is the one that the text called so, though it has told of another murder since; a raid is any."""
    text = "The killing of a cleric shook Basra. A guard was murdered. Talks began. The {} was condemned."
    for word, wording, meant in (("killing", "killing", 0), ("attack", "attack", 1)):
        told = made(text.format(word) + " Blank." * 60, "killing", "murdered", word + " was")
        first, since, last = told.mentions.events
        events = (
            replace(first, wording="killing", recipients=(IRAN,)),
            replace(since, wording="murder", recipients=(US,)),
            replace(last, wording=wording),
        )
        whole = replace(told, mentions=replace(told.mentions, events=events))
        for row in (0, 1):
            assert observed(whole, rows=(row, 2))["the last one that it may mean"][0] == (row == meant)


def test_what_came_of_an_act_is_told_right_after_it() -> None:
    """“Five were wounded” behind an act of force is its outcome; with a day or an actor of its own it may not be."""
    text = "Shells hit a market. Officials met. Five people were wounded." + " Blank." * 60
    early, met, late = made(text, "hit", "met", "wounded").mentions.events
    told, met = made(text), replace(met, type="CONSULT")
    early = replace(early, wording="shell", recipients=(BASE,))
    late = replace(late, wording="wound", effect="injured", recipients=(SOLDIERS,))
    name = "what came of the act told before"
    for own, found in (
        ({}, 1),
        ({"actors": (IRAN,)}, 0),
        ({"when": replace(late.when, edtf="2024", basis="stated")}, 0),
        ({"when": replace(late.when, edtf="2024-05-03", basis="document")}, 1),
        ({"when": replace(late.when, edtf="2024-04-26", basis="document")}, 0),
    ):
        dated = replace(early.when, edtf="2024-05-03", basis="stated")
        events = (replace(early, when=dated), met, replace(late, **own))
        assert observed(replace(told, mentions=replace(told.mentions, events=events)), rows=(0, 2))[name][0] == found


def test_what_names_nobody_is_no_account_that_a_full_one_returns_to() -> None:
    """“An assassination” in passing is not what a later sentence tells with its victims; “the assassination” may be."""
    for article, found in (("an", 1), ("the", 0)):
        told = made(
            f"He spoke of {article} assassination. Later, guards were killed." + " Blank." * 60,
            "assassination",
            "killed",
        )
        early, late = told.mentions.events
        whole = replace(told, mentions=replace(told.mentions, events=(early, replace(late, recipients=(SOLDIERS,)))))
        assert observed(whole)["one that names nobody before"][0] == found


def test_a_count_is_revised() -> None:
    """Twenty and twenty-two dead may be one event's; two and three, twenty and thirty are others'."""
    for one, other, near in ((20, 22, 1), (2, 3, 0), (20, 30, 0), (20, 20, 0)):
        told = [account(name, event(name, 0, "kill", killed=count)) for name, count in (("a", one), ("b", other))]
        found = observed(*told)
        assert found["figures near each other"][0] == near
        assert found["other figures"][0] == (one != other and not near)


def test_rockets_that_wounded_several_may_have_killed_one() -> None:
    """A site that is hit is not several people, and neither are those of whom an act killed some and wounded others."""
    one = account("a", event("a", 0, "kill", recipients=(party("a guard", "IRQ", person=True),)))
    guards = replace(SOLDIERS, name="guards of the base")
    for words, apart in ((("kill",), 1), (("kill", "injure"), 0)):
        told = [event("b", at, word, recipients=(guards,)) for at, word in enumerate(words)]
        told = [replace(each, effect="injured") if each.wording == "injure" else each for each in told]
        gathered = Gathered(gists([one, account("b", *told)]))
        (whole,) = gathered.join([range(1, 1 + len(told))])
        pair = Pairs(gathered.table([0, whole]), np.array([0]), np.array([1]), gathered.stories())
        assert observe(pair)["it befell one, and several"][0] == apart


def test_a_crime_may_be_any_act_of_force() -> None:
    """To condemn the crime and to condemn a murder may be one; to condemn a murder and to condemn sanctions is not."""
    said = {"type": "ACCUSE", "actors": (IRAN,), "when": "2020-01-05"}
    crime, murder, sanction = (
        account(word, event(word, 0, "condemn", topic=(word,), **said)) for word in ("crime", "murder", "sanction")
    )
    assert observed(crime, murder)["other topic"][0] == 0
    assert observed(murder, sanction)["other topic"][0] == 1
