"""The day of an act: by its own words, by the story around it, by another act; and none where nothing says when."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from dragoman.codebook import load_codebook
from dragoman.find.actors import find_actors
from dragoman.find.events import find_events
from dragoman.find.figures import find_figures
from dragoman.find.quotes import find_quotes
from dragoman.find.times import find_times
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.lang import load_language
from dragoman.model import EventMention, Mentions

Parse = Callable[..., Grammar]


def dated(grammar: Grammar, word: str) -> EventMention:
    """The event that a word of the text names."""
    lang = load_language("en")
    found = Mentions(actors=find_actors(grammar, Mentions(), lang=lang, knowledge=load_knowledge()))
    found = replace(found, times=find_times(grammar, found, lang=lang))
    found = replace(found, quotes=find_quotes(grammar, found, lang=lang))
    found = replace(found, figures=find_figures(grammar, found, lang=lang))
    events = find_events(grammar, found, lang=lang, codebook=load_codebook())
    return next(one for one in events if grammar.text[one.start : one.end].startswith(word))


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("Ten men have been killed since the war began in 2019.", "killed", "2019/2021-05-03"),
        ("From 2015 to 2017 rebels shelled the town.", "shelled", "2015/2017"),
        ("Rebels shelled the town between March and May 2019.", "shelled", "2019-03/2019-05"),
        ("Rebels have shelled the town since 2014.", "shelled", "2014/2021-05-03"),
        ("Since last October rebels have shelled the town.", "shelled", "2020-10/2021-05-03"),
        ("Rebels have shelled the town for 40 years.", "shelled", "1981/2021-05-03"),
        ("Over the past three months rebels have shelled the town.", "shelled", "2021-02/2021-05-03"),
        ("In the last few weeks, rebels have shelled the town.", "shelled", "2021-03-04/2021-05-03"),
        ("Rebels have grown bolder in attacking the town in recent weeks.", "attacking", "2021-03-04/2021-05-03"),
        ("He was convicted in 2019 and jailed by a court.", "jailed", "2019"),
        ("Rebels attacked the town and killed a nurse in May 2019.", "attacked", "2019-05"),
        ("Rebels shelled the town last November 25.", "shelled", "2020-11-25"),
        ("Two months after the raid of May 2019 rebels shelled the town.", "shelled", "2019-07"),
        ("In April 2019, two months after the Pulwama attack, India stopped the trade.", "attack", "2019-02"),
        ("Rebels shelled the town overnight.", "shelled", "2021-05-02/2021-05-03"),
        ("It was the latest of ten attacks on the town since May 2020.", "attacks", "2020-05/2021-05-03"),
        ("Monday saw the end of Friday's riot, when rebels shelled the town.", "shelled", "2021-04-30"),
        ("It was the worst raid since May 2019, when rebels shelled the town.", "shelled", "2019-05"),
        ("It has been tense since May 2019, when rebels shelled the town.", "shelled", "2019-05"),
        ("The shelling was their answer to the raid on the town on Sunday.", "raid", "2021-05-02"),
        ("Three days before Saturday's raid, rebels shelled the town.", "shelled", "2021-04-28"),
        ("Three days before Saturday's raid, rebels shelled the town.", "raid", "2021-05-01"),
        ("The army left on Saturday, hours after rebels shelled the town.", "shelled", "2021-05-01"),
        ("In May 2019 rebels left the town, and in March this year their chief was killed.", "killed", "2021-03"),
        ("On 3 May 2019 rebels shelled the town in response to a raid on 2 May 2019.", "shelled", "2019-05-03"),
        ("On 3 May 2019 rebels shelled the town in response to a raid on 2 May 2019.", "raid", "2019-05-02"),
        ("The base, attacked since August 2015, was last shelled in January.", "shelled", "2021-01"),
        ("The town was the scene of fighting in 2019.", "fighting", "2019"),
        (
            "On 3 May 2019 rebels attacked it and killed a nurse in revenge for the raid of March 2016.",
            "killed",
            "2019-05-03",
        ),
    ],
)
def test_a_time_is_read_with_the_words_that_tie_it_to_its_act(parse: Parse, text: str, word: str, edtf: str) -> None:
    """ "Since", "for", "from ... to" make a stretch of a time; verbs under one subject share it."""
    event = dated(parse(text, published="2021-05-03"), word)
    assert event.when.edtf == edtf
    assert event.when.basis in ("stated", "relative")


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("On 3 March 2018 jets struck the town. Rebels shelled the road.", "shelled", "2018-03-03"),
        ("In 2014 fighters took the hills. They are wide and bare. Then they attacked a village.", "attacked", "2014"),
        ("On 3 March 2018 jets struck the town.\nAt the time, rebels attacked a convoy.", "attacked", "2018-03-03"),
        ("On 3 March 2018 jets struck the town. Later, rebels attacked a convoy.", "attacked", "2018-03-03/2021-05-03"),
        ("On 3 March 2021 jets struck a school. Two nurses were wounded in the attack.", "wounded", "2021-03-03"),
        ("Troops invaded the country and burnt the capital. Back in 2003 nobody was tried.", "invaded", "2003"),
        ("In June 2020 rebels attacked a town.\nIn the wake of the attack the army bombed a camp.", "bombed",
         "2020-06/2021-05-03"),
    ],
)  # fmt: skip
def test_an_act_of_the_story_takes_the_time_that_the_story_has_reached(
    parse: Parse, text: str, word: str, edtf: str
) -> None:
    """What is told in the simple past goes on from the last time; its basis and its reason say so."""
    event = dated(parse(text, published="2021-05-03"), word)
    assert event.when.edtf == edtf
    assert event.when.basis == "document"
    assert not event.reasons["when"].startswith("null")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The bombing was the worst in years since a raid killed ten men in 2014.", "bombing"),
        ("The treaty, signed in 1992, was ratified by France.", "ratified"),
        ("Rebels freed the crew of the Star, a ship they seized in May 2020.", "freed"),
        ("Rebels shelled the road, the group said in a report published on Monday.", "shelled"),
        ("In 2014 jets struck the town. The minister said on Monday that rebels had shelled it.", "shelled"),
        ("This raid answers the crimes of the jets, which struck the town on Monday.", "raid"),
        ("On Monday jets struck the town. Rebels had shelled the road.", "shelled"),
        ("On Monday jets struck the town. Rebels have shelled the road.", "shelled"),
        ("On Monday jets struck the town. Rebels could shell the road.", "shell"),
        ("Talks will begin on Friday. Rebels shelled the road.", "shelled"),
        ("The minister visited the town on Monday. Rebels are poor. The town is small. Rebels shelled it.", "shelled"),
        ("Rebels, who had shelled the town, blamed the army on Monday.", "shelled"),
        ("On Monday jets struck the town. The minister spoke of further attacks.", "attacks"),
        ("On Monday jets struck the town. The hospital, which was bombed by rebels, is old.", "bombed"),
    ],
)
def test_what_is_not_of_the_story_takes_no_day_from_it(parse: Parse, text: str, word: str) -> None:
    """The past before the past, the perfect, the imagined, the planned and what is told later have no day of it."""
    event = dated(parse(f"The road is long.\nThe river is wide.\n{text}", published="2021-05-05"), word)
    assert event.when.edtf is None
    assert event.reasons["when"].startswith("null")


def test_a_heading_that_is_a_date_holds_below_it(parse: Parse) -> None:
    """In a chronicle the year above the paragraphs dates their acts, until the next heading."""
    text = "2014\n\nRebels shelled the road.\n\nRebels killed a nurse.\n\n2016\n\nThe army bombed a camp."
    grammar = parse(text, published="2021-05-03")
    assert [dated(grammar, word).when.edtf for word in ("shelled", "killed", "bombed")] == ["2014", "2014", "2016"]


def test_a_lead_has_its_day_from_the_sentence_that_tells_the_death(parse: Parse) -> None:
    """Nobody dies twice: who is only described in the lead was killed on the day of the one death that is told."""
    text = "A British nurse was killed by a bomb, an inquest heard. She died on 5 May 2020. Her father wept on Monday."
    event = dated(parse(text, published="2021-05-03"), "killed")
    assert (event.when.edtf, event.when.basis) == ("2020-05-05", "document")


def test_news_of_the_lead_is_of_the_week_before(parse: Parse) -> None:
    """The perfect of a first sentence is that of news where the day of publication is known, and not elsewhere."""
    text = "Rebels have attacked a convoy."
    news = dated(parse(text, published="2021-05-08"), "attacked")
    assert (news.when.edtf, news.when.basis) == ("2021-05-01/2021-05-08", "document")
    assert "news" in news.reasons["when"]
    assert dated(parse(text, published="2021"), "attacked").when.edtf is None
    assert dated(parse("Rebels attacked a convoy.", published="2021-05-08"), "attacked").when.edtf is None


def test_words_of_threat_were_said_when_they_were_said(parse: Parse) -> None:
    """A threat within quotation marks has the day of the sentence that reports it."""
    text = '"We will punish everyone who helped them," a spokesman said on Thursday.'
    assert dated(parse(text, published="2016-05-20"), "punish").when.edtf == "2016-05-19"


def test_an_answer_lies_between_the_act_and_the_publication(parse: Parse) -> None:
    """Who condemns an attack does so on its day or after, and before it is printed."""
    opening = "The river is wide.\nThe road is long.\n"
    text = f"{opening}On Monday rebels attacked the market.\nThe minister condemned the attack on the market."
    event = dated(parse(text, published="2021-05-05"), "condemned")
    assert event.when.edtf == "2021-05-03/2021-05-05"


def test_a_day_of_an_unknown_year_is_no_other_day(parse: Parse) -> None:
    """What an act's own words say of its day stands, though its year is open, against a day told before."""
    text = "Rebels shelled the port on New Year's Eve. On January 3 jets struck the town."
    assert dated(parse(text), "struck").when.edtf == "XXXX-01-03"


