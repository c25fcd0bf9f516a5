"""The command that uses the network."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from dragoman.cli.terminal import (
    CasePath,
    CodebookFolder,
    Include,
    KnowledgeFiles,
    Model,
    PlaceFiles,
    Workers,
    bar,
    console,
    print_built,
    print_problems,
    settings_of,
)
from dragoman.display import plain
from dragoman.errors import SetupError
from dragoman.pipeline import build
from dragoman.settings import load_tools
from dragoman.store import create_case

FETCHED = "fetched"  # the folder of a case that holds the pages as they were fetched
DELAY_S = 2.0  # as `fetch.Manners` has it
PAGES = 1000  # as `fetch.Manners` has it


def add(
    case: CasePath,
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL...", help="Pages, feeds, sitemaps.")] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", help="A file of URLs, one a line; # begins a comment.")
    ] = None,
    feed: Annotated[bool, typer.Option("--feed", help="The URLs are feeds, or pages that name their feed.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Ask again for pages that the case holds.")] = False,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to one host.")] = DELAY_S,
    limit: Annotated[int, typer.Option(min=1, help="Pages at most that feeds and sitemaps may bring.")] = PAGES,
    contact: Annotated[str | None, typer.Option(help="Your page or mail address, told to the sites.")] = None,
    proxy: Annotated[str | None, typer.Option(help="http://HOST:PORT that everything goes through.")] = None,
    knowledge: KnowledgeFiles = None,
    places: PlaceFiles = None,
    codebook: CodebookFolder = None,
    include: Include = "",
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Fetch articles from the web, keep them as fetched, and add them to a case."""
    from dragoman.fetch import Manners, fetch, links_of  # noqa: PLC0415 - nothing else needs the network

    settings = settings_of(model, knowledge, places, codebook, include)
    manners = Manners(delay_s=delay, limit=limit, feed=feed, again=again, contact=contact, proxy=proxy)
    links = links_of(urls or (), from_)
    load_tools(settings)
    held = create_case(case)
    folder = held.path / FETCHED
    with bar() as move:
        fetched = fetch(folder, links, manners, move)
    console().print(plain(f"fetched  {fetched.pages} new pages; held already: {fetched.held}"))
    if not fetched.pages and not fetched.held:
        held.withdraw()
        print_problems(fetched.problems)
        raise SetupError("add.nothing", "nothing could be fetched.")
    with bar() as move:
        _, built = build(case, [folder], settings=settings, workers=workers, progress=move)
    print_built(replace(built, problems=(*fetched.problems, *built.problems)), [folder])
