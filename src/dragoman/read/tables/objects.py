"""Objects: which articles a JSON value holds, as the exports and answers of news interfaces wrap them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from dragoman.model import Problem
from dragoman.plugins import ReadOptions
from dragoman.read.tables.columns import PARTS, Row, plain_name

# Keys under which interfaces and feeds list articles; "response" and "data" also hold another object that does.
LISTS = ("articles", "items", "results", "data", "docs", "documents", "stories", "news", "posts", "entries", "response")
BROKEN = "is no article"  # how a message goes on that says what is wrong with a line


def loaded(content: bytes) -> Any:
    """Decode JSON; NaN and halves of code points, which some programs write, are let pass.

    Raises:
        ValueError: where it is no JSON.
        RecursionError: where it nests deeper than any article.
    """
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        return json.loads(content.decode("utf-8-sig"), strict=False)


def is_article(value: Mapping[str, Any], options: ReadOptions) -> bool:
    """Has an object a text of its own?"""
    usual = (plain_name(options.columns["text"]),) if "text" in options.columns else PARTS["text"]
    return any(isinstance(text, str) for name, text in value.items() if plain_name(name) in usual)


def listed(value: Mapping[str, Any]) -> list[Any] | None:
    """The articles that an object lists under one of the usual keys, or under one of these in another."""
    inner = [value[name] for name in LISTS if name in value]
    inner += [one[name] for one in inner if isinstance(one, Mapping) for name in LISTS if name in one]
    return next((one for one in inner if isinstance(one, list)), None)


def rows_of(value: Any, content: bytes, source: str, options: ReadOptions) -> Iterator[Row]:
    """Yield the articles of a JSON value: those that it lists, or the one that it is.

    Args:
        value: What was decoded.
        content: Its bytes.
        source: Where it stands.
        options: What the user says of the keys.
    """
    inner = value if isinstance(value, list) else None
    if isinstance(value, Mapping) and not is_article(value, options):
        inner = listed(value)
    if inner is None:
        yield Row(source, content, value) if isinstance(value, Mapping) else broken(content, source, "no object")
        return
    for number, one in enumerate(inner, start=1):
        at, whole = f"{source}:{number}", json.dumps(one, sort_keys=True).encode()
        yield Row(at, whole, one) if isinstance(one, Mapping) else broken(whole, at, "no object")


def broken(content: bytes, source: str, reason: object) -> Row:
    """The row that stands for what is no article."""
    message = f"{source} {BROKEN} ({reason}); see docs/reference/interchange.md for the form of a line."
    return Row(source, content, None, (Problem("read", "read.line", message, source),))