@pytest.mark.parametrize("mark", [":", " –", " -", "."])
def test_an_entry_of_a_chronicle_has_the_day_that_opens_it(parse: Parse, mark: str) -> None:
    """What a chronicle tells in the present tense behind a day that was over happened on that day."""
    text = (
        f"January 12, 2021{mark} The United States strikes 60 targets.\nJanuary 13, 2021{mark} Rebels attack the town."
    )
    grammar = parse(text, published="2021-05-05")
    for word, edtf in (("strikes", "2021-01-12"), ("attack", "2021-01-13")):
        event = dated(grammar, word)
        assert (event.when.edtf, event.status) == (edtf, "occurred")


def test_a_year_in_the_name_of_a_thing_dates_nothing_else(parse: Parse) -> None:
    """The year of a treaty is not that of the attack that it speaks of, nor of what is told next."""
    text = "He said an attack by rebels broke the 1951 defence treaty. Soldiers shelled the town."
    grammar = parse(text, published="2021-05-05")
    assert "1951" not in {dated(grammar, word).when.edtf for word in ("attack", "shelled")}


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("Rebels attacked the town on Saturday, two days after jets bombed the port.", "bombed", "2021-04-29"),
        ("On Saturday rebels fired two days after the army had shelled the town.", "shelled", "2021-04-29"),
        ("Rebels shelled it on 3 March. Two days after the shelling they arrested him.", "arrested", "2021-03-05"),
        ("The raids came days after gunmen killed 16 soldiers on 28 April.", "killed", "2021-04-28"),
        ("The raids came days after gunmen killed 16 soldiers on 28 April.", "raids", "2021-04-26/2021-05-03"),
        ("The raid on Saturday came two days after gunmen killed 16 soldiers.", "killed", "2021-04-29"),
        ("On Saturday, two days after raids forced the army to withdraw, they met.", "withdraw", "2021-04-29"),
        ("Friday's coup, in which more than 230 people were killed, failed.", "killed", "2021-04-30"),
        ("Twelve people were killed and more than 60 wounded on Saturday.", "killed", "2021-05-01"),
        ("On Saturday, a day after rebels shelled the port, the army attacked them.", "shelled", "2021-04-30"),
        ("It was retaliating for the death of an envoy at a base on 27 April.", "retaliating", "2021-04-26/2021-05-03"),
        ("A court jailed two men for the killing of an envoy in July 2020.", "killing", "2020-07"),
        ("A court jailed two men for the killing of an envoy in July 2020.", "jailed", None),
        ("A court jailed two men for six years in July 2020.", "jailed", "2020-07"),
        ("The assault came on the tenth anniversary of the 9/11 attacks.", "assault", None),
    ],
)  # fmt: skip
def test_a_length_or_a_thing_with_a_date_dates_what_hangs_on_it(
    parse: Parse, text: str, word: str, edtf: str | None
) -> None:
    """A length between two acts dates one by the other; so does the thing in which an act was done; no anniversary."""
    assert dated(parse(text, published="2021-05-03"), word).when.edtf == edtf


