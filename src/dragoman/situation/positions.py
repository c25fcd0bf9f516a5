"""Positions: who speaks for and against an issue, when, and in which words."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from dragoman.errors import SetupError
from dragoman.explain import passage
from dragoman.model import EventMention, QuoteMention, Record, Span
from dragoman.resolve.days import days_of
from dragoman.situation.scene import REAL, Scene, Witness
from dragoman.situation.wants import WORD, Want, find_wants
from dragoman.situation.words import IssueWords

Stance = Literal["for", "against"]
# To demand, promise, endorse, grant or threaten a thing is to speak for it, to refuse it against it. Source: PLOVER
# manual, meanings of the six types whose object is what somebody wants.
STANCES: dict[str, Stance] = {
    "REQUEST": "for", "AGREE": "for", "SUPPORT": "for", "CONCEDE": "for", "THREATEN": "for", "REJECT": "against",
}  # fmt: skip
PLANNED = "planned"
OTHER: dict[Stance, Stance] = {"for": "against", "against": "for"}
WORDS_BEHIND = 12  # words behind the act, in its sentence, that are looked through for an issue: a clause of a demand
NEGATED_WITHIN = 3  # words between a negation and what it denies: "not the withdrawal", "not call for withdrawal"
WORDS_BETWEEN = 6  # words between the two of a term ("*push* the foreign troops *out*"): a noun phrase
LEAST_SHARED = 3  # acts with two words in common that show an issue: two may share words by chance
LEAST_PARTIES = 2  # parties that must speak of it before words in common are taken for an issue


class Said(Record, frozen=True):
    """One place where a party is told to speak for or against an issue.

    Attributes:
        act: PLOVER type of what it did (REQUEST, REJECT ...), or `wants` where it is only said to want it.
        on: EDTF of when it did, else of the document's publication; None where neither is known.
    """

    stance: Stance
    act: str
    on: str | None
    witness: Witness


class Position(Record, frozen=True):
    """What one party is told to want on an issue, by time; `mixed` where it is told to have spoken both ways."""

    party: str
    stance: Literal["for", "against", "mixed"]
    said: tuple[Said, ...]


class Spoken(Record, frozen=True):
    """What somebody is quoted as saying about an issue; whether for or against is left to the reader."""

    speaker: str
    witness: Witness


class Issue(Record, frozen=True):
    """An issue, how it was found ("known by its words"), who stands where on it, and what else is quoted about it."""

    name: str
    found: str
    positions: tuple[Position, ...]
    spoken: tuple[Spoken, ...] = ()


class IssueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's file of issues: one `[[issues]]` table each."""

    issues: tuple[IssueWords, ...]


