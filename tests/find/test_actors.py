"""Who is named, described and meant: the actor finder on single sentences and short texts."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.find.actors import find_actors
from dragoman.grammar import Grammar
from dragoman.knowledge import load_knowledge
from dragoman.lang import load_language
from dragoman.model import DESCRIBED, ActorMention, Mentions

ENGLISH = load_language("en")
KNOWLEDGE = load_knowledge()
Parse = Callable[..., Grammar]


def found(grammar: Grammar) -> dict[str, ActorMention]:
    """The mentions by their words; of several with the same words, the last."""
    mentions = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
    return {mention.span.of(grammar.text): mention for mention in mentions}


NAMES = [
    ("Hashd al-Shaabi condemned the raid.", "Hashd al-Shaabi", "Popular Mobilization Forces", "IRQ", "PRM"),
    ("The People’s Mobilization Forces condemned it.", "The People’s Mobilization Forces",
     "Popular Mobilization Forces", "IRQ", "PRM"),
    ("Daesh claimed the attack.", "Daesh", "Islamic State", None, "REB"),
    ("General Qassem Soleimani met the minister.", "General Qassem Soleimani", "Qasem Soleimani", "IRN", "MIL"),
    ("Ghasem Suleymani met the envoys.", "Ghasem Suleymani", "Qasem Soleimani", "IRN", "MIL"),
    ("CENTCOM denied the report.", "CENTCOM", "United States Central Command", "USA", "MIL"),
    ("Tehran rejected the offer.", "Tehran", "Iran", "IRN", "GOV"),
    ("The Kremlin rejected the offer.", "The Kremlin", "Russia", "RUS", "GOV"),
    ("The Iraqi government rejected the offer.", "The Iraqi government", "Iraq", "IRQ", "GOV"),
    ("Jimmy ‘Barbecue’ Cherizier met the envoys.", "Jimmy ‘Barbecue’ Cherizier", "Jimmy Chérizier", "HTI", "CRM"),
    ("Iraqis rejected the offer.", "Iraqis", "Iraqis", "IRQ", "CVL"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name", "country", "sector"), NAMES, ids=[name[1] for name in NAMES])
def test_names(parse: Parse, text: str, words: str, name: str, country: str | None, sector: str) -> None:
    """A known name is linked to its neutral name, country and sector, however it is spelled."""
    mention = found(parse(text))[words]
    assert (mention.name, mention.country, mention.sector) == (name, country, sector)
    assert mention.id.startswith("kb:") or name == "Iraqis"


DESCRIPTIONS = [
    ("US troops attacked the village.", "US troops", "United States Armed Forces", "USA", "MIL"),
    ("Two US soldiers were killed.", "Two US soldiers", "American soldiers", "USA", "MIL"),
    ("Protesters burned tyres.", "Protesters", "Protesters", None, "CVL"),
    ("Turkish police detained them.", "Turkish police", "Turkish police", "TUR", "COP"),
    (
        "An Iraqi militia commander spoke.",
        "An Iraqi militia commander",
        "unnamed Iraqi militia commander",
        "IRQ",
        "PRM",
    ),
    (
        "A spokesman for the Houthis spoke.",
        "A spokesman for the Houthis",
        "unnamed spokesman for the Houthis",
        "YEM",
        "REB",
    ),
    (
        "Turkish political and military leaders met.",
        "Turkish political and military leaders",
        "Turkish political and military leaders",
        "TUR",
        "MIL",
    ),
    ("A militant group claimed it.", "A militant group", "unnamed militant group", None, "REB"),
    ("A court in France convicted him.", "A court", "French court", "FRA", "JUD"),
    (
        "The representatives of the Iraqi nation voted.",
        "The representatives of the Iraqi nation",
        "representatives of the Iraqi nation",
        "IRQ",
        "LEG",
    ),
    (
        "Elected representatives of the people voted.",
        "Elected representatives of the people",
        "Elected representatives of the people",
        None,
        "LEG",
    ),
    ("The 176 people on flight PS752 died.", "The 176 people", "people on flight PS752", None, "CVL"),
    (
        "It hit all 40 passengers aboard a Syrian plane.",
        "all 40 passengers",
        "passengers aboard Syrian plane",
        None,
        "CVL",
    ),
    ("The missile killed two soldiers on board.", "two soldiers", "soldiers on board", None, "MIL"),
    ("The missile killed two soldiers on the base.", "two soldiers", "soldiers", None, "MIL"),
]


@pytest.mark.parametrize(
    ("text", "words", "name", "country", "sector"), DESCRIPTIONS, ids=[description[1] for description in DESCRIPTIONS]
)
def test_descriptions(parse: Parse, text: str, words: str, name: str, country: str | None, sector: str) -> None:
    """A party that is described gets a composed name, and the country and sector that its words give."""
    mention = found(parse(text))[words]
    assert (mention.name, mention.country, mention.sector) == (name, country, sector)
    assert mention.kind == "description"


def test_described_parties_have_no_id_of_their_own(parse: Parse) -> None:
    """A general is only described, which his id says; a state's organ, or the holder of an office on a day, is one."""
    assert found(parse("A Turkish general spoke."))["A Turkish general"].id.startswith(DESCRIBED)
    assert not found(parse("The Turkish police detained them."))["The Turkish police"].id.startswith(DESCRIBED)
    office, words = "The Turkish interior minister spoke.", "The Turkish interior minister"
    assert found(parse(office))[words].id.startswith(DESCRIBED)
    holders = {found(parse(office, published=day))[words].id for day in ("1901-01-01", "1901-01-01", "1902-01-01")}
    assert len(holders) == 2
    assert not any(holder.startswith(DESCRIBED) for holder in holders)