def test_the_finer_date_of_the_same_act_holds(parse: Parse) -> None:
    """ "Arrested last year" and "his arrest in July" are one act, in July of last year."""
    text = (
        "Olga Prentice was arrested by the police last year.\nSince her arrest in July 2020 Olga Prentice has been ill."
    )
    event = dated(parse(text, published="2021-05-03"), "arrested")
    assert event.when.edtf == "2020-07"


def test_the_time_of_a_war_dates_none_of_its_raids(parse: Parse) -> None:
    """ "The raid" takes up the last act that is none of whole years, and never the war that it is part of."""
    lead = "Jets bombed a market on Monday.\n\n"
    text = lead + "The rebels, who have been at war with the army since April 2019, blamed the air force for the raid."
    assert dated(parse(text, published="2021-05-05"), "raid").when.edtf == "2021-05-03"
    alone = text.removeprefix(lead)
    assert dated(parse(alone, published="2021-05-05"), "raid").when.edtf is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He condemned the Iran-Iraq war on Monday.", None),
        ("He condemned the Iranian attack on Monday.", "2021-05-03"),
        ("The Iran-Iraq war began on Monday.", "2021-05-03"),
        ("He condemned the Iran-Iraq war in 1985.", "1985"),
    ],
)
def test_a_war_outlasts_a_day(parse: Parse, text: str, edtf: str | None) -> None:
    """The day on which somebody speaks of it is not its day."""
    word = "attack" if "attack" in text else "war"
    assert dated(parse(text, published="2021-05-03"), word).when.edtf == edtf


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("The army left the town, as the council had demanded on Sunday.", "left", None),
        ("The army left the town, as the council had demanded on Sunday.", "demanded", "2021-05-02"),
        ("The army left the town on Sunday, as rebels advanced.", "left", "2021-05-02"),
        ("The massacre of the rebels brought thousands to the gates on Sunday.", "massacre", None),
        ("The massacre of the rebels on Sunday brought thousands to the gates.", "massacre", "2021-05-02"),
        ("On Sunday Iran condemned the raid on the town.", "raid", None),
        ("Iran condemned the raid on the town on Sunday.", "raid", "2021-05-02"),
        ("Iran condemned the raid; on Sunday it expelled the envoy.", "condemned", None),
        ("Rebels attacked the town on Sunday; two men were killed.", "killed", "2021-05-02"),
        ("On Sunday Iran vowed to strike the port if rebels attacked the town.", "attacked", None),
        (
            "The siege had begun on Sunday when rebels stormed the town, which fell in May 2020.",
            "stormed",
            "2021-05-02",
        ),
        ("On Sunday rebels fled, shelling a hall that had opened in May 2020.", "shelling", "2021-05-02"),
        ("On Sunday rebels smashed windows and set fire to a hall, while others sang.", "set fire", "2021-05-02"),
        ("It was the deadliest attack on the town since May 2020.", "attack", None),
        ("The law obliges Iran to leave, and Iran left on Sunday.", "obliges", None),
        ("The raids which so angered the rebels were aimed on Sunday at Hezbollah posts.", "raids", "2021-05-02"),
    ],
)
def test_a_time_is_that_of_its_own_act_alone(parse: Parse, text: str, word: str, edtf: str | None) -> None:
    """Not of what it came of, is judged by, is like or hangs on; but of what was done with it."""
    assert dated(parse("Nobody slept. Nobody spoke. " + text, published="2021-05-03"), word).when.edtf == edtf


