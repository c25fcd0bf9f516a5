"""Judgements that the page sends: the only thing that the server writes, and for its own page alone."""

from collections.abc import Mapping
from threading import Lock

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dragoman.errors import SetupError
from dragoman.explain import Explained
from dragoman.judge import append, read_book
from dragoman.judging import Asked, judgements_of, usual_judge
from dragoman.model import Judgement, Problem, Record
from dragoman.settle import judge_again
from dragoman.store import Case

PATH = "/api/judgements"
LONGEST = 64 * 1024  # bytes; a remark of many pages fits in


class Sent(Asked, frozen=True, forbid_unknown_fields=True):
    """A judgement as the page sends it; without a name it is that of the user who serves the case."""

    who: str = ""


class Taken(Record, frozen=True):
    """What became of a judgement: itself, the problems of all judgements, and the build in which it shows."""

    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]
    generation: str


def judging_route(case: Case, headers: Mapping[str, str]) -> Route:
    """Return the route that takes judgements of a case, one after the other.

    Answers: 200 and a `Taken`; 403 where not the page itself asks; 413 where it is too long; 422 where it makes no
    sense, with a message for the user.

    Args:
        case: The case.
        headers: Those of every answer.
    """
    one_at_a_time = Lock()

    def judge(sent: Sent) -> Taken:
        with one_at_a_time:
            case.renew()
            book, _ = read_book(case.path)
            made = judgements_of(sent, Explained(case), sent.who or usual_judge(), book)
            append(case.path, made)
            return Taken(made, judge_again(case), case.generation.name)

    async def take(request: Request) -> Response:
        if not is_own(request):
            return PlainTextResponse("Only this server's own page may judge.", 403, headers=headers)
        body = await _limited(request)
        if body is None:
            return PlainTextResponse("A judgement is shorter than that.", 413, headers=headers)
        try:
            taken = await run_in_threadpool(judge, msgspec.json.decode(body, type=Sent))
        except (SetupError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            return PlainTextResponse(str(error), 422, headers=headers)
        return Response(msgspec.json.encode(taken), media_type="application/json", headers=headers)

    return Route(PATH, take, methods=["POST"])


def is_own(request: Request) -> bool:
    """Does the page that this server serves send the request, rather than another page of the same browser?

    A page of another site cannot send JSON without asking first, and is given no leave; nor can it name this server as
    its origin, which is https where a proxy encrypts what this server sends. Browsers say besides which site asks.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    host = request.headers.get("host", "")
    return (
        request.headers.get("origin") in (f"http://{host}", f"https://{host}")
        and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and kind == "application/json"
    )


async def _limited(request: Request) -> bytes | None:
    """The body of a request; None where it is longer than a judgement can be."""
    body = b""
    async for some in request.stream():
        body += some
        if len(body) > LONGEST:
            return None
    return body