def read_issues(path: Path) -> tuple[IssueWords, ...]:
    """Read a user's file of issues.

    Raises:
        SetupError: `situation.issues`, where it cannot be read or does not have that form.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), IssueFile).issues
    except (OSError, ValueError) as error:
        raise SetupError("situation.issues", f"{path}: {error}. Its form: docs/concepts/situation.md") from error


def find_issues(scene: Scene) -> tuple[Issue, ...]:
    """Find who stands where on the issues of the user, those of the language file, and those that words in common show.

    Rule: what is demanded, promised, endorsed, granted, threatened, refused or wanted is read in the act's topic and in
    the words behind it; who plans an act that is called by a word of the issue wants it. An issue of the language file
    is shown where at least two parties speak of it, one of the user's wherever somebody does. Two content words that
    the other verbal acts of at least two parties share show an issue of themselves.
    """
    speaking, wants = _speaking(scene), _wants(scene)
    named = [(one, "an issue of yours", 1) for one in scene.asked.issues]
    named += [(one, "known by its words", LEAST_PARTIES) for one in scene.words.issues]
    found, taken = [], set()
    for words, how, least in named:
        told = [(one, _stance(scene, one, words)) for one in speaking]
        mine = [(one, stance) for one, stance in told if stance is not None]
        wanted = [(one, stance) for one in wants if (stance := _wanted(scene, one, words)) is not None]
        issue = _issue(scene, words.name, how, mine, wanted)
        if len(issue.positions) >= least:
            found.append(replace(issue, spoken=_spoken(scene, words, {one.id for one, _ in mine})))
            taken |= {one.id for one, _ in mine}
    found += _shared(scene, [one for one in speaking if one.id not in taken and _speaks(one)])
    return tuple(found)


def _speaking(scene: Scene) -> list[EventMention]:
    """Mentions of verbal acts that happened and of acts that are planned, of an actor each, in a fixed order."""
    ids = {id_ for event in scene.events for report in event.reports for id_ in scene.told.reports[report].mentions}
    mentions = [scene.told.mentions[id_][0] for id_ in sorted(ids)]
    return [one for one in mentions if one.actors and (_speaks(one) or one.status == PLANNED)]


def _speaks(mention: EventMention) -> bool:
    return mention.type in STANCES and mention.status in REAL


def _stance(scene: Scene, mention: EventMention, words: IssueWords) -> Stance | None:
    """For or against, where the act is about the issue; words for the contrary, and a negation, turn it round."""
    behind = _behind(scene, mention)
    about = {*mention.topic, *behind}
    named = {word for party in mention.recipients for word in party.name.casefold().split()}
    if words.of and not (about | named) & set(words.of):
        return None
    if not _speaks(mention):
        planned = _first_term([*mention.wording.split(), *behind], words.words)
        return "for" if planned == 0 and _own(mention) else None
    return _turned(scene, STANCES[mention.type], [*mention.topic, *behind], words, denied=behind)


def _turned(
    scene: Scene, stance: Stance, about: Sequence[str], words: IssueWords, denied: Sequence[str]
) -> Stance | None:
    """A stance on what is spoken about as one on the issue: words for the contrary, and a negation, turn it round."""
    for terms, turned in ((words.words, stance), (words.against, OTHER[stance])):
        if _first_term(about, terms) is not None:
            return OTHER[turned] if _negated(scene, denied, terms) else turned
    return None


def _first_term(about: Sequence[str], terms: Sequence[str]) -> int | None:
    """Where the first of some terms stands among words; of a term of two words the second may stand a little behind."""
    found = []
    for term in terms:
        first, _, second = term.partition(" ")
        at = (number for number, word in enumerate(about) if word == first)
        found += [number for number in at if not second or second in about[number + 1 : number + 1 + WORDS_BETWEEN]]
    return min(found, default=None)


def _wants(scene: Scene) -> list[Want]:
    """What parties are said to want in the documents of the time that is asked for."""
    accounts = [one for one in scene.told.accounts.values() if scene.is_within(one.meta.published.edtf)]
    return [want for account in accounts for want in find_wants(scene, account) if scene.concerns((want.party,))]


def _wanted(scene: Scene, want: Want, words: IssueWords) -> Stance | None:
    """For or against, where what is wanted is about the issue."""
    behind = _words_behind(scene.told.accounts[want.document].text, want.span)
    if words.of and not set(behind) & set(words.of):
        return None
    stance: Stance = "against" if want.negated else "for"
    if set(behind[:WORDS_BETWEEN]) & set(words.things):
        return OTHER[stance]
    return _turned(scene, stance, behind, words, denied=behind)


def _own(mention: EventMention) -> bool:
    """Is the plan its actor's own, and not what somebody else says of it?"""
    speakers = {voice.name for voice in mention.voices if voice.kind == "speaker"}
    return speakers <= {party.name for party in mention.actors}


def _negated(scene: Scene, behind: Sequence[str], terms: Sequence[str]) -> bool:
    """Is the first of the terms denied ("and *not* the withdrawal")?"""
    at = _first_term(behind, terms) or 0
    return bool(set(behind[max(0, at - NEGATED_WITHIN) : at]) & set(scene.words.negations))