def test_what_was_said_besides_was_said_at_another_time(parse: Parse) -> None:
    """Who "also condemned" something had condemned another thing before."""
    text = "Nobody slept. Nobody spoke. Iran condemned the raid on Aden. On Sunday it {}condemned the raid on Taiz."
    grammars = [parse(text.format(word), published="2021-05-03") for word in ("also ", "")]
    assert [dated(one, "condemned").when.edtf for one in grammars] == [None, "2021-05-02"]


def test_what_was_done_in_those_attacks_has_their_time(parse: Parse) -> None:
    """A plural that points back means the many attacks that were told of, not the last one."""
    text = "Rebels have launched ten attacks on ships since May 2020. On Sunday they attacked a port. "
    grammars = [parse(text + one, published="2021-05-03") for one in ("In those attacks two men died.",
                                                                      "In the attack two men died.")]  # fmt: skip
    assert [dated(one, "died").when.edtf for one in grammars] == ["2020-05/2021-05-03", "2021-05-02"]


def test_what_was_said_lies_not_in_the_future(parse: Parse) -> None:
    """The month of an election to come is not that of the charge that speaks of it."""
    text = "The minister has alleged that the rebels are planning attacks before the vote next month."
    assert (dated(parse(text, published="2021-05-03"), "alleged").when.edtf or "") < "2021-05-04"


