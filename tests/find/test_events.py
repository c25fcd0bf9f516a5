"""The event finder: roles by grammar, one event an act, contents, voices, and promises about spans."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman as dg
from dragoman.codebook import load_codebook
from dragoman.find.events import find_events
from dragoman.find.figures import find_figures
from dragoman.find.times import find_times
from dragoman.grammar import Grammar
from dragoman.lang import load_language
from dragoman.model import (
    ActorMention,
    EventMention,
    FigureMention,
    Mentions,
    PlaceMention,
    QuoteMention,
    Span,
    TimeMention,
    Voice,
)

Parse = Callable[..., Grammar]


def find(grammar: Grammar, found: Mentions | None = None) -> tuple[EventMention, ...]:
    return find_events(grammar, found or Mentions(), lang=load_language("en"), codebook=load_codebook())


def roles(grammar: Grammar, event: EventMention) -> tuple[list[str], list[str]]:
    text = grammar.text
    return [text[one.start : one.end] for one in event.actors], [text[one.start : one.end] for one in event.recipients]


@pytest.mark.parametrize(
    ("text", "code", "actors", "recipients"),
    [
        ("Troops who attacked the village fled.", "ASSAULT", ["Troops"], ["the village"]),
        ("Soldiers firing on the crowd were seen.", "ASSAULT", ["Soldiers"], ["the crowd"]),
        ("The army entered the town and killed two civilians.", "ASSAULT", ["The army"], ["two civilians"]),
        (
            "Rebels and militiamen attacked soldiers and police.",
            "ASSAULT",
            ["Rebels", "militiamen"],
            ["soldiers", "police"],
        ),
        ("The rebels' attack on the army was brief.", "ASSAULT", ["The rebels"], ["the army"]),
        ("Dozens of protesters were detained by the police.", "COERCE", ["the police"], ["protesters"]),
        ("The police began arresting students.", "COERCE", ["The police"], ["students"]),
        ("The general was accused by the court.", "ACCUSE", ["the court"], ["The general"]),
        (
            "The soldiers were engaged in crimes against villagers, including torture.",
            "ASSAULT",
            ["The soldiers"],
            ["villagers"],
        ),
        ("An attack carried out by rebels against the army began at dawn.", "ASSAULT", ["rebels"], ["the army"]),
        ("The ministry blacklisted three groups for arming the rebels.", "AID", ["three groups"], ["the rebels"]),
        ("The premier left for talks with the president.", "CONSULT", ["The premier", "the president"], []),
        ("The militia took part in an attack on the army.", "ASSAULT", ["The militia"], ["the army"]),
        (
            "The attack, by the rebels in the north, on the army base near the border, took the capital by surprise.",
            "ASSAULT",
            ["the rebels"],
            ["the army base"],
        ),
        (
            "The president ordered the assassination (by drone strike near the airport) of the general.",
            "ASSAULT",
            ["The president"],
            ["the general"],
        ),
        ("The militia used a drone to attack soldiers, killing three.", "ASSAULT", ["The militia"], ["soldiers"]),
        (
            "The army shelled the camp, killing seven of the rebels and provoking calls.",
            "ASSAULT",
            ["The army"],
            ["the camp"],
        ),
        ("The soldiers suffered wounds at the hands of the rebels.", "ASSAULT", ["the rebels"], ["The soldiers"]),
        ("The president condemned the rebels' raid on the camp.", "ACCUSE", ["The president"], ["the rebels"]),
        ("The president condemned the attack on the camp.", "ACCUSE", ["The president"], []),
    ],
)
def test_roles_follow_the_grammar(parse: Parse, text: str, code: str, actors: list[str], recipients: list[str]) -> None:
    """Who did it to whom comes from the grammar, not from the order of the words."""
    grammar = parse(text)
    assert (actors, recipients) in [roles(grammar, event) for event in find(grammar) if event.type == code]


def test_light_verb_and_noun_are_one_event(parse: Parse) -> None:
    """A light verb with its noun, and a second word for the same act, make one event."""
    assert len(find(parse("The army carried out an air strike against the rebels."))) == 1
    assert len(find(parse("Ten soldiers were killed in an attack."))) == 1


def test_content_of_a_demand_is_no_second_event(parse: Parse) -> None:
    """What is demanded or promised is not coded again."""
    assert [one.type for one in find(parse("The minister demanded that the army withdraw its troops."))] == ["REQUEST"]
    assert [one.type for one in find(parse("The rebels promised to release the hostages."))] == ["AGREE"]


def test_content_of_a_report_is_the_event(parse: Parse) -> None:
    """To say something is no event; what is said to have happened is."""
    events = find(parse("The officials said that soldiers killed two farmers."))
    assert [one.type for one in events] == ["ASSAULT"]


def test_reciprocal_event_has_only_actors(parse: Parse) -> None:
    """In talks all parties are actors and nobody is a recipient."""
    grammar = parse("The president met the rebel leader.")
    (event,) = find(grammar)
    assert roles(grammar, event) == (["The president", "the rebel leader"], [])


def test_unnamed_actor_stays_empty_with_its_reason(parse: Parse) -> None:
    """A passive without "by" has no actor, and the reason says that nobody stands there."""
    (event,) = find(parse("Two soldiers were killed."))
    assert event.actors == ()
    assert event.reasons["actors"].startswith("null")


def test_every_field_has_a_reason(parse: Parse) -> None:
    """Each value and each null carries the reason why."""
    (event,) = find(parse("Two soldiers were killed."))
    assert {"type", "actors", "recipients", "status", "when", "where", "modes", "figures"} <= set(event.reasons)


def test_known_actor_names_the_party(parse: Parse) -> None:
    """Where an actor mention stands at the head of a role, the party is that actor."""
    grammar = parse("The army attacked the village.")
    army = ActorMention(0, 8, 1, "kb:army", "the Army of A", "AAA", "MIL", "description", 0.9, "made for the test")
    (event,) = find(grammar, Mentions(actors=(army,)))
    assert [(one.id, one.country, one.sector, one.explicit) for one in event.actors] == [
        ("kb:army", "AAA", "MIL", True)
    ]


def test_weapon_stands_for_its_owner(parse: Parse) -> None:
    """The owner of a drone that kills is the actor."""
    text = "A Ruritanian missile killed two farmers."
    mention = ActorMention(2, 12, 1, "kb:ru", "Ruritania", "RUR", "GOV", "adjective", 0.9, "made for the test")
    (event,) = find(parse(text), Mentions(actors=(mention,)))
    assert [one.name for one in event.actors] == ["Ruritania"]


def test_weapons_that_are_described_stand_for_their_owner_too(parse: Parse) -> None:
    """A description of rockets is no actor; whoever owns them is."""
    text = "Ruritanian rockets hit a farm."
    owner = ActorMention(0, 10, 0, "kb:ru", "Ruritania", "RUR", "GOV", "adjective", 0.9, "made for the test")
    rockets = ActorMention(0, 18, 1, "said:1", "Ruritanian rockets", "RUR", None, "description", 0.5, "made")
    (event,) = find(parse(text), Mentions(actors=(owner, rockets)))
    assert [one.name for one in event.actors] == ["Ruritania"]


def test_time_and_toll_are_those_of_the_clause(parse: Parse) -> None:
    """The time and the toll that the grammar ties to the trigger are its own."""
    text = "Militants killed five soldiers on Monday."
    time = TimeMention(34, 40, "2020-03-02", None, "date", "relative", "published", 0.9, "made for the test")
    toll = FigureMention(
        17, 21, 5, 5, 5, "soldiers", "five soldiers", False, None, 3, "killed", (), "made for the test"
    )
    (event,) = find(parse(text), Mentions(times=(time,), figures=(toll,)))
    assert (event.when.edtf, event.when.basis) == ("2020-03-02", "relative")
    assert [(one.role, one.best) for one in event.tolls] == [("killed", 5)]


def test_they_are_as_many_as_were_counted_before() -> None:
    """Who was killed as "they" was counted where they were named; an answer to two deaths has killed nobody."""
    for text, killed in (
        ("Ten rebels left the town. They were killed on Monday.", [10]),
        ("Ten rebels left the town. They were hailed on Monday.", []),
        ("The raid was a response to the death of two soldiers.", []),
    ):
        mentions = dg.annotate(text).account.mentions.events
        told = [one for one in mentions if text[one.start : one.end] in ("killed", "hailed", "raid")]
        assert [toll.best for one in told for toll in one.tolls] == killed, text


def test_time_of_an_earlier_sentence_is_marked_as_such(parse: Parse) -> None:
    """A time that stands only in an earlier sentence is taken with basis "document" and a reason."""
    text = "It was Monday. Militants killed five soldiers."
    time = TimeMention(7, 13, "2020-03-02", None, "date", "relative", "published", 0.9, "made for the test")
    (event,) = find(parse(text), Mentions(times=(time,)))
    assert event.when.basis == "document"
    assert "Monday" in event.reasons["when"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It was the deadliest attack by rebels on the army since 2014.", None),
        ("It was the first attack by rebels on the army since 2014.", None),
        ("Rebels have attacked the army since 2014.", "2014/2020-03-02"),
    ],
)
def test_since_behind_a_superlative_dates_nothing(parse: Parse, text: str, edtf: str | None) -> None:
    """The time behind “the deadliest since” bounds a comparison and is not the day of the act."""
    grammar = parse(text, published="2020-03-02")
    (event,) = find(grammar, Mentions(times=find_times(grammar, Mentions(), lang=load_language("en"))))
    assert event.when is not None
    assert event.when.edtf == edtf


def test_a_name_that_the_parser_cuts_is_one_party(parse: Parse) -> None:
    """A part of a party's name is no second party."""
    text = "Mohammed Shia’ al-Sudani met him."
    actor = ActorMention(0, 24, 5, "x", "Mohammed Shia al-Sudani", "IRQ", "GOV", "name", 0.9, "given")
    (event,) = find(parse(text), Mentions(actors=(actor,)))
    assert [party.name for party in event.actors] == ["Mohammed Shia al-Sudani"]


