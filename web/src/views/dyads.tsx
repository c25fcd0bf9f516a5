import { scaleUtc } from "d3-scale";
import { remembered } from "../case";
import { days, tickNames } from "../edtf";
import { count, eventTitle, typeName, whenName } from "../format";
import type { Count, Dyad, Event } from "../model";
import { Fold, Link, Nothing, TypeMark, Unreal, useHere, useWidth } from "../page";
import { mainStretch } from "../stretch";
import { More } from "./stated";

const DAY = 86_400_000;
/** Pairs that are drawn at most, those of most events. */
const PAIRS = 10;
/** A pair of fewer events is no story of its own. */
const LEAST = 2;
const TALL = 46;
const MIDDLE = TALL / 2;
const ROOM = 16; // pixels above and below the line
const LEFT = 6;
const RIGHT = 14;

/** Pairs over time: what the first did stands above the line, what the second did below it. */
export function Dyads({ dyads }: { dyads: readonly Dyad[] }) {
  const several = dyads.filter((one) => one.events.length >= LEAST);
  if (several.length === 0)
    return <Nothing>No two parties are told to have dealt with each other more than once.</Nothing>;
  const shown = several.slice(0, PAIRS);
  return (
    <>
      <ul class="plain dyads">
        {shown.map((dyad) => (
          <Pair key={`${dyad.a} ${dyad.b}`} dyad={dyad} all={shown} />
        ))}
      </ul>
      <p class="note">A full bar is conflict, an open one cooperation; taller with more events.</p>
      <More all={dyads.length} shown={shown.length} id="dyads" />
    </>
  );
}

function Pair({ dyad, all }: { dyad: Dyad; all: readonly Dyad[] }) {
  const { case: held } = useHere();
  const [box, width] = useWidth();
  const tests = dyad.reciprocity.filter((one) => one.chance !== null);
  const undated = dyad.rows.find((row) => row.period === null);
  const open = undated ? total(undated.forth) + total(undated.back) : 0;
  return (
    <li>
      <h3>
        {dyad.a} <span class="small">above ·</span> {dyad.b} <span class="small">below</span>
      </h3>
      <div ref={box}>{width > 0 && <Strip dyad={dyad} all={all} width={width} />}</div>
      <Fold
        title={
          <>
            {count(dyad.events.length, "event")}, mean score {signed(dyad.score)}
            {open > 0 && `; ${open} in no single month`}; told by {dyad.tellers.join(", ")}
          </>
        }
      >
        {() => (
          <>
            {tests.map((one) => (
              <p key={one.actor} class="small">
                {one.says} (chance would do as well {Math.round(100 * (one.chance ?? 1))} % of the time)
              </p>
            ))}
            <ul class="plain">
              {dyad.events.map((id) => (
                <Line key={id} event={held.event(id)} />
              ))}
            </ul>
          </>
        )}
      </Fold>
    </li>
  );
}

function Line({ event }: { event: Event | undefined }) {
  if (!event) return null;
  return (
    <li>
      <TypeMark type={event.type} /> {typeName(event.type)}:{" "}
      <Link view="event" id={event.id}>
        {eventTitle(event)}
      </Link>{" "}
      <Unreal event={event} />
      <span class="small">{whenName(event.when)}</span>
    </li>
  );
}

/** One stretch of time for all pairs, so that they can be compared. */
const stretchOf = remembered((all: readonly Dyad[]) =>
  mainStretch(all.flatMap((dyad) => dyad.rows.flatMap((row) => days(row.period) ?? []))),
);

/** The most that one of a pair did to the other in one period: the height of the highest bar. */
const mostOf = remembered((all: readonly Dyad[]) =>
  all.reduce((most, { rows }) => rows.reduce((far, row) => Math.max(far, total(row.forth), total(row.back)), most), 1),
);

function Strip({ dyad, all, width }: { dyad: Dyad; all: readonly Dyad[]; width: number }) {
  const { from, to } = stretchOf(all);
  const scale = scaleUtc([new Date(from * DAY), new Date(to * DAY)], [LEFT, width - RIGHT]);
  const x = (at: number) => scale(new Date(at * DAY));
  const rows = dyad.rows.flatMap((row) => {
    const span = days(row.period);
    return span && span.to > from && span.from < to ? [{ row, span }] : [];
  });
  const most = mostOf(all);
  const ticks = scale.ticks(Math.max(2, Math.floor(width / 110)));
  const said = tickNames(ticks.map((tick) => Math.floor(tick.getTime() / DAY)));
  const label = `${dyad.a} and ${dyad.b}: ${rows.map(({ row }) => `${row.period}: ${told(row.forth)} / ${told(row.back)}`).join("; ") || "no dated events"}`;
  return (
    <svg width={width} height={TALL + 14} role="img" aria-label={label}>
      {rows.length === 0 && (
        <text class="faint" x={width / 2} y={MIDDLE - 6} text-anchor="middle">
          nothing with a date in this stretch
        </text>
      )}
      {ticks.map((tick, index) => (
        <g key={tick.getTime()} class="tick">
          <line x1={scale(tick)} x2={scale(tick)} y1={2} y2={TALL} />
          <text x={scale(tick)} y={TALL + 12} text-anchor={anchor(scale(tick), width)}>
            {said[index]}
          </text>
        </g>
      ))}
      <line class="zero" x1={0} x2={width} y1={MIDDLE} y2={MIDDLE} />
      {rows.map(({ row, span }) => {
        const at = x((span.from + span.to) / 2);
        return (
          <g key={row.period}>
            <title>{`${row.period}: ${dyad.a} ${told(row.forth)}; ${dyad.b} ${told(row.back)}`}</title>
            <Bars at={at} counts={row.forth} most={most} up />
            <Bars at={at} counts={row.back} most={most} />
          </g>
        );
      })}
    </svg>
  );
}

/** Names of ticks near an edge lean inwards. */
function anchor(x: number, width: number): "start" | "middle" | "end" {
  return x < EDGE ? "start" : x > width - EDGE ? "end" : "middle";
}

const EDGE = 24;
const BAR = 6;

function Bars({ at, counts, most, up = false }: { at: number; counts: Count; most: number; up?: boolean }) {
  const bars = [
    { kind: "full", left: at - BAR - 0.5, number: counts.conflict },
    { kind: "open", left: at + 0.5, number: counts.cooperation },
  ];
  return (
    <>
      {bars.map(({ kind, left, number }) => {
        const tall = number > 0 ? Math.max(4, Math.sqrt(number / most) * ROOM) : 0;
        return (
          <rect key={kind} class={kind} x={left} width={BAR} y={up ? MIDDLE - 1 - tall : MIDDLE + 1} height={tall} />
        );
      })}
    </>
  );
}

function total(counts: Count): number {
  return counts.conflict + counts.cooperation;
}

function told(counts: Count): string {
  return `${counts.conflict} in conflict, ${counts.cooperation} in cooperation`;
}

export function signed(score: number): string {
  return `${score < 0 ? "−" : "+"}${Math.abs(score)}`;
}
