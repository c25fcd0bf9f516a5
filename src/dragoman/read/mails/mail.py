"""Mails: the body of a message, what its headers state, and the articles that are attached to it.

Quoted mails and signatures stay in the text: whether they belong to the article is for `clean` to judge.
"""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value, parseaddr
from io import BytesIO

from msgspec.structs import replace

from dragoman.model import RawDocument, Stated
from dragoman.plugins import Member, Reader
from dragoman.read import article, content_hash, unreadable
from dragoman.read.days import stated_day
from dragoman.read.encoding import decode
from dragoman.read.pages.html import page_document
from dragoman.read.text import encoding_problems

HEADER = re.compile(r"[!-9;-~]+:(?:[ \t]|$)")
# What only mail programs write; "From:" and "Date:" alone may begin an article too. Source: RFC 5322, RFC 2045.
MAIL_ONLY = frozenset({"mime-version", "message-id", "received", "return-path", "delivered-to", "dkim-signature"})
MAIL_USUAL = frozenset({"from", "to", "date", "subject", "sender", "reply-to"})
BULK = ("list-unsubscribe", "list-id", "feedback-id")  # a newsletter or mailing list; Source: RFC 2369, RFC 2919
HTML = frozenset({"text/html", "application/xhtml+xml"})
NO_ARTICLE = re.compile(
    r"(?:image|audio|video|font)/|text/(?:css|calendar|.*vcard)|application/(?:x-)?(?:pgp|pkcs7)-|message/"
)
RICHER = 2  # times as many letters from which on a mail's plain part is more than a hint to open the other
LONGEST_NAME = 120  # code points of an attachment's name
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\]+")


class Mail:
    """A message with its headers decoded."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self._headers: dict[str, str] = {}
        for name, value in message.raw_items():
            self._headers.setdefault(name.lower(), _unfolded(str(value)))

    def header(self, name: str) -> str | None:
        """The first header of a lower-case name, on one line; None where it is missing or blank."""
        return self._headers.get(name) or None


TOO_LARGE = "is too large for one mail; save its attachments alone"


def headers_of(head: bytes) -> set[str]:
    """The names of the headers that content begins with, in lower case; none where it begins otherwise."""
    names: set[str] = set()
    for line in head.decode("latin-1").splitlines():
        if not line.strip():
            break
        if HEADER.match(line):
            names.add(line.split(":", 1)[0].lower())
        elif not (names and line[0] in " \t"):
            return set()
    return names


def looks_like_mail(head: bytes, _source: str) -> bool:
    """Does it begin with headers, among them one that only mail programs write?"""
    names = headers_of(head)
    return bool(names & MAIL_ONLY) and bool(names & MAIL_USUAL)


def message_of(content: bytes) -> Mail | None:
    """Parse a message, whatever is wrong with it; None where its parts nest deeper than Python follows."""
    try:
        return Mail(BytesParser(policy=compat32).parsebytes(content))
    except RecursionError:
        return None


def parts_of(mail: Mail) -> Iterator[tuple[Message, Message | None]]:
    """Yield the parts of a message that hold content, in order; what is forwarded within it is one part.

    Yields:
        The part, and the outermost `multipart/alternative` that it stands in: its parts say the same.
    """
    waiting: list[tuple[Message, Message | None]] = [(mail.message, None)]
    while waiting:
        part, around = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            if around is None and part.get_content_type() == "multipart/alternative":
                around = part
            waiting.extend((one, around) for one in reversed(_inner(part)))
        else:
            yield part, around


def _inner(part: Message) -> list[Message]:
    """The parts within a part, or the mail within it; [] where it holds text."""
    held = part.get_payload() if part.is_multipart() else []
    return [one for one in held if isinstance(one, Message)]


def content_of(part: Message) -> bytes:
    """The bytes of a part, with its transfer encoding undone as far as it is sound."""
    try:
        payload = part.get_payload(decode=True)
    except ValueError:  # broken, as a rule in the middle of a uuencoded file
        del part["Content-Transfer-Encoding"]
        payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset_of(part: Message) -> str | None:
    """The encoding that a part declares."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError):
        return None


def read_mail(content: bytes, source: str) -> Iterator[RawDocument | Member]:
    """Yield a mail's body as a document, and what is attached to it as members.

    A mail that holds nothing but attachments gives only these.
    """
    mail = message_of(content)
    if mail is None:
        yield unreadable(content, source, "read.deep", "nests its parts too deep; save the article alone")
        return
    attached = [part for part, _ in parts_of(mail) if _is_attached(part)]
    body = _body(mail, source)
    if body is not None:
        yield replace(body, id=content_hash(content), stated=_stated(mail, body.stated))
    elif not attached:
        yield unreadable(content, source, "read.empty", "is a mail without text; save what it shows as a page")
    for number, part in enumerate(attached, start=1):
        yield _member(part, number)


# ------------------------------------------------------------------------------------------------------- the body


