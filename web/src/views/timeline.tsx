import { scaleUtc } from "d3-scale";
import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { laidOut, remembered, typeOf, type Case } from "../case";
import { isoDay, isPoint, say, tickNames } from "../edtf";
import { count, eventTitle, isReal, scoreName, typeName, whenName } from "../format";
import {
  middleOf,
  MOST_MARKS,
  nearest,
  NUMBERED,
  rowsOf,
  xOf,
  type Dated,
  type Frame,
  type Mark,
  type Row,
} from "../marks";
import { brushed, isDeed, Link, markPath, Section, useHere, useWidth } from "../page";
import { formatRoute, hrefFrom, type Route } from "../route";
import { mainStretch } from "../stretch";

const TOP = 22;
const LEFT = 116;
const RIGHT = 14;
const DAY = 86_400_000;
const CLICK = 4; // pixels: a shorter drag is a click
const NEAR = 14; // pixels: the hand takes hold of a mark that is so near

const dated = remembered((held: Case): Dated[] =>
  held.events.flatMap((event) => {
    const span = held.span(event);
    return span ? [{ event, span, reports: held.independent(event) }] : [];
  }),
);

/** Those of the stretch that holds most of them. */
const inMainStretch = remembered((all: Dated[]) => {
  const main = mainStretch(all.map((one) => one.span));
  return all.filter((one) => one.span.to > main.from && one.span.from < main.to);
});

/** Events along time, a row for each type, from the most cooperative down to the most violent. */
export function Timeline() {
  const { case: held, route } = useHere();
  const [box, width] = useWidth();
  const [whole, setWhole] = useState(false);
  const all = dated(held);
  const shown = whole ? all : inMainStretch(all);
  const outside = all.length - shown.length;
  const undated = held.events.length - all.length;
  return (
    <Section
      id="timeline"
      title="What happened when"
      note={
        <>
          {shown.length > MOST_MARKS
            ? "One mark a few days, larger with more events; it leads to their table."
            : "One mark an event, somewhere in the time that is known of it; larger with more reports, pale where it is only planned, denied or thought of; a line where only a month or a year is known. A mark with a number stands for so many events."}{" "}
          Drag across the chart to look at one stretch of time everywhere on this page. Rows are in the order of
          PLOVER’s intensity score.
        </>
      }
    >
      <div ref={box} class="timeline">
        {width > 0 && shown.length > 0 && <Chart events={shown} width={width} />}
      </div>
      <div class="tools">
        <Ends route={route} />
        {(outside > 0 || whole) && (
          <button type="button" onClick={() => setWhole(!whole)}>
            {whole ? "Only the main stretch" : `Show ${count(outside, "event")} from other times`}
          </button>
        )}
        {undated > 0 && (
          <Link view="events" params={{ sort: "-date" }}>
            {count(undated, "event")} without a date
          </Link>
        )}
      </div>
    </Section>
  );
}

/** What a drawing of so many pixels is worked out to. */
interface Layout {
  frame: Frame;
  /** The day behind the last. */
  to: number;
  rows: readonly Row[];
  height: number;
}

const layoutOf = laidOut(layout);

function layout(events: readonly Dated[], width: number): Layout {
  const from = events.reduce((least, one) => Math.min(least, one.span.from), Infinity);
  const to = events.reduce((most, one) => Math.max(most, one.span.to), -Infinity);
  const frame = { left: LEFT, right: width - RIGHT, first: from, wide: (width - RIGHT - LEFT) / (to - from) };
  const types = [...new Set(events.map((one) => one.event.type))].sort(
    (a, b) => typeOf(b).score - typeOf(a).score || a.localeCompare(b),
  );
  const rows = rowsOf(events, types, frame, TOP);
  const last = rows[rows.length - 1]!;
  return { frame, to, rows, height: last.top + last.height + 8 };
}

function Chart({ events, width }: { events: readonly Dated[]; width: number }) {
  const { route } = useHere();
  const laid = layoutOf(events, width);
  const { rows, height } = laid;
  const [hot, setHot] = useState<{ row: number; mark: number; shown: boolean }>({ row: 0, mark: 0, shown: false });
  const row = rows[hot.row] ?? rows[0]!;
  const mark = row.marks[hot.mark] ?? row.marks[0]!;
  const point = (found: Mark | null) => {
    const at = rows.findIndex((one) => found && one.marks.includes(found));
    setHot(at < 0 ? { ...hot, shown: false } : { row: at, mark: rows[at]!.marks.indexOf(found!), shown: true });
  };
  // What does not follow the hand is drawn once: a brush over thousands of events must not wait for it.
  const still = useMemo(() => <Still laid={laid} width={width} />, [laid]);
  return (
    <>
      <svg width={width} height={height} role="group" aria-label={`Timeline of ${count(events.length, "event")}`}>
        <Labels rows={rows} route={route} />
        <Brush laid={laid} width={width} hrefAt={(x, y) => hrefOf(nearest(rows, x, y, NEAR), route)} point={point}>
          {still}
          <a
            class={hot.shown ? "hot shown" : "hot"}
            href={hrefOf(mark, route)!}
            aria-label={`${saidOf(mark)}. Arrow keys lead to other marks.`}
            onKeyDown={(event) => {
              const next = neighbour(rows, rows.indexOf(row), row.marks.indexOf(mark), event.key);
              if (!next) return;
              event.preventDefault();
              point(next);
            }}
            onFocus={() => point(mark)}
            onBlur={() => point(null)}
          >
            <path d={markPath(mark.type, mark.size, mark.x, row.middle + mark.y)} />
          </a>
        </Brush>
        <Shade laid={laid} width={width} />
      </svg>
      <p class="readout small" aria-hidden="true">
        {hot.shown ? saidOf(mark) : "Point at a mark to read what it stands for."}
      </p>
    </>
  );
}

