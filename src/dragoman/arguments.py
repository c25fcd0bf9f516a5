"""Arguments: what a caller of the Python API gives is of the kind that is asked for, or is refused with a message."""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, signature
from types import UnionType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin

from dragoman.errors import SetupError

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


def checked(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Refuse what is not of the kind that a parameter's annotation says; what a list holds is not looked at.

    Raises:
        SetupError: `api.argument`.
    """
    takes = signature(function)
    kinds = {
        name: tuple(_kinds(one)) for name, one in takes.parameters.items() if one.annotation is not Parameter.empty
    }

    @wraps(function)
    def call(*args: Given.args, **more: Given.kwargs) -> Returned:
        for name, value in takes.bind(*args, **more).arguments.items():
            if name in kinds and not isinstance(value, kinds[name]):
                wanted = " or ".join(kind.__name__ for kind in kinds[name])
                message = f"{function.__name__}: {name} is {value!r}; give {wanted}."
                raise SetupError("api.argument", message)
        return function(*args, **more)

    return call


def _kinds(parameter: Parameter) -> Iterator[type[Any]]:
    """The classes that a parameter takes."""
    annotation = parameter.annotation
    for one in get_args(annotation) if isinstance(annotation, UnionType) else (annotation,):
        yield get_origin(one) or one