def _body(mail: Mail, source: str) -> RawDocument | None:
    """The text of a mail: its parts in order, of those that say the same the best; None where it has none."""
    groups: dict[int, list[RawDocument]] = {}
    for number, (part, around) in enumerate(parts_of(mail)):
        kind = part.get_content_type()
        if _is_attached(part) or NO_ARTICLE.match(kind) or not (kind.startswith("text/") or kind in HTML):
            continue
        document = _text_of(part, source)
        if document.text.strip():
            groups.setdefault(number if around is None else -id(around), []).append(document)
    chosen = [_best(group) for group in groups.values()]
    return _one_after_the_other(chosen) if chosen else None


def _text_of(part: Message, source: str) -> RawDocument:
    """The document that a part is by itself."""
    content, charset = content_of(part), charset_of(part)
    if part.get_content_type() in HTML:
        return page_document(content, source, charset)
    decoded = decode(content, charset)
    return RawDocument("", source, decoded.text, problems=encoding_problems(decoded, source))


def _best(group: list[RawDocument]) -> RawDocument:
    """Of parts that say the same, the page, which keeps its paragraphs, unless the plain text says far more.

    The last of several is the truest; Source: RFC 2046, 5.1.4.
    """
    best = group[-1]
    richest = max(group, key=lambda one: sum(map(str.isalnum, one.text)))
    much, most = (sum(map(str.isalnum, one.text)) for one in (best, richest))
    return richest if most > RICHER * much else best


def _one_after_the_other(documents: list[RawDocument]) -> RawDocument:
    """Several parts as one text, apart by a blank line; `clean` sorts it as soon as the markup of one tells nothing."""
    if len(documents) == 1:
        return documents[0]
    text = "\n\n".join(one.text for one in documents)
    problems = tuple(dict.fromkeys(problem for one in documents for problem in one.problems))
    return replace(documents[0], text=text, marked=(), problems=problems)


# ------------------------------------------------------------------------------------------------ what headers say


def _stated(mail: Mail, page: Stated) -> Stated:
    """What the headers say of a mail; where they are silent, what its page says.

    The day is the sender's own: the `Date` header as it is printed. The sender of a newsletter is its outlet; on a
    mailing list to which people write, and in a plain mail, the sender is the author.
    """
    sender = _unquoted(mail.header("from") or "")
    writer, _, through = sender.partition(" via ")
    newsletter = any(mail.header(name) for name in BULK) and not mail.header("list-post")
    listed = _unquoted(mail.header("list-id") or "")
    outlet = through or (sender if newsletter else listed or mail.header("organization"))
    languages = re.split(r"[-,;\s]", mail.header("content-language") or "")
    archived = (mail.header("archived-at") or "").strip("<> ")
    return Stated(
        title=mail.header("subject") or page.title,
        author=(writer if through or not newsletter else "") or page.author,
        outlet=outlet or page.outlet,
        language=languages[0].lower() if len(languages[0]) == 2 else page.language,
        url=archived if archived.startswith(("http://", "https://")) else page.url,
        published=stated_day(mail.header("date")) or page.published,
    )


def _unquoted(mailbox: str) -> str:
    """The name before a mail or list address, "" where there is none but the address itself."""
    name = parseaddr(mailbox)[0].strip(" \"'") if "<" in mailbox else ""
    return "" if "@" in name else name.removesuffix("(").strip()


def _unfolded(value: str) -> str:
    """A header on one line, with its encoded words decoded."""
    try:
        words = decode_header(value) if value.isascii() else [(value.encode("utf-8", "surrogateescape"), None)]
    except (HeaderParseError, ValueError):
        words = [(value, None)]
    read = (word if isinstance(word, str) else decode(word, charset).text for word, charset in words)
    return " ".join("".join(read).replace("\x00", "").split())


# ----------------------------------------------------------------------------------------------------- attachments


def _is_attached(part: Message) -> bool:
    """Is a part a file or mail of its own that may be an article? Pictures, cards and signatures are none."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return True
    if NO_ARTICLE.match(kind):
        return False
    return part.get_content_disposition() == "attachment" or not (kind.startswith("text/") or kind in HTML)


def _member(part: Message, number: int) -> Member:
    """An attachment, under its own name."""
    if part.get_content_type() == "message/rfc822":
        return Member(f"forwarded-{number}.eml", BytesIO(_forwarded(part)))
    try:
        given = _unfolded(collapse_rfc2231_value(part.get_filename() or ""))
    except (ValueError, LookupError, TypeError):
        given = ""
    name = NOT_IN_NAMES.sub("_", given)[-LONGEST_NAME:].strip(" .")
    return Member(name or f"attachment-{number}", BytesIO(content_of(part)))


def _forwarded(part: Message) -> bytes:
    """The bytes of a mail within a mail."""
    message = next(iter(_inner(part)), part)
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, RecursionError):  # parts that cannot be written as they were read
        return content_of(message)


PLUGIN = Reader("mail", (".eml",), looks_like_mail, article(read_mail, TOO_LARGE), order=12)