/** The mark to which an arrow key leads: along the row, or the nearest in the next row. */
function neighbour(rows: readonly Row[], row: number, mark: number, key: string): Mark | null {
  const { marks } = rows[row]!;
  if (key === "ArrowLeft") return marks[mark - 1] ?? null;
  if (key === "ArrowRight") return marks[mark + 1] ?? null;
  const other = rows[row + ({ ArrowUp: -1, ArrowDown: 1 }[key] ?? Infinity)]?.marks ?? [];
  const far = (one: Mark) => Math.abs(one.x - marks[mark]!.x);
  return other.reduce<Mark | null>((best, one) => (!best || far(one) < far(best) ? one : best), null);
}

/** A mark leads to its event, or to the table of its events with the days in whose middle they lie. */
function hrefOf(mark: Mark | null, route: Route): string | null {
  if (!mark) return null;
  if (mark.events.length === 1) return hrefFrom(route, "event", mark.events[0]!.event.id);
  return hrefFrom(route, "events", "", { type: typeName(mark.type), ...endsOf(mark) });
}

function endsOf({ events }: Mark): { from: string; to: string } {
  const middles = events.map(middleOf);
  return { from: isoDay(Math.floor(Math.min(...middles))), to: isoDay(Math.floor(Math.max(...middles))) };
}

function saidOf(mark: Mark): string {
  const { event, reports } = mark.events[0]!;
  if (mark.events.length === 1) {
    return `${typeName(event.type)}: ${eventTitle(event)}, ${whenName(event.when)}, ${isReal(event) ? "" : `${event.status}, `}${count(reports, "report")}`;
  }
  const { from, to } = endsOf(mark);
  return `${typeName(mark.type)}: ${count(mark.events.length, "event")}, ${from === to ? say(from) : say(`${from}/${to}`)}`;
}

/** Each type leads to the table of its events. */
function Labels({ rows, route }: { rows: readonly Row[]; route: Route }) {
  return (
    <>
      {rows.map(({ type, middle }) => (
        <a key={type} class="row" href={hrefFrom(route, "events", "", { type: typeName(type) })}>
          <text x={0} y={middle + 4}>
            {typeName(type)} <tspan class="faint">{scoreName(type)}</tspan>
          </text>
        </a>
      ))}
    </>
  );
}

/** The scale, and the marks: those of a row that look alike are one path, since thousands of elements take long. */
function Still({ laid, width }: { laid: Layout; width: number }) {
  const { frame, to, rows, height } = laid;
  const x = (day: number) => xOf(day, frame);
  const scale = scaleUtc([new Date(frame.first * DAY), new Date(to * DAY)], [LEFT, width - RIGHT]);
  const ticks = scale.ticks(Math.max(2, Math.floor((width - LEFT) / 90))).map((tick) => tick.getTime() / DAY);
  const said = tickNames(ticks.map(Math.floor));
  const zero = rows.find((row) => typeOf(row.type).score <= 0)?.top ?? height;
  return (
    <g class="still">
      {ticks.map((tick, index) => (
        <g key={tick} class="tick">
          <line x1={x(tick)} x2={x(tick)} y1={TOP - 4} y2={height} />
          <text x={x(tick)} y={TOP - 9} text-anchor={x(tick) > width - 30 ? "end" : "middle"}>
            {said[index]}
          </text>
        </g>
      ))}
      <line class="zero" x1={LEFT - 8} x2={width} y1={zero} y2={zero} />
      {rows.map((row) => (
        <Marks key={row.type} row={row} frame={frame} />
      ))}
    </g>
  );
}

