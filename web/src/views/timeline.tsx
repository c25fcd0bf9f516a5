import { scaleUtc } from "d3-scale";
import { useMemo, useRef, useState } from "preact/hooks";
import { remembered, typeOf, type Case } from "../case";
import { isoDay, isPoint, tickNames, type Days } from "../edtf";
import { count, eventTitle, isReal, scoreName, typeName, whenName } from "../format";
import type { Event } from "../model";
import { brushed, isDeed, Link, markPath, Section, useHere, useWidth } from "../page";
import { formatRoute, hrefFrom, parseRoute, type Route } from "../route";
import { mainStretch } from "../stretch";

const ROW = 21;
const TOP = 22;
const LEFT = 116;
const RIGHT = 14;
const CLOSE = 8; // pixels between marks that cover each other
/** More marks than this are put together: nobody can tell them apart, and no browser draws them while one waits. */
const MOST_MARKS = 1000;
const BIN = 14; // pixels of time that are put together: a mark of many events is as wide
const SHIFTS = [0, -5, 5];
const DAY = 86_400_000;
const CLICK = 4; // pixels: a shorter drag is a click

interface Dated {
  event: Event;
  span: Days;
  reports: number;
}

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
            : "One mark an event, larger with more reports, pale where it is only planned, denied or thought of; a line where only a month or a year is known."}{" "}
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

function Chart({ events, width }: { events: Dated[]; width: number }) {
  const { route } = useHere();
  const types = useMemo(
    () =>
      [...new Set(events.map((one) => one.event.type))].sort(
        (a, b) => typeOf(b).score - typeOf(a).score || a.localeCompare(b),
      ),
    [events],
  );
  const from = Math.min(...events.map((one) => one.span.from));
  const to = Math.max(...events.map((one) => one.span.to));
  const scale = scaleUtc([new Date(from * DAY), new Date(to * DAY)], [LEFT, width - RIGHT]);
  const x = (day: number) => scale(new Date(day * DAY));
  const height = TOP + types.length * ROW + 8;
  const rowOf = new Map(types.map((type, index) => [type, TOP + index * ROW + ROW / 2]));
  // The marks are made anew only when they move: a brush over thousands of them must not wait for that.
  const marks = useMemo(
    () => (
      <g onClick={follow} onPointerOver={explain}>
        {events.length > MOST_MARKS
          ? bins(events, x, (pixel) => scale.invert(pixel).getTime() / DAY).map((bin) => (
              <BinMark key={bin.key} bin={bin} y={rowOf.get(bin.type)!} />
            ))
          : dodge(events, x).map(({ one, shift }) => (
              <Mark key={one.event.id} one={one} x={x} y={rowOf.get(one.event.type)! + shift} />
            ))}
      </g>
    ),
    [events, width],
  );
  const ticks = scale.ticks(Math.max(2, Math.floor((width - LEFT) / 90)));
  const tickSaid = tickNames(ticks.map((tick) => Math.floor(tick.getTime() / DAY)));
  const zero = TOP + types.filter((type) => typeOf(type).score > 0).length * ROW;
  return (
    <svg width={width} height={height} role="group" aria-label={`Timeline of ${count(events.length, "event")}`}>
      {ticks.map((tick, index) => (
        <g key={tick.getTime()} class="tick">
          <line x1={scale(tick)} x2={scale(tick)} y1={TOP - 4} y2={height} />
          <text x={scale(tick)} y={TOP - 9} text-anchor={scale(tick) > width - 30 ? "end" : "middle"}>
            {tickSaid[index]}
          </text>
        </g>
      ))}
      {types.map((type) => (
        <text key={type} class="row" x={0} y={rowOf.get(type)! + 4}>
          {typeName(type)} <tspan class="faint">{scoreName(type)}</tspan>
        </text>
      ))}
      <line class="zero" x1={LEFT - 8} x2={width} y1={zero} y2={zero} />
      <Brush scale={(pixel) => scale.invert(pixel).getTime() / DAY} x={x} width={width} height={height} />
      {marks}
      <Shade within={brushed(route)} x={x} width={width} height={height} />
    </svg>
  );
}

/** Marks of a row that would cover each other step aside, up and down in turn. */
function dodge(events: readonly Dated[], x: (day: number) => number): { one: Dated; shift: number }[] {
  const last = new Map<string, { at: number; turn: number }>();
  const middle = (one: Dated) => (one.span.from + one.span.to) / 2;
  return [...events]
    .sort((a, b) => middle(a) - middle(b))
    .map((one) => {
      const at = x(middle(one));
      const before = last.get(one.event.type);
      const turn = before && at - before.at < CLOSE ? before.turn + 1 : 0;
      last.set(one.event.type, { at, turn });
      return { one, shift: SHIFTS[turn % SHIFTS.length]! };
    });
}

/** Events of one type that begin within a few pixels of each other. */
interface Bin {
  key: string;
  type: string;
  at: number;
  from: string;
  to: string;
  events: number;
}