@pytest.mark.parametrize(("noun", "several"), [("attack", False), ("attacks", True), ("war", True)])
def test_a_war_is_many_acts(parse: Parse, noun: str, several: bool) -> None:
    """A war holds attacks and is none of them."""
    (event,) = find(parse(f"The rebels’ {noun} on the town shocked them."))
    assert event.several is several


def test_two_parties_of_one_phrase_are_both_there(parse: Parse) -> None:
    """A description that stands for two gives both, in the order of the text."""
    text = "Norway urged both sides to talk."
    actors = tuple(
        ActorMention(13, 23, 3, name.lower(), name, None, None, "description", 0.5, "given")
        for name in ("Iran", "Iraq")
    )
    (event,) = find(parse(text), Mentions(actors=actors))
    assert [party.name for party in event.recipients] == ["Iran", "Iraq"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Hours after the strike, drones attacked the port, injuring seven civilians.", {"attack"}),
        ("The army has sent soldiers to the town, and rebels killed seven civilians.", {"kill"}),
        ("At least seven people died after an air strike on the town.", {"air strike"}),
        ("Ten people died when drones hit a hospital.", {"die"}),
        ("The army deployed soldiers and wounded nine civilians.", {"wound"}),
        ("The raid came a day after rebels had killed nine soldiers.", {"kill"}),
    ],
)
def test_victims_are_of_the_act_that_made_them(parse: Parse, text: str, counted: set[str]) -> None:
    """Neither what only says when, nor another party's act beside it, takes the victims of a clause."""
    grammar = parse(text)
    found = Mentions(figures=find_figures(grammar, Mentions(), lang=load_language("en")))
    assert {event.wording for event in find(grammar, found) if event.tolls} == counted