function Marks({ row, frame }: { row: Row; frame: Frame }) {
  const y = row.middle;
  const single = row.marks.filter((mark) => mark.events.length === 1);
  const faded = single.filter((mark) => !isReal(mark.events[0]!.event));
  const full = row.marks.filter((mark) => !faded.includes(mark));
  const path = (marks: readonly Mark[]) =>
    marks.map((mark) => markPath(mark.type, mark.size, mark.x, y + mark.y)).join("");
  const extents = single
    .filter((mark) => !isPoint(mark.events[0]!.span))
    .map(({ events: [one], y: up }) => `M${xOf(one!.span.from, frame)},${y + up}H${xOf(one!.span.to, frame)}`);
  const look = isDeed(row.type) ? "deed" : "word";
  return (
    <g class={look}>
      {extents.length > 0 && <path class="extent" d={extents.join("")} />}
      {faded.length > 0 && <path class="faded" d={path(faded)} />}
      <path d={path(full)} />
      {full
        .filter((mark) => mark.size >= NUMBERED)
        .map((mark) => (
          <text key={mark.x} x={mark.x} y={y + mark.y + 3.3}>
            {mark.events.length}
          </text>
        ))}
    </g>
  );
}

/** Veils what lies outside the brush. */
function Shade({ laid: { frame, height }, width }: { laid: Layout; width: number }) {
  const within = brushed(useHere().route);
  if (!within) return null;
  const [from, to] = [xOf(within.from, frame), xOf(within.to, frame)];
  return (
    <g class="shade">
      <rect x={LEFT} width={from - LEFT} y={TOP - 4} height={height} />
      <rect x={to} width={width - to} y={TOP - 4} height={height} />
    </g>
  );
}

interface BrushProps {
  laid: Layout;
  width: number;
  /** Where a click at some pixels leads. */
  hrefAt: (x: number, y: number) => string | null;
  /** The hand is near a mark, or near none. */
  point: (mark: Mark | null) => void;
  children: ComponentChildren;
}

/** The part of the chart that the hand moves over: a drag sets a stretch of time, a click takes the nearest mark. */
function Brush({ laid, width, hrefAt, point, children }: BrushProps) {
  const { route } = useHere();
  const pressed = useRef<number | null>(null);
  const wasDrag = useRef(false);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const within = brushed(route);
  const clamp = (pixel: number) => Math.min(width - RIGHT, Math.max(LEFT, pixel));
  const at = (event: MouseEvent): [number, number] => {
    const frame = (event.currentTarget as SVGElement).ownerSVGElement!.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  const move = (event: PointerEvent) => {
    const [x, y] = at(event);
    if (pressed.current === null) return point(nearest(laid.rows, x, y, NEAR));
    if (!drag && Math.abs(x - pressed.current) <= CLICK) return;
    if (!drag) (event.currentTarget as Element).setPointerCapture(event.pointerId);
    setDrag([Math.min(clamp(x), pressed.current), Math.max(clamp(x), pressed.current)]);
  };
  const finish = () => {
    wasDrag.current = drag !== null;
    const { first, wide } = laid.frame;
    const dayAt = (pixel: number) => isoDay(Math.floor(first + (pixel - LEFT) / wide));
    if (drag) setStretch(route, dayAt(drag[0]), dayAt(drag[1]));
    pressed.current = null;
    setDrag(null);
  };
  const click = (event: MouseEvent) => {
    const isOnLink = (event.target as Element).closest("a") !== null;
    if (wasDrag.current) return event.preventDefault();
    const href = isOnLink ? null : hrefAt(...at(event));
    if (href) location.hash = href;
    else if (!isOnLink && within) setStretch(route, "", "");
  };
  const band = drag ?? (within && [xOf(within.from, laid.frame), xOf(within.to, laid.frame)]);
  return (
    <g
      onPointerDown={(event) => void (event.button === 0 && (pressed.current = clamp(at(event)[0])))}
      onPointerMove={move}
      onPointerUp={finish}
      onPointerCancel={finish}
      onPointerLeave={() => point(null)}
      onDragStart={(event) => event.preventDefault()}
      onClick={click}
    >
      {band && (
        <rect class="band" x={band[0]} width={Math.max(1, band[1]! - band[0]!)} y={TOP - 4} height={laid.height} />
      )}
      <rect class="catch" x={LEFT} width={Math.max(0, width - LEFT)} y={0} height={laid.height} />
      {children}
    </g>
  );
}

function setStretch(route: Route, from: string, to: string): void {
  location.hash = formatRoute({ ...route, params: { ...route.params, from, to } });
}

/** The same as the brush, for the keyboard. */
function Ends({ route }: { route: Route }) {
  const { from = "", to = "" } = route.params;
  return (
    <>
      <label>
        From <input type="date" value={from} onChange={(event) => setStretch(route, event.currentTarget.value, to)} />
      </label>
      <label>
        to <input type="date" value={to} onChange={(event) => setStretch(route, from, event.currentTarget.value)} />
      </label>
      {(from || to) && (
        <button type="button" onClick={() => setStretch(route, "", "")}>
          All times
        </button>
      )}
    </>
  );
}