def test_the_day_beside_a_known_act_is_that_of_what_is_said_of_it(parse: Parse) -> None:
    """ "Condemned the attack on Monday" was on Monday, where the text has dated that attack before."""
    text = "On Sunday rebels shelled the town. Iran condemned the attack on Monday."
    grammar = parse(text, published="2021-05-03")
    assert (dated(grammar, "attack").when.edtf, dated(grammar, "condemned").when.edtf) == ("2021-05-02", "2021-05-03")
    alone = parse("Iran condemned the attack on Sunday.", published="2021-05-03")
    assert dated(alone, "attack").when.edtf == "2021-05-02"


def test_the_story_does_not_move_on_to_what_came_before(parse: Parse) -> None:
    """ "It came after the ship sank in May" leaves the story where it was."""
    text = "The attack came after the ship sank in May 2019. Rebels shelled the town."
    assert dated(parse(text, published="2021-05-03"), "shelled").when.edtf != "2019-05"


def test_one_attack_is_none_of_those_done_again_and_again(parse: Parse) -> None:
    """ "The assault" has not the date since when ships have been attacked."""
    text = "The group has attacked ships since November 2019.\n\nIran has condemned the assault."
    assert dated(parse(text, published="2021-05-03"), "assault").when.edtf is None


def test_the_day_of_the_attack_is_that_of_its_hour(parse: Parse) -> None:
    """The act told last, by its hour, is of the day that the text gives: "the barrage" has that time."""
    text = (
        "Rebels fired rockets at the base early on Monday.\n\n"
        "The base came under fire at about 1:30 a.m. local time. Ten rockets landed at the base.\n\n"
        "The radio said that ten men had been killed in the barrage."
    )
    assert dated(parse(text, published="2021-05-03"), "killed").when.edtf == "2021-05-03T01:30:00"
