"""Every record that travels along the line: read, clean, annotate, find, resolve, store.

Records are frozen and hold tuples. The offset rule, everywhere: a span is a half-open range `[start, end)` of Unicode
code points in the untouched raw text of its document. No stage rewrites that text.
"""

import hashlib
from typing import Literal

import msgspec

from dragoman.errors import BrokenPromise


class Record(msgspec.Struct, frozen=True, gc=False):
    """The base of every record: immutable, comparable, and encodable as JSON or MessagePack.

    What cannot be changed holds nothing that holds it: records need no garbage collector, and it looks at none.
    """


KNOWN = "kb:"  # begins the id of a party of the knowledge base
ARMED = frozenset({"MIL", "REB", "PRM"})  # PLOVER's sectors of those who fight: armies, rebels, paramilitaries
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})  # and of the bodies of states
LEGISLATIVE = "LEG"  # and of those who make law
DESCRIBED = "said:"  # begins the id of a party that is only described; a description may fit several parties

PLACE = "at:"  # begins the id of a place as a party, which stands for those there


def content_id(*parts: object) -> str:
    """Return the id of a thing that is made of these parts: 16 hexadecimal digits that depend on nothing else.

    Source: promise 3, same input, same ids. 64 bits keep the chance of any clash among ten million things near 3e-6.
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def people_id(country: str | None) -> str:
    """Return the id of the people of a country ("Iranians"), who are no state and nobody in particular."""
    return content_id("people", country)


# ---------------------------------------------------------------------------------------------- places in a text


class Span(Record, frozen=True, order=True):
    """A half-open range of code points of the raw text.

    Raises:
        BrokenPromise: `model.span`, where it is negative or empty.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what could not be shown in the text."""
        if not 0 <= self.start < self.end:
            raise BrokenPromise("model.span", f"a span must hold characters, but runs from {self.start} to {self.end}")

    def overlaps(self, other: "Span") -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Does the other lie wholly within this one?"""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


# ------------------------------------------------------------------------------------------------- read and clean

PieceKind = Literal[
    "body", "title", "standfirst", "banner", "nav", "byline", "caption", "pullquote", "share", "footnotes", "comments",
    "disclaimer", "duplicate", "other",
]  # fmt: skip


class Problem(Record, frozen=True):
    """Something that could not be done with a document, and what to do about it."""

    stage: str
    code: str
    message: str
    source: str = ""


class Stated(Record, frozen=True):
    """What the container of a document (a web page's head, a line of JSON) says of it; None where it is silent.

    Attributes:
        published: EDTF, to the day at most.
        published_given: The user gave the date: it is printed unchanged.
        pages: Where each printed page begins in the text layer; () where the format has no pages.
    """

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    published: str | None = None
    published_given: bool = False
    pages: tuple[int, ...] = ()


class Piece(Record, frozen=True):
    """A run of the raw text with its kind, and the reason why it is of that kind.

    Attributes:
        language: ISO 639-1 code of a piece of the article in another language than the one that is coded; it is not
            parsed.
    """

    start: int
    end: int
    kind: PieceKind
    reason: str
    language: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class RawDocument(Record, frozen=True):
    """A document as it was read.

    Attributes:
        id: The id given by the user, else `sha256:` and the hash of the bytes.
        source: Path, URL or archive member, as the user would find it again.
        text: The text layer, which every offset counts in. For plain text it is the decoded file, unchanged.
        marked: Pieces whose kind the markup itself tells (a web page's navigation, captions); the rest is for `clean`.
        is_body: The user says that the text is already nothing but the article.
    """

    id: str
    source: str
    text: str
    stated: Stated = Stated()
    marked: tuple[Piece, ...] = ()
    is_body: bool = False
    problems: tuple[Problem, ...] = ()


PublishedBasis = Literal["stated", "inferred", "given", "none"]


class Published(Record, frozen=True):
    """When the document was published: an EDTF date or interval, what it rests on, and the words that show it."""

    edtf: str | None = None
    basis: PublishedBasis = "none"
    because: tuple[Span, ...] = ()
    reason: str = ""