def test_publication_date_never_stands_in(parse: Parse) -> None:
    """Without a time in the text the event has none, whenever the article was published."""
    (event,) = find(parse("Militants killed five soldiers.", published="2020-03-02"))
    assert (event.when.edtf, event.when.basis) == (None, "none")


def test_voices_are_those_of_the_innermost_quotation(parse: Parse) -> None:
    """An event inside a quotation is told by its voices, one outside by the outlet alone."""
    text = "The mayor said rebels attacked the town."
    voices = (Voice("outlet", "The Test"), Voice("speaker", "The mayor", 0, 9))
    quote = QuoteMention(15, 39, (), "indirect", None, Span(10, 14), voices, 0.9, "made for the test")
    (inside,) = find(parse(text), Mentions(quotes=(quote,)))
    assert inside.voices == voices
    (outside,) = find(parse("Rebels attacked the town."))
    assert outside.voices == (Voice("outlet", "The Test"),)


@pytest.mark.parametrize(
    "text", ["Russia attacked Ukraine.", "France and Spain condemned the attack by Italy on Greece."]
)
def test_swapped_names_swap_the_coding(parse: Parse, text: str) -> None:
    """Two names that change places change places in the coding, and nothing else changes."""
    swap = {"Russia": "Ukraine", "Ukraine": "Russia", "Italy": "Greece", "Greece": "Italy"}
    other = " ".join(swap.get(word.strip("."), word.strip(".")) for word in text.split()) + "."

    def coded(sentence: str) -> list[tuple[str, str, list[str], list[str]]]:
        grammar = parse(sentence)
        return [(one.type, one.status, *roles(grammar, one)) for one in find(grammar)]

    swapped = [(a, b, [swap.get(x, x) for x in c], [swap.get(x, x) for x in d]) for a, b, c, d in coded(text)]
    assert coded(other) == swapped


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(
    ["The", "army", "attacked", "killed", "of", "by", "talks", "with", "said", "will", "not", "if", ",", "which", "and",
     "sanctions", "lifted", "to", "attack", "on", "€", "“", "🙂", "—", "strike", "they", "refused", "?"]
), max_size=25))  # fmt: skip
def test_odd_input_neither_breaks_nor_leaves_the_text(parse: Parse, words: list[str]) -> None:
    """Whatever the words, the finder ends, and every span lies inside the text."""
    text = " ".join(words)
    for event in find(parse(text)):
        for one in (event, *event.actors, *event.recipients):
            assert 0 <= one.start < one.end <= len(text)
        assert 0 < event.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked the group (banned in the south).",
        "The army attacked the group (an organisation outlawed in the south).",
        "The army attacked the group (which is prohibited in the south).",
    ],
)
def test_what_somebody_is_in_law_is_no_act(parse: Parse, text: str) -> None:
    """A ban that brackets mention beside a name is not told as an event."""
    assert [event.type for event in find(parse(text))] == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        'The word "murder" was used by nobody.',
        "The home side attacked down both wings. The goalkeeper shot back and bombarded the box.",
    ],
)
def test_words_and_games_are_no_acts(parse: Parse, text: str) -> None:
    """A word that is spoken of, and a paragraph about a game, tell of no force."""
    assert not find(parse(text))


