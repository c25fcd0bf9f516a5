"""What the author of a codebook asks: does it code its examples, what does it leave uncoded, and why not this word?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.codebook import Codebook, PartyExample
from dragoman.errors import SetupError
from dragoman.find.events.clauses import Clauses
from dragoman.find.events.triggers import kind_of
from dragoman.find.events.whynot import Line, why_not
from dragoman.find.events.words import vocabulary
from dragoman.grammar import Grammar
from dragoman.lang import Language
from dragoman.model import Account, AnnotatedDocument, EventMention, Mentions, RawDocument, Span
from dragoman.pipeline import account_of, annotated
from dragoman.read import read
from dragoman.settings import Settings, load_tools
from dragoman.store import Case

EXAMPLE = "example"


class Failure(msgspec.Struct, frozen=True):
    """An example that does not code as its file says: which, and what is wrong with it."""

    type: str
    text: str
    fault: str


class Uncoded(msgspec.Struct, frozen=True):
    """A predicate between known parties that nothing codes, how often it stands there, and one sentence with it."""

    predicate: str
    count: int
    sentence: str


def failing_examples(codebook: Codebook, settings: Settings) -> tuple[int, list[Failure]]:
    """Code every example of the codebook.

    Returns:
        How many there are, and those that do not code as their file says.
    """
    examples = [(code, example) for code, kind in codebook.types.items() for example in kind.example]
    documents = [
        RawDocument(f"{EXAMPLE} {number}", code, example.text, is_body=True)
        for number, (code, example) in enumerate(examples)
    ]
    tools = load_tools(settings)
    failures = []
    for (code, example), document in zip(examples, annotated(documents, tools), strict=True):
        fault = fault_of(example, code, account_of(document, tools).mentions.events)
        if fault is not None:
            failures.append(Failure(code, example.text, fault))
    return len(examples), failures


def fault_of(example: PartyExample, code: str, events: Iterable[EventMention]) -> str | None:
    """What is wrong with the coding of an example; None where it is as its file says."""
    coded = {example.text[event.start : event.end]: event for event in events if event.type == code}
    if not example.codes:
        return f'codes {code} at "{next(iter(coded))}", and must not' if coded else None
    event = coded.get(example.trigger or "")
    if event is None:
        others = ", ".join(f'"{words}"' for words in coded) or "nothing"
        return f'{code} must be coded at "{example.trigger}"; coded is {others}'
    for field, wanted, parties in (
        ("actor", example.actor, event.actors), ("recipient", example.recipient, event.recipients),
    ):  # fmt: skip
        found = tuple(example.text[party.start : party.end] for party in parties)
        if wanted is not None and found != wanted:
            return f"{field} is {found}, must be {wanted}"
    if example.mode is not None and example.mode not in event.modes:
        return f"mode is {event.modes}, must hold {example.mode}"
    if example.status is not None and event.status != example.status:
        return f"status is {event.status}, must be {example.status}"
    return None


def uncoded(inputs: Sequence[str | Path], settings: Settings) -> list[Uncoded]:
    """The predicates that stand between two known parties and that nothing codes, the most frequent first.

    Args:
        inputs: Files and folders of articles.
        settings: Among them the codebook.
    """
    tools = load_tools(settings)
    found: dict[str, list[str]] = defaultdict(list)
    for document in annotated(read(inputs), tools):
        for predicate, sentence in _between_parties(document, account_of(document, tools).mentions, tools.lang):
            found[predicate].append(sentence)
    ranked = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return [Uncoded(predicate, len(sentences), sentences[0]) for predicate, sentences in ranked]


def _between_parties(document: AnnotatedDocument, found: Mentions, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield verbs with a known party as subject and another as object or in a phrase, where no event stands."""
    grammar = Grammar(document)
    clauses = Clauses(grammar, vocabulary(lang))
    known = {mention.head for mention in found.actors if mention.kind != "description"}
    coded = {row for event in found.events for row in range(*grammar.rows(Span(event.start, event.end)))}
    for row in range(len(document.tokens)):
        if kind_of(clauses, row) != "verb" or row in coded or clauses.lemma(row) in clauses.words.speaking:
            continue
        places = {"": clauses.objects(row), **clauses.phrases(row)}
        filled = next((place for place, rows in places.items() if known.intersection(rows)), None)
        below = grammar.subtree(row)
        if filled is None or not known.intersection(clauses.subjects(row)) or coded.intersection(range(*below)):
            continue
        first, last = grammar.sentence_rows(row)
        yield f"{clauses.lemma(row)} {filled}".strip(), " ".join(grammar.span(first, last).of(grammar.text).split())


def changes(inputs: Sequence[str | Path], before: Settings, after: Settings) -> Iterator[tuple[str, str]]:
    """What another codebook codes otherwise over articles, which are parsed once.

    Yields:
        The document's source, and a line: "-" for what only the first codes, "+" for what only the second does.
    """
    tools, changed = load_tools(before), load_tools(after)
    for document in annotated(read(inputs), tools):
        old, new = _coded(account_of(document, tools)), _coded(account_of(document, changed))
        for at in sorted(old.keys() | new.keys()):
            if old.get(at) != new.get(at):
                yield from ((document.source, f"- {old[at]}") for _ in range(at in old))
                yield from ((document.source, f"+ {new[at]}") for _ in range(at in new))


def _coded(account: Account) -> dict[tuple[int, int], str]:
    """The events of a document, a readable line each, by where they stand."""
    lines = {}
    for event in account.mentions.events:
        actors, recipients = (", ".join(one.name for one in side) or "-" for side in (event.actors, event.recipients))
        modes = f" {'/'.join(event.modes)}" if event.modes else ""
        words = Span(event.start, event.end).of(account.text)
        lines[event.start, event.end] = f'{event.type}{modes} {event.status} "{words}": {actors} > {recipients}'
    return lines


def why_nothing(case: Case, document: str, span: Span, settings: Settings) -> Iterator[Line]:
    """Say why the words of a span of a case's document code nothing.

    Args:
        case: The case.
        document: A document's id or source, or the beginning of one.
        span: Code points of the raw text.
        settings: Those that the case was built with.

    Raises:
        SetupError: `explain.unknown`, where no document of the case begins so; `explain.span`, where the span does
            not lie in its text.
    """
    raw = next(
        (one for one in case.raw_documents() if one.id.startswith(document) or one.source.endswith(document)), None
    )
    if raw is None:
        raise SetupError("explain.unknown", f'no document of the case has the id or source "{document}".')
    if not 0 <= span.start < span.end <= len(raw.text):
        raise SetupError(
            "explain.span", f"{raw.source} has {len(raw.text)} characters: give a START below an END in it."
        )
    for account in case.documents(only={raw.id}):
        for left in account.left_out:
            if span.overlaps(Span(left.mention.start, left.mention.end)):
                yield 0, f"left out: {left.reason}"
    tools = load_tools(settings)
    (parsed,) = annotated([raw], tools)
    yield from why_not(
        Grammar(parsed), account_of(parsed, tools).mentions, span, lang=tools.lang, codebook=tools.codebook
    )
