"""Read: files and folders of any known format become raw documents; nothing that is named is passed over in silence.

The format is told by content. Each format is one file of this folder that holds a `PLUGIN` (docs/howto/add-format.md).
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from dragoman.errors import DocumentError, SetupError
from dragoman.files.far import is_far
from dragoman.limits import reading_seconds, time_limit
from dragoman.model import Problem, RawDocument, Stated
from dragoman.plugins import Member, Reader, ReadOptions, discover
from dragoman.read.portions import Place, Portion, opened, portions_of
from dragoman.read.unpack import Allowance, unpacked

HEAD_BYTES = 4096  # what a reader's `sniff` is given; the contract stands in plugins.Reader
MAX_ARTICLE_BYTES = 64 << 20  # of one article with its markup; saved pages with their images reach 20 MB
MAX_DEPTH = 4  # containers inside containers: a mail in a ZIP in a crawl is three
INSIDE = "!/"  # parts a container's source from its member's name
MOST_NAME = 1000  # characters of a member's name that are shown; addresses of pages rarely reach them
REASONS_SHOWN = 8  # of those why content was passed over; the rest are counted together
# What would steer a terminal, turn the direction of writing or not pass into UTF-8.
UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def read(inputs: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[RawDocument]:
    """Read every article of the inputs, in a fixed order.

    Every file gives at least one document: what cannot be read has an empty text and a `Problem` that says why. A
    document that has the id of another text has a `Problem` too. A folder that holds no file gives nothing; the caller
    says so.

    Args:
        inputs: Files, and folders that are searched with all their subfolders in sorted order. Files and folders whose
            name begins with a dot are passed over, unless they are named here. URLs too: `files.far`.
        options: What the user says of the inputs.

    Raises:
        SetupError: `read.missing`, where an input does not exist; checked for all of them before any is read.
    """
    chosen = options or ReadOptions()
    readers = installed()
    taken = portions_of(inputs)
    return without_doubles(document for portion in taken for document in read_portion(portion, chosen, readers))


def read_portion(portion: Portion, options: ReadOptions, readers: tuple[Reader, ...]) -> Iterator[RawDocument]:
    """Read every article of a portion of the inputs, by these formats."""
    reading = _Reading(readers, options)
    for place in portion:
        yield from reading.place(place)


def read_content(
    content: bytes, source: str, readers: Iterable[Reader] | None = None, options: ReadOptions | None = None
) -> Iterator[RawDocument]:
    """Read content that already lies in memory.

    Args:
        content: All of its bytes.
        source: Path, URL or archive member; its ending helps where the content leaves a doubt.
        readers: The formats to try, in order; all that are installed by default.
        options: What the user says of the input.
    """
    reading = _Reading(installed() if readers is None else tuple(readers), options or ReadOptions())
    return reading.input(BytesIO(content), source)


def installed() -> tuple[Reader, ...]:
    """Every format that is installed, in the order in which they are asked."""
    return tuple(sorted(discover("read", Reader).values(), key=lambda reader: (reader.order, reader.name)))


def article(
    function: Callable[[bytes, str], Iterator[RawDocument | Member]],
    too_large: str = "is too large for one article; split it",
) -> Callable[[BinaryIO, str, ReadOptions], Iterator[RawDocument | Member]]:
    """Make the `read` of a format whose files are one article each from a function of the whole content.

    Args:
        function: Yields the article, and members that it holds, of all the bytes and their source.
        too_large: What is said of content that no article can be, as the rest of a sentence.
    """

    def read_whole(file: BinaryIO, source: str, _options: ReadOptions) -> Iterator[RawDocument | Member]:
        content = file.read(MAX_ARTICLE_BYTES + 1)
        if len(content) > MAX_ARTICLE_BYTES:
            yield unreadable(content, source, "read.large", too_large)
            return
        yield from function(content, source)

    return read_whole


def text_layer(path: str | Path, options: ReadOptions | None = None) -> str:
    """Return the text in which the offsets of a file's documents count, as `dragoman text FILE` prints it.

    A file of many articles gives their texts one after the other.

    Args:
        path: The file.
        options: What the user says of it.

    Raises:
        SetupError: `read.missing`, where the file does not exist.
        DocumentError: with the slug of its problem, where nothing can be read from it.
    """
    documents = list(read([path], options))
    text = "".join(document.text for document in documents)
    problems = [problem for document in documents for problem in document.problems]
    if not text and problems:
        raise DocumentError(problems[0].code, problems[0].message)
    return text


def content_hash(content: bytes) -> str:
    """The id of a document that was given none: the hash of its bytes."""
    return "sha256:" + sha256(content).hexdigest()


def unreadable(content: bytes, source: str, code: str, advice: str) -> RawDocument:
    """The empty document that stands for content which cannot be read.

    Args:
        content: Its bytes, for the id.
        source: Where it stands.
        code: Slug of the problem.
        advice: What is wrong and what to do, as the rest of a sentence that begins with the source.
    """
    return RawDocument(
        content_hash(content), source, "", problems=(Problem("read", code, shown(f"{source} {advice}."), source),)
    )


def crashed(place: Place) -> RawDocument:
    """The empty document that stands for a file, or a part of one, at which whoever read it came to a sudden end."""
    source = shown(place.name)
    advice = "made the process end that read it, which it did again by itself; leave it out, or convert it"
    document = unreadable(f"{source} {place.start}".encode(), source, "limit.crash", advice)
    return _of_part(document, place) if place.is_part else document


def passed_over(content: bytes, source: str, was_read: int, reasons: Mapping[str, int]) -> RawDocument:
    """The empty document by which a container says what it held besides the members that were read.

    Args:
        content: What makes the container known again, for the id.
        source: The container.
        was_read: How many of its members were read.
        reasons: How many were not, by reason.
    """
    ordered = sorted(reasons.items(), key=lambda entry: (-entry[1], entry[0]))
    named = [f"{count:,} {reason}" for reason, count in ordered[:REASONS_SHOWN]]
    if rest := sum(count for _, count in ordered[REASONS_SHOWN:]):
        named.append(f"{rest:,} for other reasons")
    members = "1 member that was" if was_read == 1 else f"{was_read:,} members that were"
    advice = f"holds {members} read; passed over as no articles: {', '.join(named)}"
    return unreadable(content, source, "read.skipped", advice)


def inside(container: str, name: str) -> str:
    """The source of a container's member."""
    return f"{container}{INSIDE}{shown(name)[:MOST_NAME]}"


