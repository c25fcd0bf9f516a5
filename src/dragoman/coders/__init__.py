"""Coders: others who code beside the rules, of whose answers only that is kept which quotes the text.

The rules are the first coder. A further one reads passages and proposes events; a proposal becomes a mention where
every word that it quotes stands in the text, and every code in the codebook. Where the rules have coded the same
words, the mention stands beside theirs, and changes nothing of it; where they have not, it is a mention of its own.
Each way to reach a coder is a file of this room with a `PLUGIN`. docs/howto/coders.md tells it for users.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from dragoman.coders.book import Answer, Book
from dragoman.coders.mentions import Reading
from dragoman.coders.proposals import is_read, proposals
from dragoman.coders.words import NotThere, Shown
from dragoman.errors import DocumentError
from dragoman.model import Account, EventMention, Problem, Record, Span


class Coding(Record, frozen=True):
    """What one coder says of a document.

    Attributes:
        mentions: In text order.
        read: The paragraphs that it was shown and to which its answer could be read.
    """

    mentions: tuple[EventMention, ...]
    read: tuple[Span, ...]


Codings = dict[str, Coding]  # by coder; one that did not code the document is not in


class Coded(Record, frozen=True):
    """Documents with what further coders say of them.

    Attributes:
        accounts: Every document, in the order given; one that nobody else coded is the same object.
        problems: What was not kept of the answers.
    """

    accounts: tuple[Account, ...]
    problems: tuple[Problem, ...] = ()


def join_codings(accounts: Sequence[Account], book: Book) -> Coded:
    """Put what coders answered beside what the rules found.

    Args:
        accounts: What the rules found.
        book: The coders' answers.
    """
    held = book.of_documents()
    told: list[Account] = []
    problems = list(book.problems)
    for account in accounts:
        codings, refused = read_codings(account, held.get(account.id, {}), book)
        told.append(_joined(account, codings) if codings else account)
        problems += refused
    return Coded(tuple(told), tuple(problems))


def read_codings(
    account: Account, answers: Mapping[str, Sequence[Answer]], book: Book
) -> tuple[Codings, list[Problem]]:
    """What each coder says of a document, in text order, and a problem for each proposal that is not kept."""
    codings: Codings = {}
    problems: list[Problem] = []
    for coder in sorted(answers):
        made: dict[str, EventMention] = {}
        for answer in answers[coder]:
            for one in _mentions(account, answer, book, problems):
                made.setdefault(one.id, one)
        read = tuple(sorted(span for answer in answers[coder] if is_read(answer.text) for span in answer.shown))
        codings[coder] = Coding(tuple(sorted(made.values(), key=_place)), read)
    return codings, problems


def _mentions(account: Account, answer: Answer, book: Book, problems: list[Problem]) -> Iterable[EventMention]:
    """The mentions that an answer comes to; adds a problem for each proposal that is not kept."""
    brief = book.briefs[answer.brief]
    shown = Shown(account.text, [span for span in answer.shown if span.end <= len(account.text)])
    reading = Reading(account, brief, shown)
    try:
        proposed, broken = proposals(answer.text)
    except DocumentError as error:
        problems.append(Problem("code", error.slug, f"{brief.coder}: {error.message}", account.source))
        return
    for why in broken:
        problems.append(_refused(account, f"{brief.coder}: {why}"))
    for proposal in proposed:
        try:
            yield reading.mention(proposal)
        except NotThere as error:
            problems.append(_refused(account, f"{brief.coder}, {proposal.type[:20]}: {error}"))


def _refused(account: Account, why: str) -> Problem:
    message = f"{why}; this event was not kept. Nothing is to be done; where there are many, try another model."
    return Problem("code", "coders.proposal", message, account.source)


def _joined(account: Account, codings: Codings) -> Account:
    """A document with its codings: what shares a character with the words of another coder's mention stands beside it.

    The rules come first, then the other coders by name.
    """
    events = list(account.mentions.events)
    beside: list[EventMention] = []
    for coder in sorted(codings):
        others = tuple(events)
        for one in codings[coder].mentions:
            coded = any(one.start < other.end and other.start < one.end for other in others)
            (beside if coded else events).append(one)
    events.sort(key=_place)
    mentions = replace(account.mentions, events=tuple(events))
    return replace(account, mentions=mentions, codings=tuple(sorted(beside, key=_place)))


def _place(one: EventMention) -> tuple[int, int, str]:
    return one.start, one.end, one.id
