"""Ties: lasting bonds that a text states between two parties."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.find.actors import find_actors
from dragoman.find.quotes import find_quotes
from dragoman.find.ties import find_ties
from dragoman.find.times import find_times
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.lang import load_language
from dragoman.model import Mentions, PlaceMention, TieMention

ENGLISH = load_language("en")


def ties(grammar: Grammar, places: tuple[PlaceMention, ...] = ()) -> tuple[TieMention, ...]:
    actors = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=load_knowledge())
    found = Mentions(actors=actors, times=find_times(grammar, Mentions(), lang=ENGLISH), places=places)
    return find_ties(grammar, found, lang=ENGLISH)


def place(text: str, name: str, country: str) -> PlaceMention:
    start = text.rindex(name)
    return PlaceMention(start, start + len(name), name, country, None, None, "country", None, 1.0, "given")


@pytest.mark.parametrize(
    ("text", "relation", "a", "b"),
    [
        ("Qasem Soleimani, commander of the Quds Force, was killed.", "leads", "Soleimani", "Quds"),
        ("The council, headed by Mustafa Al-Kadhimi, met.", "leads", "Kadhimi", "council"),
        ("Joe Biden’s administration defended it.", "leads", "Biden", "administration"),
        ("Amer al-Fayez, a member of Hezbollah, spoke.", "member_of", "Fayez", "Hezbollah"),
        ("Iran-backed militias attacked the base.", "backs", "Iran", "Iran-backed militias"),
        ("Syria is an ally of Russia.", "allied_with", "Syria", "Russia"),
        ("America and its allies, including France, left.", "allied_with", "France", "United States"),
        ("The rival states of Iran and the USA met.", "opposes", "Iran", "United States"),
        ("Iraqi Prime Minister Mustafa Al-Kadhimi spoke.", "holds_office", "Kadhimi", "Prime Minister of Iraq"),
        ("President Ilham Aliyev spoke. Azerbaijan was calm.", "holds_office", "Aliyev", "President of Azerbaijan"),
        (
            "NATO's secretary-general, Jens Stoltenberg, left.",
            "holds_office",
            "Stoltenberg",
            "secretary-general of NATO",
        ),
        ("Hezbollah, whose leader, Hassan Nasrallah, spoke, agreed.", "leads", "Nasrallah", "Hezbollah"),
        (
            "The death of Velupillai Prabhakaran, founder of the Tamil Tigers, ended it.",
            "leads",
            "Prabhakaran",
            "Tigers",
        ),
        ("Iran has been fighting Islamic State since April.", "opposes", "Iran", "Islamic State"),
    ],
)
def test_a_tie_is_read_from_grammar(parse: Callable[..., Grammar], text: str, relation: str, a: str, b: str) -> None:
    """Nouns, titles, verbs and compounds each state a tie with its direction."""
    found = [(tie.relation, tie.a, tie.b) for tie in ties(parse(text))]
    assert any(one == relation and a in left and b in right for one, left, right in found), found


def test_forces_on_another_soil_are_hosted(parse: Callable[..., Grammar]) -> None:
    """A country hosts the forces that another has on its soil."""
    text = "Militants attacked US forces in Iraq."
    (tie,) = ties(parse(text), (place(text, "Iraq", "IRQ"),))
    assert (tie.a, tie.relation) == ("Iraq", "hosts")
    assert tie.b.startswith("United States")


def test_a_country_does_not_host_itself(parse: Callable[..., Grammar]) -> None:
    """A country's own forces on its own soil are no tie."""
    text = "Militants attacked Iraqi forces in Iraq."
    assert ties(parse(text), (place(text, "Iraq", "IRQ"),)) == ()


def test_a_tie_that_ended_says_when(parse: Callable[..., Grammar]) -> None:
    """A tie with "until" carries its end; what is called former had ended when the text was published."""
    (ally,) = ties(parse("Iran was an ally of Israel until 1979."))
    assert ally.until == "1979"
    former = ties(parse("The former US President Donald Trump spoke.", published="2023-01-01"))
    assert [(tie.relation, tie.until) for tie in former] == [("holds_office", "2023-01-01")]


def test_swapping_sides_swaps_the_tie(parse: Callable[..., Grammar]) -> None:
    """A tie depends on the grammar, not on who is named."""
    one = [(tie.a, tie.relation, tie.b) for tie in ties(parse("Syria is an ally of Russia."))]
    other = [(tie.a, tie.relation, tie.b) for tie in ties(parse("Russia is an ally of Syria."))]
    assert [(b, relation, a) for a, relation, b in one] == other


def test_nothing_lasting_is_no_tie(parse: Callable[..., Grammar]) -> None:
    """A single act is no tie."""
    assert ties(parse("Israel attacked Iran on Friday.")) == ()


@settings(deadline=None, max_examples=40)  # parsing takes as long as the machine is busy
@given(st.text(max_size=60))
def test_every_span_lies_in_the_text(parse: Callable[..., Grammar], text: str) -> None:
    """Whatever the text, spans hold characters of it."""
    grammar = parse("The leader of Hezbollah, " + text)
    for tie in ties(grammar):
        assert 0 <= tie.start < tie.end <= len(grammar.text)