def test_agent_of_a_passive_is_no_recipient(parse: Parse) -> None:
    """Who praises an act stays the actor where nobody is named for the act."""
    grammar = parse("The assassination was praised by the rebels.")
    (event,) = [one for one in find(grammar) if one.type == "SUPPORT"]
    assert roles(grammar, event) == (["the rebels"], [])


def test_who_signs_after_meeting_signs_with_whom_they_met(parse: Parse) -> None:
    """A coordinated reciprocal act shares the parties of the meeting before it."""
    grammar = parse("The president met with the king and signed a treaty.")
    found = {event.type: roles(grammar, event) for event in find(grammar)}
    assert found["SUPPORT"] == (["The president", "the king"], [])


def test_home_in_an_actors_name_is_no_scene(parse: Parse) -> None:
    """A place inside the words for an actor says whose it is; the act's place is told elsewhere."""
    grammar = parse("The attack by the Resistance in Iraq on soldiers in Jordan was brief.")
    actor = ActorMention(14, 36, 4, "kb:r", "the Resistance", None, "REB", "description", 0.9, "made for the test")
    iraq = PlaceMention(32, 36, "Iraq", "IRQ", None, None, "country", None, 0.9, "made for the test")
    jordan = PlaceMention(52, 58, "Jordan", "JOR", None, None, "country", None, 0.9, "made for the test")
    (event,) = find(grammar, Mentions(actors=(actor,), places=(iraq, jordan)))
    assert event.where is not None
    assert event.where.name == "Jordan"


