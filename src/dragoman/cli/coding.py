"""The command that has another coder read a case."""

import json
from typing import Annotated, Any

import typer

from dragoman.cli.terminal import CasePath, CodebookFolder, bar, console, print_problems
from dragoman.codebook import load_codebook
from dragoman.coders.ask import Pace
from dragoman.coding import Done, Plan, Prices, open_coder, plan
from dragoman.coding import code as code_case
from dragoman.display import plain
from dragoman.errors import SetupError
from dragoman.plugins import CoderOptions
from dragoman.store import open_case

ANSWER_TOKENS = 4000  # as `plugins.CoderOptions` has it
TIMEOUT_S = 120.0  # as `plugins.CoderOptions` has it


def code(
    case: CasePath,
    coder: Annotated[str, typer.Option("--coder", help="How it is reached: openai, or a plug-in of your own.")],
    url: Annotated[str, typer.Option("--url", help="Where it answers: http://127.0.0.1:8080/v1.")] = "",
    coder_model: Annotated[str, typer.Option("--coder-model", help="Which of its models codes.")] = "",
    request: Annotated[str, typer.Option(help="Further fields of a request, as JSON; null takes one out.")] = "{}",
    answer_tokens: Annotated[int, typer.Option(min=1, help="Tokens at most of one answer.")] = ANSWER_TOKENS,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds at most until an answer is there.")] = TIMEOUT_S,
    price_in: Annotated[float, typer.Option(min=0, help="Price of a million tokens that it is given.")] = 0.0,
    price_out: Annotated[float, typer.Option(min=0, help="Price of a million tokens that it answers.")] = 0.0,
    at_once: Annotated[int, typer.Option(min=1, help="Requests under way at most.")] = 1,
    a_minute: Annotated[float | None, typer.Option(min=0.1, help="Requests in a minute at most.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also where an answer could not be read.")] = False,
    codebook: CodebookFolder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it begins.")] = False,
) -> None:
    """Have another coder read a case: what it says stands beside the rules, each value in words of the text."""
    opened_case = open_case(case)
    options = CoderOptions(url, coder_model, _fields(request), answer_tokens, timeout)
    opened = open_coder(coder, options)
    planned = plan(opened_case, opened, load_codebook(codebook), answer_tokens, again=again)
    prices = Prices(price_in, price_out)
    for line in _estimate(planned, prices):
        console().print(plain(line))
    if planned.asked and not yes:
        typer.confirm(f"Send these passages to {url or coder}?", abort=True)
    with bar() as move:
        done = code_case(opened_case, opened, planned, Pace(at_once, a_minute), move)
    print_problems(done.problems)
    for line in _outcome(done, prices):
        console().print(plain(line))
    if planned.asked and not done.answered:
        raise SetupError("coders.nothing", "no passage was coded; see the problems above.")


def _fields(told: str) -> dict[str, Any]:
    """The further fields of a request."""
    try:
        fields = json.loads(told)
    except ValueError as error:
        raise SetupError("coders.request", f"--request is no JSON ({error}). Give an object, such as {{}}.") from error
    if not isinstance(fields, dict):
        raise SetupError("coders.request", '--request is no JSON object. Give one, such as {"temperature": 0}.')
    return fields


def _estimate(planned: Plan, prices: Prices) -> list[str]:
    """What is still to be asked for, and what it costs at most."""
    told = f"{planned.coder}: {len(planned.asked)} requests to make; {planned.known} passages were answered before"
    if not planned.asked:
        return [told]
    tokens = f"about {planned.tokens_in:,} tokens in, at most {planned.tokens_out:,} out"
    return [told, f"{tokens}; {_price(prices, planned.tokens_in, planned.tokens_out, 'at most ')}"]


def _outcome(done: Done, prices: Prices) -> list[str]:
    """What it came to."""
    lines = []
    if done.tokens_in is not None and done.tokens_out is not None:
        counted = f"{done.tokens_in:,} tokens in, {done.tokens_out:,} out"
        lines.append(f"{done.answered} answers: {counted}; {_price(prices, done.tokens_in, done.tokens_out)}")
    lines.append(f"{done.events} events of this coder: {done.beside} at words that were coded before")
    settled = done.settled
    return [*lines, f"the case holds {settled.reports} reports of {settled.events} events"]


def _price(prices: Prices, given: int, answered: int, hedge: str = "") -> str:
    if not prices.given and not prices.answered:
        return "the price is not known: give --price-in and --price-out"
    return f"{hedge}{prices.of(given, answered):,.4f} by the prices given"