def test_no_party_without_an_owner(parse: Parse) -> None:
    """Interests and forces as such are nobody's; religions are no party."""
    assert not found(parse("The plan hurt foreign interests."))
    assert found(parse("The plan hurt Turkish interests."))["Turkish interests"].country == "TUR"
    assert not found(parse("The balance of forces has changed."))
    assert not found(parse("Differences exist between strands of Islam."))


def test_allies_and_deputies_are_named_after_whose_they_are(parse: Parse) -> None:
    """Somebody's allies are not he, and have no country of his."""
    allies = found(parse("Iran armed its allies."))["its allies"]
    assert (allies.name, allies.country) == ("allies of Iran", None)
    partner = found(parse("Iraq's major partner objected."))["Iraq's major partner"]
    assert (partner.name, partner.country) == ("major partner of Iraq", None)


def test_focus_words_are_outside(parse: Parse) -> None:
    """A word that only points at a phrase is no part of it."""
    assert "Khamenei" in found(parse("The leaders, particularly Khamenei, spoke.", published="2020-01-03"))


def test_the_whole_country(parse: Parse) -> None:
    """ "The whole country" is the country that was spoken of."""
    assert found(parse("Iraq has suffered. The strikes shook the whole country."))["the whole country"].name == "Iraq"


def test_things_named_after_a_person(parse: Parse) -> None:
    """A base that bears a person's name need not be in his country."""
    assert found(parse("Rockets hit the Assad Airbase."))["the Assad Airbase"].country is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The RSF shelled Khartoum, and the Sudanese army fired back.", "Rapid Support Forces"),
        ("The RSF named the countries that jail most reporters.", "Reporters Without Borders"),
        ("The Rapid Support Forces fled. The RSF had held the town.", "Rapid Support Forces"),
        ("The town fell. The RSF and the army did not agree to a truce.", "Rapid Support Forces"),
    ],
)
def test_namesakes(parse: Parse, text: str, name: str) -> None:
    """Of two that are called so, the one is meant of whom the rest of the text tells; the score is lower."""
    mention = found(parse(text))["The RSF"]
    assert mention.name == name
    assert mention.score < 0.9


def test_namesakes_of_whom_nothing_tells(parse: Parse) -> None:
    """Where a text tells of none of those who are called so, the name stays that of nobody known."""
    mention = found(parse("The RSF spoke on Monday."))["The RSF"]
    assert not mention.id.startswith("kb:")
    assert (mention.name, mention.country, mention.sector) == ("RSF", None, None)


