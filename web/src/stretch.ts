import type { Days } from "./edtf";

/** Share of the events that must lie in the stretch which a timeline shows at first. */
const MOST = 0.7;
/** A chart of everything may be this many times longer than the stretch of most before the rest is left out. */
const STRAINED = 2.5;

/** The shortest stretch that holds most of the events: articles look back decades, and would squeeze the present. */
export function mainStretch(spans: readonly Days[]): Days {
  if (spans.length === 0) return { from: 0, to: 1 };
  const middles = spans.map((span) => (span.from + span.to) / 2).sort((a, b) => a - b);
  const many = Math.ceil(middles.length * MOST);
  let best: Days = { from: middles[0]!, to: middles[middles.length - 1]! + 1 };
  const whole = best.to - best.from;
  for (let first = 0; first + many <= middles.length; first++) {
    const stretch = { from: middles[first]!, to: middles[first + many - 1]! + 1 };
    if (stretch.to - stretch.from < best.to - best.from) best = stretch;
  }
  const everything = {
    from: Math.min(...spans.map((span) => span.from)),
    to: Math.max(...spans.map((span) => span.to)),
  };
  return whole <= STRAINED * (best.to - best.from)
    ? everything
    : { from: Math.floor(best.from), to: Math.ceil(best.to) };
}