class Meta(Record, frozen=True):
    """What is known of a document as a whole; `pages` as in `Stated`."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: Published = Published()
    url: str | None = None
    pages: tuple[int, ...] = ()


class Note(Record, frozen=True):
    """A mark in the text that points to a note, and the note.

    Attributes:
        mark: The mark itself, with its brackets ("(8)").
        note: The words of the note, without its number.
        stands_for: The note that it only repeats ("Ibid.", "op. cit."), or None.
        source: The outlet, or the author and title, that the note, or the one it repeats, names; "" where none.
    """

    mark: Span
    note: Span
    stands_for: Span | None
    reason: str
    source: str = ""


class CleanDocument(Record, frozen=True):
    """A document sorted into body and dropped pieces; together they hold every character that is not blank, once."""

    id: str
    source: str
    text: str
    meta: Meta
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def body(self) -> tuple[Piece, ...]:
        """The pieces of the article itself, in text order: one a paragraph or an unbroken run of it."""
        return tuple(piece for piece in self.pieces if piece.kind == "body")

    @property
    def dropped(self) -> tuple[Piece, ...]:
        """Everything else, each with its kind and reason."""
        return tuple(piece for piece in self.pieces if piece.kind != "body")


# -------------------------------------------------------------------------------------------------------- annotate


class Tokens(Record, frozen=True):
    """The words of a document as plain columns of equal length; row i is token i.

    Attributes:
        start, end: Offsets in the raw text.
        lemma: Dictionary form, lower case but for names.
        pos: Coarse part of speech (Universal Dependencies: NOUN, VERB, PROPN, AUX ...).
        tag: Fine part of speech (Penn Treebank for English: VBD, VBN, NNP ...).
        dep: Grammatical relation to the head (ClearNLP labels for English: nsubj, nsubjpass, dobj, agent, pobj ...).
        head: Row of the head; a sentence's root is its own head.
        name: Type of the name that the token is part of (PERSON, ORG, GPE, NORP, DATE ...), else "".
        name_begins: True on the first token of a name.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    lemma: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    head: tuple[int, ...] = ()
    name: tuple[str, ...] = ()
    name_begins: tuple[bool, ...] = ()

    def __len__(self) -> int:
        return len(self.start)


class AnnotatedDocument(Record, frozen=True):
    """A clean document with its grammar. Only the body is annotated.

    Attributes:
        tokens: The words of the body, in text order.
        sentences: `(first, last + 1)` token rows of each sentence.
        paragraphs: `(first, last + 1)` sentence rows of each paragraph.
    """

    id: str
    source: str
    text: str
    meta: Meta
    pieces: tuple[Piece, ...]
    tokens: Tokens
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()


# ------------------------------------------------------------------------------------------------------------ find


class Voice(Record, frozen=True):
    """Who says something: the outlet, a source that it cites, or a speaker; `start`, `end` are None where implied."""

    kind: Literal["outlet", "source", "speaker"]
    name: str
    start: int | None = None
    end: int | None = None


class ActorMention(Record, frozen=True):
    """A noun phrase that stands for a party.

    Attributes:
        start, end: The whole noun phrase that names it, without relative clauses ("the head of the Fatah Alliance").
        head: Row of the token that governs the phrase; the event finder meets the phrase there.
        id: Id of the party, the same for every mention of it in the document; `kb:…` where the knowledge base has it,
            `said:…` where it is only described: another document's party of the same description may be another.
        name: Neutral canonical name; never a pronoun.
        country: ISO 3166 alpha-3, or None for bodies without a country.
        sector: PLOVER sector code (GOV MIL REB OPP COP CVL PRM ... IGO NGO IMG MNC), or None.
        kind: How the text refers to it. `adjective` is a demonym or name that only modifies ("the *US* strike"),
            `possessive` one with an apostrophe ("*Iran's* vote"); both can still be the party of a nominal event.
        score: 0 to 1.
        reason: Which rule linked it.
        person: It stands for one human being who has a name.
        noun: Lemma of the common noun that governs the phrase ("militia"), or "" where a name or pronoun does.
    """

    start: int
    end: int
    head: int
    id: str
    name: str
    country: str | None
    sector: str | None
    kind: Literal["name", "office", "description", "pronoun", "adjective", "possessive"]
    score: float
    reason: str
    person: bool = False
    noun: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class TimeMention(Record, frozen=True):
    """A time expression and the calendar time that it means.

    Attributes:
        edtf: EDTF date or interval; None for durations, sets and what is vague.
        duration: ISO 8601 (P3D) for durations and sets.
        kind: What sort of expression it is.
        basis: `stated` where the words suffice, `relative` where an anchor was needed, `none` where nothing fixes it.
        anchor: What it was counted from, in words ("published 2020-04-05", "2003 at 1802"), or "".
    """

    start: int
    end: int
    edtf: str | None
    duration: str | None
    kind: Literal["date", "time", "duration", "set"]
    basis: Literal["stated", "relative", "none"]
    anchor: str
    score: float
    reason: str