@pytest.mark.parametrize(
    ("text", "words", "score"),
    [
        ("General Ghassem Sulaimani met the envoys.", "General Ghassem Sulaimani", 0.8),
        ("President Vladimir Puton met the envoys.", "President Vladimir Puton", 0.5),
        ("Mohammed Shia as-Sudani met the envoys.", "Mohammed Shia as-Sudani", 0.95),
        ("Mohamed Shiaa Al Sudani met the envoys.", "Mohamed Shiaa Al Sudani", 0.8),
    ],
)
def test_spellings(parse: Parse, text: str, words: str, score: float) -> None:
    """A name in another transliteration, or with a typing error, is found, at a lower score and with its reason."""
    mention = found(parse(text))[words]
    assert mention.id.startswith("kb:")
    assert mention.score == score


def test_sector_of_the_day(parse: Parse) -> None:
    """Rebels who came to govern are rebels before, and the government after."""
    text = "The Taliban arrested two men."
    assert found(parse(text, published="2020-05-01"))["The Taliban"].sector == "REB"
    assert found(parse(text, published="2022-05-01"))["The Taliban"].sector == "GOV"


def test_parts_of_names(parse: Parse) -> None:
    """Once a full name stood in the text, its last words or its first stand for it."""
    text = "Jean-Luc Del Rio met the envoys. Del Rio left. Mrs Wang Lifen stayed. Wang spoke."
    mentions = found(parse(text))
    assert mentions["Del Rio"].id == mentions["Jean-Luc Del Rio"].id
    assert mentions["Wang"].id == mentions["Mrs Wang Lifen"].id


POINTING = [
    (
        "The Russian defence ministry condemned Kyiv. Norway was shocked. The ministry spoke.",
        "The ministry",
        ["Ministry of Defence of Russia"],
    ),
    (
        "The Sudanese army left. Britain and Norway spoke. The army shelled the town.",
        "The army",
        ["Sudanese Armed Forces"],
    ),
    (
        "The Sudanese army fought the Rapid Support Forces. Britain and Norway urged both sides to talk.",
        "both sides",
        ["Sudanese Armed Forces", "Rapid Support Forces"],
    ),
    ("Russia attacked Ukraine. The former spoke, and the latter asked for help.", "The former", ["Russia"]),
    ("Russia attacked Ukraine. The former spoke, and the latter asked for help.", "the latter", ["Ukraine"]),
    ("Hamas attacked Israel. The group spoke. Both sides agreed to talks.", "Both sides", ["Hamas", "Israel"]),
    ("Armenia and Azerbaijan clashed. The two countries met.", "The two countries", ["Armenia", "Azerbaijan"]),
    ("The M23 attacked the village. The rebels killed ten people.", "The rebels", ["March 23 Movement"]),
    (
        "The Rapid Support Forces fled. The paramilitary group spoke.",
        "The paramilitary group",
        ["Rapid Support Forces"],
    ),
    ("Hamas and Boko Haram spoke. The militants left.", "The militants", ["militants"]),
    ("A Hamas depot was hit. Ten died, by Boko Haram's count. Chad blamed the group.", "the group", ["Hamas"]),
    ("The US military blamed Hamas. The group spoke.", "The group", ["Hamas"]),
    ("The US military blamed them. The group spoke.", "The group", ["group"]),
    ("The US State Department blamed them. The agency spoke.", "The agency", ["United States Department of State"]),
    ("A ship of the Houthis was hit. Nobody died. The group spoke.", "The group", ["Houthis"]),
    ("The Taliban fought the rebels.", "the rebels", ["rebels"]),
    ("US troops are in Iraq. Iran demanded their departure.", "their", ["United States Armed Forces"]),
    (
        "A Sudanese town was hit. Sudan protested. America punished Sudanese officers. Amnesty accused the army.",
        "the army",
        ["Sudanese Armed Forces"],
    ),
    (
        "Iraq protested. The US killed the general. Parliament met.",
        "Parliament",
        ["Council of Representatives of Iraq"],
    ),
    ("Iran fired at bases, but no American was harmed, and he will punish the regime.", "the regime", ["Iran"]),
    ("Iraq has suffered. Looters robbed this rich but unhappy country.", "this rich but unhappy country", ["Iraq"]),
    ("Iraq has protested. Parliament voted on Sunday.", "Parliament", ["Council of Representatives of Iraq"]),
    (
        "Iraq has protested. The national parliament met.",
        "The national parliament",
        ["Council of Representatives of Iraq"],
    ),
    ("The government of Iran spoke.", "The government of Iran", ["Iran"]),
    ("Somalia was hit. The federal government vowed revenge.", "The federal government", ["Somalia"]),
    (
        "Troops of the Libyan National Army left. The national army shelled it.",
        "The national army",
        ["Libyan National Army"],
    ),
    ("Turkey sent troops. The army of the east shelled the port.", "The army of the east", ["army of the east"]),
    ("Vladimir Putin met the envoys. The Russian leader smiled.", "The Russian leader", ["Vladimir Putin"]),
]