def _spoken(scene: Scene, words: IssueWords, taken: set[str]) -> tuple[Spoken, ...]:
    """Quotations of somebody with a name about an issue, but for those in which a position was found already."""
    found = []
    for account in scene.told.accounts.values():
        acts = [Span(one.start, one.end) for one in account.mentions.events if one.id in taken]
        for quote in account.mentions.quotes:
            speaker = quote.speaker.name if quote.speaker else None
            about = [word.casefold() for word in WORD.findall(account.text[quote.start : quote.end])]
            if (
                speaker is not None
                and _first_term(about, (*words.words, *words.against)) is not None
                and (not words.of or set(about) & set(words.of))
                and scene.is_within(account.meta.published.edtf)
                and scene.concerns((speaker,))
                and not any(_reports(quote, act) for act in acts)
            ):
                witness = scene.witness(account, Span(quote.start, quote.end), quote.voices)
                found.append(Spoken(speaker, witness))
    return tuple(found)


def _reports(quote: QuoteMention, act: Span) -> bool:
    """Does a quotation hold an act, or is it what the act says ("*demanded* that they leave")?"""
    return Span(quote.start, quote.end).overlaps(act) or (quote.cue is not None and quote.cue.overlaps(act))


def _behind(scene: Scene, mention: EventMention) -> list[str]:
    """The words behind an act, in its sentence, in lower case."""
    return _words_behind(scene.told.mentions[mention.id][1].text, Span(mention.start, mention.end))


def _words_behind(text: str, span: Span) -> list[str]:
    _, _, after = passage(text, span.start, span.end)
    return [word.casefold() for word in WORD.findall(after)[:WORDS_BEHIND]]


def _issue(
    scene: Scene,
    name: str,
    how: str,
    told: Iterable[tuple[EventMention, Stance]],
    wanted: Iterable[tuple[Want, Stance]] = (),
) -> Issue:
    by_party: dict[str, list[Said]] = defaultdict(list)
    for mention, stance in told:
        account = scene.told.mentions[mention.id][1]
        on = mention.when.edtf or account.meta.published.edtf
        said = Said(stance, mention.type, on, scene.of_mention(mention, account))
        for party in mention.actors:
            by_party[party.name].append(said)
    for want, stance in wanted:
        account = scene.told.accounts[want.document]
        said = Said(stance, "wants", account.meta.published.edtf, scene.witness(account, want.span, ()))
        by_party[want.party].append(said)
    return Issue(name, how, tuple(_position(party, by_party[party]) for party in sorted(by_party)))


def _position(party: str, said: Sequence[Said]) -> Position:
    ordered = tuple(sorted(said, key=lambda one: (_first(one.on), one.witness.document, one.witness.start)))
    stances = {one.stance for one in ordered}
    return Position(party, ordered[0].stance if len(stances) == 1 else "mixed", ordered)


def _first(edtf: str | None) -> float:
    days = days_of(edtf)
    return days[0] if days else float("inf")


def _shared(scene: Scene, speaking: Sequence[EventMention]) -> list[Issue]:
    """Issues that show themselves by two content words that several parties' acts share, the most shared first."""
    about: dict[tuple[str, str], list[EventMention]] = defaultdict(list)
    for mention in speaking:
        for pair in combinations([word for word in mention.topic if word.isalpha()], 2):
            about[pair].append(mention)
    found: list[Issue] = []
    taken: set[str] = set()
    for pair in sorted(about, key=lambda one: (-len(about[one]), one)):
        told = [(one, STANCES[one.type]) for one in about[pair] if one.id not in taken]
        issue = _issue(scene, f"“{pair[0]}” and “{pair[1]}”", "words that acts share", told)
        if len(issue.positions) >= LEAST_PARTIES and len({one.id for one, _ in told}) >= LEAST_SHARED:
            found.append(issue)
            taken |= {one.id for one, _ in told}
    return found