class PlaceMention(Record, frozen=True):
    """A named place, and where on earth it lies (WGS 84 degrees); a None says that it was not resolved."""

    start: int
    end: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Literal["country", "region", "city", "site"]
    geonames: int | None
    score: float
    reason: str


class FigureMention(Record, frozen=True):
    """A stated count, amount, share, age or length of time.

    Attributes:
        low, high: Bounds of what is meant; None is open ("at least 165" is low 165, high None).
        best: The printed number, or None for a range and for "hundreds".
        unit: What is counted ("troops", "USD", "percent", "years").
        of: The whole noun phrase that is counted.
        head: Row of the counted noun (else of the number itself).
        role: One of `TOLL_ROLES`, or None where it is no toll of an event.
        hedges: Where the words stand that leave it open ("reportedly", "is believed to").
        whose: Id of the party whose people or means are counted ("12 *Iranian* soldiers"), or None.
        place: Name of the place where they are, or None.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    best: float | None
    unit: str | None
    of: str | None
    approximate: bool
    when: str | None
    head: int
    role: str | None
    voices: tuple[Voice, ...]
    reason: str
    hedges: tuple[Span, ...] = ()
    whose: str | None = None
    place: str | None = None


class Speaker(Record, frozen=True):
    """Who is quoted; the span is None where the speaker is known only from elsewhere."""

    name: str | None
    start: int | None = None
    end: int | None = None
    id: str | None = None


class QuoteMention(Record, frozen=True):
    """What somebody is reported as saying.

    Attributes:
        start, end: The content, from its first to its last character; quotation marks stand outside.
        parts: The pieces of a content that its cue breaks; empty where it is unbroken.
        cue: The words that report it ("said", "according to"), or None.
        voices: From the outlet inwards.
        stance: `asserts` where the speaker says it; `holds` where the speaker is only reported as believing, wanting or
            meaning it, in nobody's very words.
    """

    start: int
    end: int
    parts: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed"]
    speaker: Speaker | None
    cue: Span | None
    voices: tuple[Voice, ...]
    score: float
    reason: str
    stance: Literal["asserts", "holds"] = "asserts"


Status = Literal["occurred", "ongoing", "planned", "hypothetical", "denied"]
TOLL_ROLES = ("killed", "injured", "detained", "missing", "displaced")  # of a figure that is a toll of an event
RULES = "rules"  # the coder that every case has: the codebook's patterns
NOT_PARSED = -1  # the row of a trigger that no rule found


class Party(Record, frozen=True):
    """An actor or recipient of an event, as its sentence gives it.

    Attributes:
        start, end: Where the words stand that stand for it.
        explicit: False where the sentence itself gives nothing and the party was resolved from elsewhere.
        person: It is one human being who has a name.
    """

    start: int
    end: int
    id: str
    name: str
    country: str | None
    sector: str | None
    explicit: bool
    reason: str
    person: bool = False


class When(Record, frozen=True):
    """The time of an event: EDTF, the words that say it, and what it rests on."""

    edtf: str | None
    start: int | None
    end: int | None
    basis: Literal["stated", "relative", "document", "none"]


class Where(Record, frozen=True):
    """The place of an event, and the words that say it."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Literal["country", "region", "city", "site"]
    start: int
    end: int


class Toll(Record, frozen=True):
    """A figure that belongs to an event: how many were killed, injured, detained ...; None is an open bound."""

    role: str
    low: float | None
    best: float | None
    high: float | None
    start: int
    end: int


class EventMention(Record, frozen=True):
    """One place in a text that tells of an event.

    Attributes:
        id: Hash of document, trigger span and type.
        start, end: The trigger, the word or shortest unbroken run that names the act.
        head: Row of the trigger's governing token; `NOT_PARSED` where no rule found it.
        type: PLOVER type.
        modes, contexts: PLOVER modes of the type, and contexts.
        status: Whether it is said to have happened; of a verbal event, that of the utterance.
        historical: True where it is told as a flashback to another time than the document's own.
        wording: The lemma of the word that names the act ("assassinate", "strike").
        effect: What the act's words alone say that it does to its recipients (`killed`, `injured`), or None.
        several: The words name several acts at once ("attacks", "165 strikes").
        topic: Lower-case content words of what the act is about (what is demanded, agreed, voted on), sorted.
        voices: From the outlet inwards.
        hedges: Where the words stand that leave it open ("reportedly", "alleged", "is believed to").
        reasons: For every field why it is what it is, and for every null why it is null.
        coder: Who coded it: `RULES`, or the name of another coder.
    """

    id: str
    start: int
    end: int
    head: int
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    historical: bool
    score: float
    wording: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When
    where: Where | None
    tolls: tuple[Toll, ...]
    topic: tuple[str, ...]
    voices: tuple[Voice, ...]
    reasons: dict[str, str]
    effect: str | None = None
    several: bool = False
    hedges: tuple[Span, ...] = ()
    coder: str = RULES