@pytest.mark.parametrize(("text", "words", "names"), POINTING, ids=[f"{one[1]}: {one[2][0]}" for one in POINTING])
def test_what_points_back(parse: Parse, text: str, words: str, names: list[str]) -> None:
    """A description that points back stands for whom it can only mean; where two are as likely it stays itself."""
    grammar = parse(text)
    mentions = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
    meant = [mention for mention in mentions if mention.span.of(text) == words]
    assert [mention.name for mention in meant] == names
    assert all(mention.score <= 0.85 and mention.reason for mention in meant)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas attacked. They denied it.",
        "Iran spoke. It mattered to Iraq.",
        "The former president of Russia met the envoys.",
    ],
)
def test_points_at_no_party(parse: Parse, text: str) -> None:
    """What was done is no party, and a former president is not the first of two."""
    mentions = find_actors(parse(text), Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
    assert not {"it", "former", "The former"} & {mention.span.of(text) for mention in mentions}


def test_sponsor_is_no_nationality(parse: Parse) -> None:
    """Militias that Iran backs are not Iran's, yet Iran is mentioned."""
    mentions = found(parse("Iran-backed Shia militias attacked the base."))
    assert mentions["Iran-backed Shia militias"].country is None
    assert mentions["Iran-backed Shia militias"].sector == "PRM"
    assert mentions["Iran"].kind == "adjective"


def test_office_on_a_day(parse: Parse) -> None:
    """An office with a country is its holder on the day of the document, and otherwise the office itself."""
    text = "The Iraqi prime minister condemned the strike."
    assert found(parse(text, published="2020-01-03"))["The Iraqi prime minister"].name == "Adil Abdul-Mahdi"
    assert found(parse(text, published="2021-07-16"))["The Iraqi prime minister"].name == "Mustafa al-Kadhimi"
    undated = found(parse(text))["The Iraqi prime minister"]
    assert (undated.name, undated.country, undated.sector) == ("unnamed Iraqi prime minister", "IRQ", "GOV")


def test_former_office(parse: Parse) -> None:
    """A former prime minister is not the present one."""
    mention = found(parse("A former Iraqi prime minister condemned it.", published="2021-07-16"))
    assert mention["A former Iraqi prime minister"].kind == "description"


def test_head_of_a_body_is_not_the_body(parse: Parse) -> None:
    """The phrase as a whole is the party; the body inside it is only its possessor."""
    mentions = found(parse("The head of the Fatah Alliance demanded a withdrawal."))
    head = mentions["The head of the Fatah Alliance"]
    assert head.name != "Fatah Alliance"
    assert (head.country, head.sector) == ("IRQ", "PTY")
    assert mentions["the Fatah Alliance"].kind == "possessive"


def test_a_name_is_never_cut(parse: Parse) -> None:
    """A phrase that ends with a name holds the whole name."""
    words = "Leaders of the National League for Democracy"
    assert found(parse(f"{words} were detained."))[words].country == "MMR"


def test_apposition_is_one_party(parse: Parse) -> None:
    """A name and what stands beside it are one party."""
    mentions = found(parse("Qassem Soleimani, commander of the Quds Force, was killed."))
    assert mentions["Qassem Soleimani"].name == "Qasem Soleimani"
    assert "commander of the Quds Force" not in mentions


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ukraine's air force commander, Mykola Oleshchuk, spoke.", "Oleshchuk", "Mykola Oleshchuk"),
        ("The governor of North Kivu, Major General Peter Cirimwami, died.", "Cirimwami", "Peter Cirimwami"),
    ],
)
def test_a_name_beside_an_office_is_its_holder(parse: Parse, text: str, words: str, name: str) -> None:
    """A name that nobody knows is a person's beside one person's office, and no place's behind "of"."""
    (mention,) = [one for one in found(parse(text)).values() if words in one.span.of(text)]
    assert (mention.name, mention.person) == (name, True)