def shown(name: str) -> str:
    """A name as it can be printed and stored: what would steer a terminal or hide itself is written as an escape."""
    return UNSHOWN.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), name)


def _in_utf8(name: str) -> str:
    """The name of a file as it is meant, also where the system's language knows ASCII only."""
    return os.fsencode(name).decode("utf-8", "surrogateescape")


class _Within(msgspec.Struct, frozen=True):
    """Where in an input file something lies: in how many containers, and what the file may still unpack to."""

    allowance: Allowance
    depth: int = 0


class _Reading(msgspec.Struct, frozen=True):
    """The formats and options that hold for all the inputs."""

    readers: tuple[Reader, ...]
    options: ReadOptions

    def place(self, place: Place) -> Iterator[RawDocument]:
        """Read one file, or a part of one; where the system refuses, say so."""
        source, path = shown(_in_utf8(place.name)), Path(place.name)
        try:
            if place.content is None and not is_far(place.name) and not path.is_file():
                advice = (
                    "cannot be listed; check its permissions" if path.is_dir() else "is no file; give a file or folder"
                )
                yield unreadable(source.encode(), source, "read.unreadable", advice)
                return
            with opened(place) as file:
                for document in self.input(file, source):
                    yield _of_part(document, place) if place.is_part and document.source == source else document
        except OSError as error:
            advice = f"cannot be read ({error.strerror or error}); check its permissions, and the room on the disk"
            yield unreadable(source.encode(), source, "read.unreadable", advice)

    def input(self, file: BinaryIO, source: str) -> Iterator[RawDocument]:
        """Read an input file, which lies in no other; where it unpacks to more than it may, stop and say so."""
        allowance = Allowance.of(source, _size(file))
        given = Stated(outlet=self.options.outlet)
        try:
            for document in self._file(file, source, _Within(allowance)):
                yield replace(document, stated=_above(document.stated, given))
        except DocumentError as error:
            yield _refused(source.encode(), source, error)

    def _file(self, file: BinaryIO, source: str, within: _Within) -> Iterator[RawDocument]:
        """Read a file, and what it holds."""
        head = _head(file)
        if head is None:
            yield unreadable(b"", source, "read.empty", "holds no characters; remove it or save the article again")
            return
        for found in self._found(file, source, head):
            yield from [found] if isinstance(found, RawDocument) else self._member(found, source, within)

    def _found(self, file: BinaryIO, source: str, head: bytes) -> Iterator[RawDocument | Member]:
        """Yield what the first format that knows a file finds in it, each in its time; where that fails, say so."""
        seconds = reading_seconds(_size(file))
        try:
            reader = next((one for one in self.readers if one.sniff(head, source)), None)
            if reader is None:
                yield unreadable(head, source, "read.binary", "is of no known format; save it as plain text or HTML")
                return
            found = reader.read(file, source, self.options)
            while True:
                with time_limit(seconds, source):
                    one = next(found, None)
                if one is None:
                    return
                yield one
        except SetupError:
            raise
        except DocumentError as error:
            yield _refused(head, source, error)
        except Exception as error:  # noqa: BLE001 - one document never stops the rest
            advice = f"could not be read to its end ({type(error).__name__}: {error}); report this"
            yield unreadable(head, source, "read.failed", advice)

    def _member(self, member: Member, container: str, within: _Within) -> Iterator[RawDocument]:
        """Read what lies inside other content; where it breaks off, its last document says so."""
        source = inside(container, member.name)
        if within.depth == MAX_DEPTH:
            yield unreadable(source.encode(), source, "read.deep", "lies in too many containers; unpack them first")
            return
        try:
            copy, wrong = unpacked(member.file, source, within.allowance)
        except DocumentError as error:
            if within.allowance.is_used_up:
                raise
            yield _refused(source.encode(), source, error)
            return
        with copy:
            documents = self._file(copy, source, _Within(within.allowance, within.depth + 1))
            for document in _noting(documents, wrong or member.cut, source):
                yield replace(document, stated=_above(member.stated, _above(document.stated, member.hinted)))


