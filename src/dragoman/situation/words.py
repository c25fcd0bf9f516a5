"""The words of a language that the situation is read by: what `situation.toml` holds."""

import msgspec


class IssueWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that parties want or refuse, and the words that speak for it and against it.

    Attributes:
        name: What the issue is called on the page.
        words: Words, in every form that they take, one of which a demand, refusal, promise, threat or wish must be
            about; of two ("push out") both, in that order, near each other.
        against: Words that ask for the contrary ("stay", where the issue is a withdrawal).
        things: Words for what is no more where the issue is granted: who wants them is against it ("US *bases*").
        of: Where there are any, one of these must be spoken of as well ("troops", where others than troops withdraw).
    """

    name: str
    words: tuple[str, ...]
    against: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class SituationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`situation.toml`.

    Attributes:
        forces: By kind of force, the nouns that count it ("troops", "soldiers").
        articles: Words before a noun that do not belong to what it is called.
        away: Prepositions before a place that somebody leaves.
        negations: Words that turn round what stands behind them.
        wanting: Verbs and adjectives of wanting, in every form.
        before_wanting: Words that may stand between a party and one of these.
        having, stationed: Words that say that a number of forces is somewhere: verbs right before the number or behind
            what is counted, and words anywhere near it.
        within: Prepositions before the name of a place, which is then no owner of forces.
        issues: Issues that are looked for in every case.
    """

    forces: dict[str, tuple[str, ...]]
    articles: tuple[str, ...]
    within: tuple[str, ...]
    away: tuple[str, ...]
    negations: tuple[str, ...]
    wanting: tuple[str, ...]
    before_wanting: tuple[str, ...]
    having: tuple[str, ...]
    stationed: tuple[str, ...]
    issues: tuple[IssueWords, ...]
