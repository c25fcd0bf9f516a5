"""What can go wrong, grouped by what happens next.

Every error has a slug (`room.what`) that stands in docs/reference/errors.md and in a test. Doubt is no error: it is a
score and a reason beside the value.
"""


class DragomanError(Exception):
    """Something went wrong; the class says what happens next, the slug says what it was.

    Args:
        slug: A stable name of the form `room.what`, as listed in docs/reference/errors.md.
        message: What happened and what to do, in one or two sentences that name the file.
    """

    def __init__(self, slug: str, message: str) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message

    def __reduce__(self) -> tuple[type["DragomanError"], tuple[str, str]]:
        return type(self), (self.slug, self.message)


class SetupError(DragomanError):
    """Work cannot start: a missing package, a broken data file, a case that is not one. Nothing was changed."""


class DocumentError(DragomanError):
    """This document cannot be read; it is recorded as a `Problem`, and the others go on."""


class BrokenPromise(DragomanError):  # noqa: N818 - the house's word
    """An invariant failed: a fault of the program.

    In a stage that sees one document it is recorded as a `Problem` of that document, which keeps what the other stages
    and finders made of it; anywhere else the work stops.
    """