def _of_part(document: RawDocument, place: Place) -> RawDocument:
    """What a container says of itself, where only a part of it was read; two parts that say the same are two."""
    part = f"{document.source}, from byte {place.start:,} to {f'{place.end:,}' if place.end else 'its end'},"
    told = (replace(one, message=one.message.replace(document.source, part, 1)) for one in document.problems)
    return replace(document, id=content_hash(f"{document.id} {place.start}".encode()), problems=tuple(told))


def _refused(content: bytes, source: str, error: DocumentError) -> RawDocument:
    """The empty document that stands for what an error made an end of."""
    problem = Problem("read", error.slug, error.message, source)
    return RawDocument(content_hash(content), source, "", problems=(problem,))


def _noting(documents: Iterator[RawDocument], wrong: str, source: str) -> Iterator[RawDocument]:
    """Note on the last document of a member that breaks off what was wrong."""
    if not wrong:
        yield from documents
        return
    message = f"{source} breaks off ({shown(wrong)}), and was read as far as it goes; get it again."
    last = None
    for document in documents:
        if last is not None:
            yield last
        last = document
    if last is not None:
        yield replace(last, problems=(*last.problems, Problem("read", "read.damaged", message, source)))


def _size(file: BinaryIO) -> int:
    """How many bytes a file holds, which is left at its beginning."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    return size


def _head(file: BinaryIO) -> bytes | None:
    """The first bytes of a file, which is left at its beginning; None where it holds nothing but blanks."""
    head = file.read(HEAD_BYTES)
    blank = not head.strip()
    while blank and (more := file.read(1 << 20)):
        blank = not more.strip()
    file.seek(0)
    return None if blank else head


def _above(first: Stated, second: Stated) -> Stated:
    """What two say of a document, the first where both speak."""
    said = {name: value for name in first.__struct_fields__ if (value := getattr(first, name))}
    return replace(second, **said)


def without_doubles(documents: Iterable[RawDocument]) -> Iterator[RawDocument]:
    """Mark a document that has the id of another text; the same text in several places is no problem."""
    first: dict[str, tuple[str, int]] = {}
    for document in documents:
        source, text = first.setdefault(document.id, (document.source, hash(document.text)))
        if text == hash(document.text):
            yield document
        else:
            message = f"{document.source} has the id {document.id} of {source}; give each article its own."
            problem = Problem("read", "read.duplicate", message, document.source)
            yield replace(document, problems=(*document.problems, problem))