@pytest.mark.parametrize(
    "text",
    [
        "Rockets landed near Iraq’s border with Iran.",
        "The border between Iraq and Iran is closed.",
        "The Iraq-Iran border is closed.",
        "Iraq is a neighbour of Iran.",
        "Iraq, which borders Iran, closed its roads.",
    ],
)
def test_who_shares_a_border_is_a_neighbour(parse: Callable[..., Grammar], text: str) -> None:
    """A border of two named countries, a noun or a verb says it; once a sentence, in either order."""
    (one,) = ties(parse(text))
    assert (one.relation, {one.a, one.b}) == ("neighbour_of", {"Iraq", "Iran"})


def test_a_border_of_one_country_names_no_neighbour(parse: Callable[..., Grammar]) -> None:
    """Whom it is shared with is not said, or whose it is: two countries that it is shared with need not touch."""
    assert ties(parse("The Turkish border is closed.")) == ()
    assert ties(parse("The base is close to its borders with Iraq and Turkey.")) == ()


def test_a_tie_has_the_voices_of_its_quotation(parse: Callable[..., Grammar]) -> None:
    """What a speaker says of a bond is the speaker's; outside of quotations it is the outlet's."""
    grammar = parse("Israel said that Syria is an ally of Russia. Turkey is an ally of Russia.")
    actors = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=load_knowledge())
    found = Mentions(actors=actors, quotes=find_quotes(grammar, Mentions(actors=actors), lang=ENGLISH))
    voices = {tie.a: [voice.name for voice in tie.voices] for tie in find_ties(grammar, found, lang=ENGLISH)}
    assert voices == {"Syria": ["The Test", "Israel"], "Turkey": ["The Test"]}


@pytest.mark.parametrize(
    "text",
    [
        "Syria would be an ally of Russia.",
        "Syria is not an ally of Russia.",
        "If Syria were an ally of Russia, much would change.",
        "He wants a future where Syria is an ally of Russia.",
        "The future that he wants is one where Syria is an ally of Russia.",
        "Turkey denies backing Hezbollah.",
        "Turkey does not back Hezbollah.",
        "Turkey has no bases in Syria.",
    ],
)
def test_what_is_denied_or_only_imagined_is_no_tie(parse: Callable[..., Grammar], text: str) -> None:
    """A clause's negation, modal, condition or imagined scene takes the tie away that it predicates."""
    assert ties(parse(text), (place(text, "Syria", "SYR"),) if "Syria" in text else ()) == ()


def test_a_denied_act_leaves_who_somebody_is(parse: Callable[..., Grammar]) -> None:
    """What an apposition says of somebody holds whatever the clause around it denies."""
    (tie,) = ties(parse("He did not meet Qasem Soleimani, the commander of the Quds Force."))
    assert (tie.relation, tie.b, tie.past) == ("leads", "Quds Force", False)


@pytest.mark.parametrize(
    ("text", "since", "until", "past"),
    [
        ("Throughout the 1980s, Syria was a close ally of Russia.", "198X", "198X", True),
        ("In the 1970s Syria was a partner of Russia.", "197X", "197X", True),
        ("Syria was an ally of Russia from 2005 to 2014.", "2005", "2014", True),
        ("Until 2003 Syria was an enemy of Iran.", None, "2003", True),
        ("Syria has been an ally of Russia since 2003.", "2003", None, False),
        ("Syria was an ally of Russia.", None, None, True),
    ],
)
def test_a_tie_has_the_time_for_which_it_is_told(
    parse: Callable[..., Grammar], text: str, since: str | None, until: str | None, past: bool
) -> None:
    """Since, until, throughout and, in the past tense, in give its bounds; the past tense alone gives none."""
    (tie,) = ties(parse(text))
    assert (tie.since, tie.until, tie.past) == (since, until, past)


def test_the_writer_says_who_somebody_is_in_reported_speech(parse: Callable[..., Grammar]) -> None:
    """An apposition within indirect speech is the writer's; what the speech predicates is the speaker's."""
    said = "Hassan Rouhani said that troops must go since Qasem Soleimani, head of the Quds Force, was killed."
    for text, speakers in ((said, []), ("Hassan Rouhani said that Syria is an ally of Russia.", ["Hassan Rouhani"])):
        grammar = parse(text)
        actors = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=load_knowledge())
        found = Mentions(actors=actors)
        found = Mentions(actors=actors, quotes=find_quotes(grammar, found, lang=ENGLISH))
        (tie,) = [one for one in find_ties(grammar, found, lang=ENGLISH) if one.relation in ("leads", "allied_with")]
        assert [voice.name for voice in tie.voices if voice.kind == "speaker"] == speakers


@pytest.mark.parametrize("text", ["The British commander, Olga Prentice, left.", "U.N. aid chief Olga Prentice spoke."])
def test_a_commander_of_a_country_and_the_chief_of_a_task_lead_no_party(
    parse: Callable[..., Grammar], text: str
) -> None:
    """A country's adjective says whose commander he is, not that he leads the country; a task is no group."""
    assert [tie for tie in ties(parse(text)) if tie.relation == "leads"] == []