Relation = Literal[
    "leads", "member_of", "part_of", "backs", "allied_with", "opposes", "hosts", "holds_office", "neighbour_of"
]


class TieMention(Record, frozen=True):
    """A lasting bond that the text states between two parties; `a` and `b` are canonical names.

    Attributes:
        past: Is it told in the past tense ("was an ally of")? Whether it has ended is then left open.
    """

    start: int
    end: int
    a: str
    relation: Relation
    b: str
    since: str | None
    until: str | None
    voices: tuple[Voice, ...]
    reason: str
    past: bool = False


class LinkMention(Record, frozen=True):
    """A bond between two events that the text states; the span is the word that states it ("in response to")."""

    cause: str
    effect: str
    relation: Literal["responds_to", "causes", "follows"]
    start: int
    end: int


class WordingMention(Record, frozen=True):
    """A word that a side chooses for a thing that others call otherwise ("regime", "martyred"), or a scare quote.

    Attributes:
        of: Id of the actor or event it names, or "" where that is not known.
        kind: `contested` for a word of a set that the language file lists, `scare` for a word in scare quotes.
        concept: The neutral word for the thing ("government", "killing").
        word: The word as the set lists it ("militia" for "militias"); the words themselves in scare quotes.
    """

    start: int
    end: int
    of: str
    kind: Literal["contested", "scare"]
    concept: str
    word: str = ""


