"""Passages: what a coder is given of a document to read at a time."""

from collections.abc import Iterator

from dragoman.model import Account, Record, Span

# Code points: some 650 words, which tell of about fourteen events. With the instructions and an answer of 4,000 tokens
# that fits a context of 8,192, the smallest that models have today.
PASSAGE_CHARACTERS = 4_000
CHARACTERS_A_TOKEN = 4  # of English text, as the makers of models state it; other tokenizers differ by a third


class Passage(Record, frozen=True):
    """Paragraphs of one document.

    Attributes:
        document: Its id.
        shown: Where they stand in the raw text; nothing else of it is shown, so nothing else can be quoted.
        text: The words themselves, an empty line between two paragraphs.
    """

    document: str
    shown: tuple[Span, ...]
    text: str


def passages(account: Account) -> Iterator[Passage]:
    """Cut the body of a document into passages, between paragraphs; a paragraph that is too long, between words."""
    held: list[Span] = []
    length = 0
    for piece in account.pieces:
        if piece.kind != "body" or piece.language is not None:
            continue
        for span in _cut(account.text, piece.span):
            if held and length + span.end - span.start > PASSAGE_CHARACTERS:
                yield _passage(account, held)
                held, length = [], 0
            held.append(span)
            length += span.end - span.start
    if held:
        yield _passage(account, held)


def _passage(account: Account, held: list[Span]) -> Passage:
    return Passage(account.id, tuple(held), "\n\n".join(span.of(account.text) for span in held))


def _cut(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > PASSAGE_CHARACTERS:
        blank = text.rfind(" ", start + 1, start + PASSAGE_CHARACTERS)
        end = blank if blank > start else start + PASSAGE_CHARACTERS
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def tokens_of(text: str) -> int:
    """About how many tokens a text has."""
    return -(-len(text) // CHARACTERS_A_TOKEN)