def test_an_army_of_rebels_is_not_the_army(parse: Parse) -> None:
    """A name that ends in “Army” is no state's army, and a body's own fighters are that body."""
    text = "The National Liberation Army fled. The army shelled the town."
    assert "Liberation" not in found(parse(text))["The army"].name
    assert found(parse("Hezbollah fled. Its fighters left."))["Its fighters"].name == "Hezbollah"


def test_an_object_stands_for_the_object_before_it(parse: Parse) -> None:
    """What is condemned and then attacked is one and the same, and not who condemns it."""
    assert found(parse("Iran condemned Israel and attacked it."))["it"].name == "Israel"
    assert found(parse("The rebels said the army shelled the village before storming it."))["it"].name == "village"


@pytest.mark.parametrize("words", ["Hezbollah fighters", "Fighters of Hezbollah"])
def test_the_ranks_of_a_body_are_that_body(parse: Parse, words: str) -> None:
    """Who fights for a named armed body is coded as that body; its leaders are not."""
    assert found(parse(f"{words} attacked the town."))[words].name == "Hezbollah"
    assert found(parse("Leaders of Hezbollah left."))["Leaders of Hezbollah"].name != "Hezbollah"


def test_shared_noun(parse: Parse) -> None:
    """Two countries before one noun are two parties."""
    grammar = parse("US and UK troops overthrew the government.")
    mentions = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
    names = {mention.name for mention in mentions if mention.kind == "description"}
    assert {"United States Armed Forces", "British Armed Forces"} <= names


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers died in Iraq.",
        "The minister visited Brussels.",
        "Troops returned from Iraq.",
        "He spoke near Baghdad.",
    ],
)
def test_places_are_no_parties(parse: Parse, text: str) -> None:
    """A place where something is or goes is no actor."""
    assert not {"Iraq", "Brussels", "Baghdad"} & set(found(parse(text)))


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The US strike killed ten people.", "US", "adjective"),
        ("Iran’s vote angered the council.", "Iran", "possessive"),
        ("Syrian militia attacks wounded ten people.", "Syrian militia", "adjective"),
    ],
)
def test_modifiers(parse: Parse, text: str, words: str, kind: str) -> None:
    """A name or role that only modifies a noun is a mention, marked as such."""
    assert found(parse(text))[words].kind == kind


def test_new_person(parse: Parse) -> None:
    """A person whom nobody knows gets an id, and country and sector of the words around; the surname is his."""
    mentions = found(parse("Brigadier General John Doering, a German commander, spoke. Doering left the base."))
    assert mentions["Doering"].id == mentions["Brigadier General John Doering"].id
    assert mentions["Doering"].country == "DEU"
    assert mentions["Doering"].sector == "MIL"


def test_other_person_of_a_known_surname(parse: Parse) -> None:
    """One who only shares a known man's surname, or bears a country's name, is another."""
    assert found(parse("Ivanka Trump spoke."))["Ivanka Trump"].name == "Ivanka Trump"
    assert found(parse("Michael Jordan spoke."))["Michael Jordan"].country is None