function bins(events: readonly Dated[], x: (day: number) => number, dayAt: (pixel: number) => number): Bin[] {
  const found = new Map<string, Bin>();
  for (const { event, span } of events) {
    const left = Math.floor(x((span.from + span.to) / 2) / BIN) * BIN;
    const key = `${event.type} ${left}`;
    const bin = found.get(key);
    if (bin) bin.events++;
    else {
      const [from, to] = [isoDay(Math.floor(dayAt(left))), isoDay(Math.floor(dayAt(left + BIN)))];
      found.set(key, { key, type: event.type, at: left + BIN / 2, from, to, events: 1 });
    }
  }
  return [...found.values()];
}

const SMALLEST = 3;
const LARGEST = 15;

function BinMark({ bin, y }: { bin: Bin; y: number }) {
  const said = `${typeName(bin.type)}: ${count(bin.events, "event")}, ${bin.from} to ${bin.to}`;
  return (
    <a
      href={formatRoute({ view: "events", id: "", params: { type: typeName(bin.type), from: bin.from, to: bin.to } })}
      aria-label={said}
    >
      <path
        class={isDeed(bin.type) ? "deed" : "word"}
        d={markPath(bin.type, Math.min(LARGEST, SMALLEST + 1.6 * Math.sqrt(bin.events)))}
        transform={`translate(${Math.max(LEFT, bin.at)},${y})`}
      />
    </a>
  );
}

/** Give a mark its tooltip when the hand comes to it: one in advance for each would be half of the drawing. */
function explain(event: PointerEvent): void {
  const link = (event.target as Element).closest("a");
  if (!link || link.querySelector("title")) return;
  const title = document.createElementNS(link.namespaceURI, "title");
  title.textContent = link.getAttribute("aria-label");
  link.prepend(title);
}

/** Lead to an event with the brush as it is set now. */
function follow(click: MouseEvent): void {
  const link = (click.target as Element).closest("a");
  const to = parseRoute(link?.getAttribute("href") ?? "");
  if (to.view !== "event" || click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  location.hash = hrefFrom(parseRoute(location.hash), "event", to.id);
}

function Mark({ one, x, y }: { one: Dated; x: (day: number) => number; y: number }) {
  const { event, span } = one;
  const said = `${typeName(event.type)}: ${eventTitle(event)}, ${whenName(event.when)}, ${isReal(event) ? "" : `${event.status}, `}${count(one.reports, "report")}`;
  return (
    <a href={formatRoute({ view: "event", id: event.id, params: {} })} aria-label={said}>
      {!isPoint(span) && <line class="extent" x1={Math.max(LEFT, x(span.from))} x2={x(span.to)} y1={y} y2={y} />}
      <path
        class={`${isDeed(event.type) ? "deed" : "word"} ${isReal(event) ? "" : "faded"}`}
        d={markPath(event.type, 5 + 3 * Math.sqrt(one.reports))}
        transform={`translate(${Math.max(LEFT, x((span.from + span.to) / 2))},${y})`}
      />
    </a>
  );
}

/** Veils what lies outside the brush. */
function Shade({
  within,
  x,
  width,
  height,
}: {
  within: Days | null;
  x: (day: number) => number;
  width: number;
  height: number;
}) {
  if (!within) return null;
  const edge = (day: number) => Math.min(width, Math.max(LEFT, x(day)));
  return (
    <g class="shade">
      <rect x={LEFT} width={edge(within.from) - LEFT} y={TOP - 4} height={height} />
      <rect x={edge(within.to)} width={width - edge(within.to)} y={TOP - 4} height={height} />
    </g>
  );
}

/** The part of the chart that takes a drag, and the stretch that it has set. */
function Brush({
  scale,
  x,
  width,
  height,
}: {
  scale: (pixel: number) => number;
  x: (day: number) => number;
  width: number;
  height: number;
}) {
  const { route } = useHere();
  const pressed = useRef<number | null>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const within = brushed(route);
  const clamp = (pixel: number) => Math.min(width - RIGHT, Math.max(LEFT, pixel));
  const at = (event: PointerEvent) =>
    clamp(event.clientX - (event.currentTarget as Element).getBoundingClientRect().left + LEFT);
  const finish = () => {
    if (drag && drag[1] - drag[0] > CLICK) {
      setStretch(route, isoDay(Math.floor(scale(drag[0]))), isoDay(Math.floor(scale(drag[1]))));
    } else if (pressed.current !== null && within) {
      setStretch(route, "", "");
    }
    pressed.current = null;
    setDrag(null);
  };
  const band = drag ?? (within && [clamp(x(within.from)), clamp(x(within.to))]);
  return (
    <>
      {band && (
        <rect class="band" x={band[0]} width={Math.max(1, band[1]! - band[0]!)} y={TOP - 4} height={height - TOP + 4} />
      )}
      <rect
        class="catch"
        x={LEFT}
        width={Math.max(0, width - LEFT)}
        y={0}
        height={height}
        onPointerDown={(event) => {
          pressed.current = at(event);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (pressed.current === null) return;
          const now = at(event);
          setDrag([Math.min(now, pressed.current), Math.max(now, pressed.current)]);
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
      />
    </>
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