class Mentions(Record, frozen=True):
    """All that was found in one document, each kind in text order."""

    actors: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    figures: tuple[FigureMention, ...] = ()
    quotes: tuple[QuoteMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    ties: tuple[TieMention, ...] = ()
    links: tuple[LinkMention, ...] = ()
    wording: tuple[WordingMention, ...] = ()


class LeftOut(Record, frozen=True):
    """A mention that a judgement takes out of its document, and that judgement in words."""

    mention: EventMention
    reason: str


class DataRow(Record, frozen=True):
    """A row of event data: of which data set, and which event of it the row tells of."""

    data_set: str
    event: str


class Account(Record, frozen=True):
    """What one document says, without its grammar: what is stored, and what `resolve` works on.

    Attributes:
        sources: Further places where the same text was found; they stand beside the document, not with what it says.
        left_out: What a rule found and a person judged wrong.
        row: What it is of event data that were imported; None for a text.
        codings: What further coders say at words that a mention has coded already; they stand beside it.
    """

    id: str
    source: str
    text: str
    meta: Meta
    pieces: tuple[Piece, ...]
    mentions: Mentions
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    row: DataRow | None = None
    codings: tuple[EventMention, ...] = ()

    @property
    def is_coded(self) -> bool:
        """Has it a body in the language that is coded? Without one it tells of nothing, and is not silent either."""
        return any(piece.kind == "body" and piece.language is None for piece in self.pieces)

    @property
    def is_of_data_set(self) -> bool:
        """Does nobody but a data set stand for it? That lists what its coders chose, and is never silent."""
        return self.row is not None and self.row.data_set == self.meta.outlet


class Origin(Record, frozen=True):
    """A place where the text of a document was found; a document has one or more.

    Attributes:
        document: Id of the document of the case.
        id: The id under which the text was read there: the document's own, or that of one that is the same text.
        source: Path, URL or archive member.
        url: The address that is stated there.
    """

    document: str
    id: str
    source: str
    url: str | None = None


# --------------------------------------------------------------------------------------------------------- resolve


class Actor(Record, frozen=True):
    """A party across documents: one id for the whole case, its canonical name, and the names that were used for it."""

    id: str
    name: str
    country: str | None
    sector: str | None
    variants: tuple[str, ...]


class Report(Record, frozen=True):
    """One document's account of one event, put together from that document's mentions of it.

    Attributes:
        mentions: Ids of the mentions, in text order.
        wording: Lemmas of the words used for the act, in order of first use.
        same_text_as: Id of the report whose text this one copies (a wire story), or None.
    """

    id: str
    event: str
    document: str
    outlet: str | None
    type: str
    modes: tuple[str, ...]
    status: Status
    wording: tuple[str, ...]
    mentions: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    where: Where | None
    tolls: tuple[Toll, ...]
    voices: tuple[Voice, ...]
    same_text_as: str | None
    reasons: dict[str, str]


class DisputedValue(Record, frozen=True):
    """One of the values that reports give for a field, and the reports that give it."""

    value: str
    reports: tuple[str, ...]


class Dispute(Record, frozen=True):
    """A field on which the reports of an event differ."""

    field: str
    values: tuple[DisputedValue, ...]


class SameEvent(Record, frozen=True):
    """A link between two mentions or reports that were judged to tell of the same event, with its parts."""

    a: str
    b: str
    score: float
    reason: str


class RelatedEvent(Record, frozen=True):
    """Another event of the case that this one belongs with, though the two are not the same.

    Attributes:
        event: Its id.
        relation: What this event is to it: one act of a set of acts (`part_of`) or such a set (`contains`); what was
            planned and came about (`fulfils`) or the plan (`fulfilled_by`); a demand, promise or threat of the act
            (`asks_for`) or the act (`asked_for_by`).
    """

    event: str
    relation: Literal["part_of", "contains", "fulfils", "fulfilled_by", "asks_for", "asked_for_by"]
    score: float
    reason: str


class Estimate(Record, frozen=True):
    """A figure derived from several reports: the lowest, the most reported, the highest.

    A None `best` says that no value is reported more than another ("indeterminate"); a None bound is open.
    """

    role: str
    low: float | None
    best: float | None
    high: float | None


class PartyName(Record, frozen=True):
    """A party of an event, without the words that any one report uses for it."""

    id: str
    name: str
    country: str | None
    sector: str | None


class Event(Record, frozen=True):
    """The set of reports that tell of the same thing; its own values are derived from them by a named rule.

    Attributes:
        reports: Ids, in a fixed order.
        when, where: Those of one of its reports, spans included; `reasons` says of which, and by which rule.
        tolls: Per role low, best and high over the reports.
        disputed: Fields on which reports differ.
        silent: Outlets of the case that do not report it.
        links: Why these reports were put together.
        related: Events that it is part of, contains, fulfils, asks for, or the other way round.
    """

    id: str
    type: str
    modes: tuple[str, ...]
    status: Status
    when: When | None
    where: Where | None
    actors: tuple[PartyName, ...]
    recipients: tuple[PartyName, ...]
    tolls: tuple[Estimate, ...]
    reports: tuple[str, ...]
    disputed: tuple[Dispute, ...]
    silent: tuple[str, ...]
    links: tuple[SameEvent, ...]
    reasons: dict[str, str]
    related: tuple[RelatedEvent, ...] = ()


# ----------------------------------------------------------------------------------------------------------- judge

Verdict = Literal["right", "wrong", "correct", "add", "same", "different", "unsure", "undo"]


class Anchor(Record, frozen=True):
    """What a judgement is about, named so that it is found again after every rule has changed.

    Source: the TextPositionSelector and TextQuoteSelector of the W3C Web Annotation Data Model, side by side.

    Attributes:
        document: Id of the document.
        start, end: Where the words stood in its raw text when they were judged.
        words: The words themselves.
        before, after: Some characters on either side, which tell two places with the same words apart.
        type: PLOVER type of the event that they told of; `actor` where they stand for a party; "" for words that only
            show a value.
    """

    document: str
    start: int
    end: int
    words: str
    before: str = ""
    after: str = ""
    type: str = ""


class Value(Record, frozen=True):
    """What a field is, by a judgement; only what the field holds is filled, and a field that is null has no `Value`.

    Attributes:
        word: A type or a status.
        words: Modes.
    """

    word: str | None = None
    words: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    toll: Toll | None = None


class Judgement(Record, frozen=True):
    """A human decision; it beats every rule.

    Attributes:
        id: Hash of all the rest.
        when: UTC, ISO 8601.
        who: Name of the judge.
        about: The mention that is judged, or the mentions of a report or event.
        other: Those of the second report or event, where two are compared.
        field: The field that is judged, or None for the mention itself.
        value: What the field is; None where it is null, and where no field is judged.
        shown: The words at each span that the value holds.
        why: What the judge says of it, or "".
        of: Id of the judgement that is undone, or None.
    """

    id: str
    when: str
    who: str
    what: Verdict
    about: tuple[Anchor, ...] = ()
    other: tuple[Anchor, ...] = ()
    field: str | None = None
    value: Value | None = None
    shown: tuple[Anchor, ...] = ()
    why: str = ""
    of: str | None = None


class Constraint(Record, frozen=True):
    """Two mentions that must, or must not, be of one event, by a judgement.

    Attributes:
        a, b: Ids of the mentions, the smaller first.
        judgement: Its id.
        reason: The judgement in words.
    """

    a: str
    b: str
    same: bool
    judgement: str
    reason: str