def test_three_share_a_noun(parse: Parse) -> None:
    """A noun that three countries share is three parties."""
    grammar = parse("The force consists of Ethiopian, Kenyan and Ugandan troops.")
    mentions = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
    assert {one.country for one in mentions if one.kind == "description"} >= {"ETH", "KEN", "UGA"}


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Britain's ambassador to France resigned.", "Britain's ambassador to France", None, "GBR"),
        ("The Scottish government agreed to talks.", "The Scottish government", "Scotland", "GBR"),
        ("Somaliland's leadership agreed to talks.", "Somaliland's leadership", "Somaliland", "SOM"),
        ("Amira Ben Ali agreed to talks.", "Amira Ben Ali", "Amira Ben Ali", None),
        ("President Zine Ben Ali agreed to talks.", "President Zine Ben Ali", "Zine El Abidine Ben Ali", "TUN"),
        (
            "Israel's ambassador to the UN agreed to talks.",
            "Israel's ambassador to the UN",
            "unnamed Israeli ambassador to the UN",
            "ISR",
        ),
        ("The NATO alliance agreed to talks.", "The NATO alliance", "NATO", None),
        ("Syria's Kurds rejected the plan.", "Syria's Kurds", "Syria Kurds", "SYR"),
        ("Troops of the country left.", "Troops of the country", None, None),
    ],
)
def test_whose(parse: Parse, text: str, words: str, name: str | None, country: str | None) -> None:
    """A party belongs to the country that sends it, not to the one it is sent to; a body is not the noun after it."""
    mention = found(parse(text))[words]
    assert mention.country == country
    assert name is None or mention.name == name


def test_nouns_that_mean_no_one(parse: Parse) -> None:
    """A noun in a phrase that means something else is no party, nor is a demonym a paper."""
    mentions = found(parse("The Australian government declared a state of emergency and took the town by force."))
    assert mentions["The Australian government"].name == "Australia"
    assert not {"a state of emergency", "force", "The Australian"} & set(mentions)


def test_sectors_of_the_words_before(parse: Parse) -> None:
    """A rebel commander is a rebel, an aid convoy no army; a house is a parliament only with a capital."""
    mentions = found(parse("A rebel commander let an aid convoy pass. Shells hit houses beside the House."))
    assert mentions["A rebel commander"].sector == "REB"
    assert mentions["an aid convoy"].sector is None
    assert found(parse("A commander of Hezbollah spoke."))["A commander of Hezbollah"].sector == "REB"
    assert "houses" not in mentions or mentions["houses"].sector is None


def test_dateline(parse: Parse) -> None:
    """The place where a report was written is no party."""
    assert "MOSCOW" not in found(parse("MOSCOW -- The minister resigned."))


def test_common_noun_of_another_country(parse: Parse) -> None:
    """A common noun that names one country's body is not that body where another country's is meant."""
    assert found(parse("Congress passed the bill."))["Congress"].country == "USA"
    assert found(parse("Peru's Congress passed the bill."))["Peru's Congress"].country == "PER"


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Gunmen abducted three farmers on Friday. They were freed on Sunday.", "They", "farmers"),
        ("Norway met Chad's envoys, spoke to Niger and asked it for help.", "it", "Niger"),
        ("Donald Trump ordered the strike. He praised the pilots.", "He", "Donald Trump"),
        ("Angela Merkel met Emmanuel Macron. She demanded talks.", "She", "Angela Merkel"),
        ("Iran attacked the base. Its missiles hit a hangar.", "Its", "Iran"),
        ("Protesters attacked the embassy. They burned a flag.", "They", "Protesters"),
        ("Iran and its allies attacked the base.", "its", "Iran"),
        ("Some 30 rockets hit it, killing a man, US officials said. They blamed Mali.", "They", "American officials"),
    ],
)
def test_pronouns(parse: Parse, text: str, pronoun: str, name: str) -> None:
    """A pronoun stands for the party that gender, number and place in the text point to."""
    mention = found(parse(text))[pronoun]
    assert (mention.name, mention.kind) == (name, "pronoun")
    assert 0 < mention.score < 1
    assert mention.reason


def test_unclear_pronouns(parse: Parse) -> None:
    """A pronoun with nobody before it, or with no meaning of its own, is left out."""
    assert not found(parse("They left."))
    assert "it" not in found(parse("Iran said that it is rare that talks fail."))