def test_an_act_that_has_no_date_takes_that_of_the_same_act(parse: Parse) -> None:
    """A second mention of one killing has its date, and says where from; another killing has not."""
    text = "On 3 May rebels killed General Bako.\nThe killing of General Bako shook all.\nThe killing of a nurse did."
    grammar = parse(text, published="2020-06-01")
    times = find_times(grammar, Mentions(), lang=load_language("en"))
    first, second, third = find(grammar, Mentions(times=times))
    assert first.when is not None
    assert second.when is not None
    assert third.when is not None
    assert (first.when.edtf, second.when.edtf, third.when.edtf) == ("2020-05-03", "2020-05-03", None)
    assert second.when.basis == "document"
    assert "the same act" in second.reasons["when"]


def test_what_goes_on_holds_on_the_day_of_publication(parse: Parse) -> None:
    """Only what is told as going on takes the day of publication, and its reason says so."""
    going, over = find(parse("Rebels are shelling the town. Rebels killed a nurse.", published="2020-06-01"))
    assert going.when is not None
    assert over.when is not None
    assert (going.when.edtf, going.when.basis, over.when.edtf) == ("2020-06-01", "document", None)
    assert "goes on" in going.reasons["when"]


def test_a_time_inside_a_relative_clause_does_not_move_the_story(parse: Parse) -> None:
    """The year in which a museum was founded is not that of the theft told next."""
    text = "Photographs of the museum, which was founded in 1923, were shown. Rebels killed a guard."
    grammar = parse(text, published="2020-06-01")
    times = find_times(grammar, Mentions(), lang=load_language("en"))
    (event,) = [one for one in find(grammar, Mentions(times=times)) if one.type == "ASSAULT"]
    assert event.when is not None
    assert event.when.edtf is None


def test_a_time_that_says_something_of_a_party_is_not_the_acts(parse: Parse) -> None:
    """The year in which a force was formed is not that of its attack."""
    grammar = parse("The force, which was formed in 2014, attacked a village.", published="2020-06-01")
    times = find_times(grammar, Mentions(), lang=load_language("en"))
    (event,) = find(grammar, Mentions(times=times))
    assert event.when is not None
    assert event.when.edtf is None


@pytest.mark.parametrize("text", ["Rebels recently attacked a village.", "In recent weeks rebels attacked a village."])
def test_what_is_recent_lies_in_the_months_before_publication(parse: Parse, text: str) -> None:
    """A vague word gives the stretch that it can mean, and is its evidence."""
    (event,) = find(parse(text, published="2020-06-30"))
    assert event.when is not None
    assert (event.when.edtf, event.when.basis) == ("2020-05-01/2020-06-30", "relative")
    assert event.when.start == text.index("recent")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rebels reinvaded the town.", "ASSAULT"),
        ("The strafing of a column of refugees shocked all.", "ASSAULT"),
    ],
)
def test_a_word_without_a_pattern_is_coded_like_its_nearest_relative(parse: Parse, text: str, code: str) -> None:
    """A prefix that repeats, and a noun in "-ing", keep the type of the verb, at a lower score."""
    assert code in [event.type for event in find(parse(text))]


def test_a_second_word_for_an_act_may_say_when_it_was(parse: Parse) -> None:
    """The day under "killed" is that of the strike that killed."""
    grammar = parse("Ruritania answered the strike that killed General Bako on 3 January.", published="2020-01-12")
    times = find_times(grammar, Mentions(), lang=load_language("en"))
    (event,) = [one for one in find(grammar, Mentions(times=times)) if one.type == "ASSAULT"]
    assert event.when is not None
    assert event.when.edtf == "2020-01-03"


def test_a_word_with_a_hyphen_is_one_word(parse: Parse) -> None:
    """The act is called as it is written."""
    (event,) = find(parse("The sit-in at the ministry went on."))
    assert event.wording == "sit-in"


def test_the_topic_is_what_is_asked_and_not_of_whom(parse: Parse) -> None:
    """The object counts with what stands under it; whom a preposition of the act's own names, and asides, do not."""
    for text, topic in (
        (
            "Parliament passed a bill demanding the withdrawal of troops, which deputies boycotted.",
            {"withdrawal", "troop"},
        ),
        ("Parliament called on the government on Sunday to expel all troops.", {"expel", "troop"}),
        ("Parliament voted to put an end to the presence of foreign troops.", {"end", "presence", "foreign", "troop"}),
    ):
        (asked,) = (event for event in find(parse(text)) if event.type in ("REQUEST", "SANCTION"))
        assert set(asked.topic) == topic, text
