"""The measures give the figures of the papers that defined them."""

import pytest

from dragoman.evaluate.measures import Tally, alpha, clusters_measured, kappa


def clusters(*groups: str) -> list[frozenset[object]]:
    return [frozenset(group) for group in groups]


def test_clusters_score_as_in_the_example_of_the_papers() -> None:
    """Twelve mentions, two of three groups put into one: MUC 0.9 / 1, B-cubed 16/21 / 1, CEAF-e 11/12 / 11/18."""
    muc, b_cubed, ceaf, conll = clusters_measured(
        clusters("12345", "67", "89ABC"), clusters("12345", "6789ABC")
    )  # fmt: skip
    assert (muc.precision, muc.recall) == (pytest.approx(0.9), 1)
    assert (b_cubed.precision, b_cubed.recall) == (pytest.approx(16 / 21), 1)
    assert (ceaf.precision, ceaf.recall) == (pytest.approx(11 / 12), pytest.approx(11 / 18))
    assert conll.f1 == pytest.approx((muc.f1 + b_cubed.f1 + ceaf.f1) / 3)


def test_what_only_one_side_has_counts_against_the_other() -> None:
    """A mention that was not found lowers recall, one that is none precision."""
    _, b_cubed, _, _ = clusters_measured(clusters("ab", "c"), clusters("ab", "d"))
    assert (b_cubed.precision, b_cubed.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    _, b_cubed, _, conll = clusters_measured(clusters("ab"), [])
    assert (b_cubed.precision, b_cubed.recall, b_cubed.f1) == (None, 0, 0)
    assert conll.f1 == 0


def test_kappa_is_cohen_s() -> None:
    """Fifty grants read by two people, 35 alike: kappa 0.4; full agreement 1; one answer only tells nothing."""
    read = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(read) == pytest.approx(0.4)
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "a")]) is None
    assert kappa([]) is None


def test_alpha_is_krippendorff_s_also_where_some_did_not_judge() -> None:
    """The nominal examples of his "Computing Krippendorff's alpha-reliability": 0.095, 0.692 and 0.743."""

    def of(*judges: str) -> float | None:
        things = zip(*judges, strict=True)
        return alpha({str(who): word for who, word in enumerate(thing) if word != "."} for thing in things)

    assert of("0100000010", "1110010000") == pytest.approx(0.095, abs=5e-4)
    assert of("aabbdcccedda", "babbbccceddd") == pytest.approx(0.692, abs=5e-4)
    four = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert of(*four) == pytest.approx(0.743, abs=5e-4)
    assert of("aaa", "aaa") is None
    assert alpha([]) is None


def test_counts_become_precision_recall_and_f1() -> None:
    """Three of four said, of six wanted; nothing said and nothing wanted is no figure at all."""
    tally = Tally()
    tally.add(2, 3, 4)
    tally.add(1, 1, 2)
    line = tally.measured("detection")
    assert (line.precision, line.recall, line.f1) == (0.75, 0.5, pytest.approx(0.6))
    assert Tally().measured("x").f1 is None