def test_the_country(parse: Parse) -> None:
    """The country is the one where things happen, not the one whose troops leave it."""
    mentions = found(parse("In Iraq, parliament met. Members demanded that US troops leave the country."))
    assert mentions["the country"].country == "IRQ"


def test_both_sides(parse: Parse) -> None:
    """The two countries are both that were named together."""
    grammar = parse("Iran and Iraq signed a memorandum. The two countries share a border.")
    mentions = find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
    assert {one.name for one in mentions if one.span.of(grammar.text) == "The two countries"} == {"Iran", "Iraq"}


SWAPS = [
    "{0} attacked {1} troops near the border.",
    "The {0a} army accused the {1a} government.",
    "{0} and {1} signed an agreement. It praised its neighbour.",
    "{0}-backed rebels shelled {1a} positions. They withdrew.",
]
COUNTRIES = (("Russia", "Russian"), ("Ukraine", "Ukrainian"))


@pytest.mark.parametrize("sentence", SWAPS)
def test_even_handed(parse: Parse, sentence: str) -> None:
    """Exchanging two countries exchanges them in the output and changes nothing else."""

    def read(one: tuple[str, str], other: tuple[str, str]) -> list[tuple[str, str | None, str | None, float]]:
        text = (
            sentence.replace("{0a}", one[1]).replace("{1a}", other[1]).replace("{0}", one[0]).replace("{1}", other[0])
        )
        mentions = find_actors(parse(text), Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE)
        return [(mention.kind, mention.country, mention.sector, mention.score) for mention in mentions]

    swap = {"RUS": "UKR", "UKR": "RUS"}
    swapped = [(kind, swap.get(country or "", country), *rest) for kind, country, *rest in read(*COUNTRIES)]
    assert swapped == read(*reversed(COUNTRIES))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("General Esmail Qaani met Iran's envoys. Reporters asked the general.", "Esmail Qaani"),
        ("Qassem Soleimani met Iran's envoys. Reporters asked the general.", "Qasem Soleimani"),
        ("Qassem Soleimani met Esmail Qaani. Reporters asked the general.", "unnamed general"),
        ("Qassem Soleimani met a general of Chad. Reporters asked the general.", "unnamed general of Chad"),
        ("Qassem Soleimani met Iran's envoys. Reporters asked the minister.", "unnamed minister"),
    ],
)
def test_the_general_is_who_was_called_so_or_the_only_soldier(parse: Parse, text: str, name: str) -> None:
    """A bare rank means whom the text has called so, else the one soldier that it has named, else nobody known."""
    assert next(one for words, one in found(parse(text)).items() if words.startswith("the ")).name == name


def test_an_office_is_that_of_whose_it_is(parse: Parse) -> None:
    """ "His office", "X's office" and "the office of X" are one; the office of somebody else is another."""
    text = "Adel Abdul-Mahdi spoke. His office told the office of Prime Minister Netanyahu, and Abdul-Mahdi's office."
    offices = [one for one in found(parse(text)).values() if one.noun == "office"]
    mine, other = "office of Adil Abdul-Mahdi", "office of Benjamin Netanyahu"
    assert [one.name for one in offices] == [mine, other, mine]
    assert len({one.id for one in offices}) == 2


def test_ministers_of_two_fields_are_two(parse: Parse) -> None:
    """What a minister is for tells him from another; what he is like does not."""
    text = "Israel's farm minister met an angry Israeli transport minister; the Israeli transport minister left."
    farm, angry, transport = (one.id for one in found(parse(text)).values() if one.noun == "minister")
    assert farm != angry == transport


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from("US and Iran's al-Assad (PMF) “he” 🙂 two of the.,-\n"), max_size=80))
def test_odd_input(parse: Parse, text: str) -> None:
    """Whatever stands in a text, every mention lies within it and has a party and a reason."""
    grammar = parse(text)
    for mention in find_actors(grammar, Mentions(), lang=ENGLISH, knowledge=KNOWLEDGE):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.start <= grammar.tokens.start[mention.head] < mention.end
        assert mention.id
        assert mention.name
        assert mention.reason
        assert 0 <= mention.score <= 1
