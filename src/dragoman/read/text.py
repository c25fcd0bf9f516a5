"""Plain text: the text layer is the decoded file, exactly."""

from collections.abc import Iterator

from dragoman.model import Problem, RawDocument
from dragoman.plugins import Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.encoding import Decoded, decode, is_binary

MAX_CHARACTERS = 10_000_000  # code points of one document; the longest books hold five million


def looks_like_text(head: bytes, _source: str) -> bool:
    """Is it anything but binary?"""
    return not is_binary(head)


def read_text(content: bytes, source: str) -> Iterator[RawDocument]:
    """Decode a file; its line ends, blanks and odd characters stay as they are."""
    decoded = decode(content)
    if len(decoded.text) > MAX_CHARACTERS:
        yield unreadable(content, source, "read.large", "is too long for one article; split it")
    elif not decoded.text.strip():
        yield unreadable(content, source, "read.empty", "holds no characters; remove it or save the article again")
    else:
        yield RawDocument(content_hash(content), source, decoded.text, problems=encoding_problems(decoded, source))


def encoding_problems(decoded: Decoded, source: str) -> tuple[Problem, ...]:
    """Say how many characters could not be decoded, and that text was encoded twice."""
    if decoded.twice:
        message = f"{source} was encoded as UTF-8 twice, and was decoded twice; check its accents and quotation marks."
        return (Problem("read", "read.encoding", message, source),)
    if not decoded.replaced:
        return ()
    message = f"{source}: {decoded.replaced} characters are not valid {decoded.encoding}; save the file as UTF-8."
    return (Problem("read", "read.encoding", message, source),)


PLUGIN = Reader("text", (".txt",), looks_like_text, article(read_text), order=90)
