"""Read: files and folders of any known format become raw documents; nothing that is named is passed over in silence.

The format is told by content. Each format is one file of this folder that holds a `PLUGIN` (docs/add-format.md).
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from dragoman.errors import DocumentError, SetupError
from dragoman.model import Problem, RawDocument
from dragoman.plugins import Reader, discover

HEAD_BYTES = 4096  # what a reader's `sniff` is given; the contract stands in plugins.Reader
MAX_FILE_BYTES = 2 << 30  # a file is read into memory as a whole, and offsets must stay small integers everywhere


def read(inputs: Iterable[str | Path]) -> Iterator[RawDocument]:
    """Read every article of the inputs, in a fixed order.

    Every file gives at least one document: what cannot be read has an empty text and a `Problem` that says why. A
    second document of the same id has a `Problem` too. A folder that holds no file gives nothing; the caller says so.

    Args:
        inputs: Files, and folders that are searched with all their subfolders in sorted order. Files and folders whose
            name begins with a dot are passed over, unless they are named here.

    Raises:
        SetupError: `read.missing`, where an input does not exist; checked for all of them before any is read.
    """
    paths = [Path(entry) for entry in inputs]
    for path in paths:
        if not path.exists():
            raise SetupError(
                "read.missing", f"{path} does not exist. Check the name; a relative path counts from here."
            )
    readers = sorted(discover("read", Reader).values(), key=lambda reader: (reader.order, reader.name))
    return _without_doubles(_read_paths(paths, readers))


def read_content(content: bytes, source: str, readers: Iterable[Reader] | None = None) -> Iterator[RawDocument]:
    """Read content that already lies in memory, such as a file, an archive's member or a page that was fetched.

    Args:
        content: All of its bytes.
        source: Path, URL or archive member; its ending helps where the content leaves a doubt.
        readers: The formats to try, in order; all that are installed by default.
    """
    if not content.strip():
        yield unreadable(content, source, "read.empty", "holds no characters; remove it or save the article again")
        return
    if readers is None:
        readers = sorted(discover("read", Reader).values(), key=lambda reader: (reader.order, reader.name))
    head = content[:HEAD_BYTES]
    for reader in readers:
        if reader.sniff(head, source):
            yield from reader.read(content, source)
            return
    advice = "is of no known text format; save it as plain text or HTML"
    yield unreadable(content, source, "read.binary", advice)


def text_layer(path: str | Path) -> str:
    """Return the text in which the offsets of a file's documents count, as `dragoman text FILE` prints it.

    A file of many articles gives their texts one after the other.

    Raises:
        SetupError: `read.missing`, where the file does not exist.
        DocumentError: with the slug of its problem, where nothing can be read from it.
    """
    documents = list(read([path]))
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
        content_hash(content), source, "", problems=(Problem("read", code, f"{source} {advice}.", source),)
    )


def _read_paths(paths: Iterable[Path], readers: list[Reader]) -> Iterator[RawDocument]:
    """Read files one after the other."""
    for path in paths:
        for file in _files(path):
            yield from _read_file(file, readers)


def _files(path: Path) -> Iterator[Path]:
    """Yield a file, or the files below a folder in sorted order without hidden ones."""
    if not path.is_dir():
        yield path
        return
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def _read_file(path: Path, readers: list[Reader]) -> Iterator[RawDocument]:
    """Read one file; where the system refuses, say so."""
    source = str(path)
    try:
        size = path.stat().st_size if path.is_file() else -1
        if not 0 <= size <= MAX_FILE_BYTES:
            advice = "is too large; split it" if size > 0 else "is not a regular file; give a file or folder"
            yield unreadable(source.encode(), source, "read.large" if size > 0 else "read.unreadable", advice)
            return
        content = path.read_bytes()
    except OSError as error:
        reason = f"cannot be opened ({error.strerror}); check its permissions"
        yield unreadable(source.encode("utf-8", "surrogateescape"), source, "read.unreadable", reason)
        return
    yield from read_content(content, source, readers)


def _without_doubles(documents: Iterable[RawDocument]) -> Iterator[RawDocument]:
    """Mark the second document of an id."""
    first: dict[str, str] = {}
    for document in documents:
        if document.id in first:
            message = f"{document.source} has the id {document.id} of {first[document.id]}; give each article its own."
            problem = Problem("read", "read.duplicate", message, document.source)
            yield replace(document, problems=(*document.problems, problem))
        else:
            first[document.id] = document.source
            yield document
