// What every view shares: the case, where the reader is, and the small parts that views are made of.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { outletOf, typeOf, type Case } from "./case";
import { day, days } from "./edtf";
import { isReal, typeName } from "./format";
import type { Account, Event, Report } from "./model";
import { formatRange, hrefFrom, type Route } from "./route";
import { inSlices, type Gathered } from "./slices";
import type { Source } from "./source";
import type { Range } from "./text";

export interface Here {
  case: Case;
  route: Route;
  source: Source;
}

export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error("A view was drawn outside the page.");
  return here;
}

/** The stretch of time that the reader has brushed, in days; null is all of it. */
export function brushed(route: Route): { from: number; to: number } | null {
  const { from, to } = route.params;
  if (!from && !to) return null;
  return { from: days(from)?.from ?? day(-9999), to: days(to)?.to ?? day(9999) };
}

/** The events that the brush leaves: those that may lie in it. Without a brush, all of them. */
export function useEvents(): readonly Event[] {
  const { case: held, route } = useHere();
  const { from, to } = route.params;
  return useMemo(() => {
    const within = brushed(route);
    if (!within) return held.events;
    return held.events.filter((event) => {
      const span = held.span(event);
      return span !== null && span.from < within.to && span.to > within.from;
    });
  }, [held, from, to]);
}

/** Go on when so many frames have been drawn; what is returned calls it off. */
export function afterFrames(frames: number, go: () => void): () => void {
  let left = frames;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  // A frame's own callback runs before it is drawn, the next task after it.
  const next = () => {
    if (left-- <= 0) go();
    else asked = requestAnimationFrame(() => void (timer = setTimeout(next)));
  };
  next();
  return () => {
    cancelAnimationFrame(asked);
    clearTimeout(timer);
  };
}

/**
 * Draw a part of a view in a turn of its own, after the parts before it: the brush answers at once, and nothing that
 * follows holds up the next movement of the hand.
 */
export function InTurn({
  turn,
  of,
  children,
}: {
  turn: number;
  /** What is drawn, where that is more than the case and its events: when it changes, it is drawn again. */
  of?: unknown;
  children: (events: readonly Event[]) => ComponentChildren;
}) {
  const here = useHere();
  const events = useEvents();
  const [late, setLate] = useState<{ here: Here; events: readonly Event[] } | null>(null);
  useEffect(() => afterFrames(turn, () => setLate({ here, events })), [here, events, of]);
  return useMemo(
    () => late && <HereContext.Provider value={late.here}>{children(late.events)}</HereContext.Provider>,
    [late],
  );
}

/** Are things gathered? What a drawing has no time for is gathered after it, and the view is drawn again. */
export function useReady(things: Gathered<unknown>): boolean {
  const [, redraw] = useState(0);
  const ready = things.ready();
  useEffect(() => {
    if (ready) return;
    let current = true;
    const isWanted = () => current;
    void inSlices(things.prepare(), isWanted).then(() => current && redraw((turn) => turn + 1));
    return () => void (current = false);
  }, [things, ready]);
  return ready;
}

/** Documents that are asked for at once. */
const AT_ONCE = 40;

/** Have documents, and an event with its documents, whole; false until the server has sent what the case holds back. */
export function useWhole(documents: readonly string[], event?: string): boolean {
  const { case: held, source } = useHere();
  const [, redraw] = useState(0);
  const missing = documents.filter((id) => !held.has(id));
  const wanted = event && !held.has(event) ? event : undefined;
  const whole = !wanted && missing.length === 0;
  useEffect(() => {
    if (whole) return;
    let current = true;
    const some = missing.slice(0, AT_ONCE);
    const done = () => current && redraw((turn) => turn + 1);
    source.part(some, wanted).then((part) => {
      held.take(part, wanted ? [...some, wanted] : some);
      done();
    }, done);
    return () => void (current = false);
  }, [held, wanted, missing.length, missing[0]]);
  return whole;
}

export function Loading() {
  return (
    <p class="nothing" role="status">
      Reading the texts …
    </p>
  );
}

/** A view that waits for all texts. */
export function Reading({ title }: { title: string }) {
  return (
    <main>
      <h1>{title}</h1>
      <Loading />
    </main>
  );
}

/** Where a report begins in its document: the place itself, or the mention, where the text is not at hand. */
export function placeIn(held: Case, report: Report): { at?: Range; params?: Record<string, string> } {
  const first = held.mentions(report)[0];
  return first ? { at: first } : { params: { mention: report.mentions[0] ?? "" } };
}

interface LinkProps {
  view: string;
  id?: string;
  at?: Range | null;
  params?: Record<string, string>;
  class?: string;
  title?: string;
  current?: boolean;
  children: ComponentChildren;
}

/** A link to another view; the brush goes along. */
export function Link({ view, id, at, params, children, current, ...rest }: LinkProps) {
  const { route } = useHere();
  const all = { ...params, ...(at ? { at: formatRange(at) } : {}) };
  return (
    <a href={hrefFrom(route, view, id, all)} aria-current={current ? "page" : undefined} {...rest}>
      {children}
    </a>
  );
}

/** The mark of a kind of event: a circle cooperates, a diamond conflicts; filled is in deed, open is in word. */
export function markPath(type: string, size: number, x = 0, y = 0): string {
  const half = size / 2;
  const at = (right: number, down: number) => `${(x + right).toFixed(1)},${(y + down).toFixed(1)}`;
  if (typeOf(type).quad.endsWith("conflict")) {
    const reach = half * 1.2;
    return `M${at(0, -reach)}L${at(reach, 0)}L${at(0, reach)}L${at(-reach, 0)}Z`;
  }
  const arc = (way: number) => `a${half.toFixed(2)},${half.toFixed(2)},0,1,1,${(way * size).toFixed(2)},0`;
  return `M${at(-half, 0)}${arc(1)}${arc(-1)}Z`;
}

export function isDeed(type: string): boolean {
  return typeOf(type).quad.startsWith("material");
}

export function TypeMark({ type }: { type: string }) {
  return (
    <svg
      class={`mark ${isDeed(type) ? "deed" : "word"}`}
      width="14"
      height="14"
      viewBox="-7 -7 14 14"
      aria-hidden="true"
    >
      <path d={markPath(type, 9)} />
    </svg>
  );
}

/** Says of an event that is not told as a fact what it is told as. */
export function Unreal({ event }: { event: Pick<Event, "status"> }) {
  return isReal(event) ? null : <span class="unreal"> {event.status} </span>;
}

/** Mark and name of a type. */
export function TypeLabel({ type }: { type: string }) {
  return (
    <span class="type" title={`${typeOf(type).quad}: ${typeOf(type).meaning}`}>
      <TypeMark type={type} />
      {typeName(type)}
    </span>
  );
}

export function Section({
  title,
  note,
  children,
  id,
  class: name = "",
}: {
  title: string;
  note?: ComponentChildren;
  children: ComponentChildren;
  id: string;
  class?: string;
}) {
  return (
    <section class={`section ${name}`} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {note && <p class="note">{note}</p>}
      {children}
    </section>
  );
}

/** Where a document is named: its outlet, and the way to its text. */
export function DocumentLink({ document, at, params }: { document: Account } & Pick<LinkProps, "at" | "params">) {
  return (
    <Link view="read" id={document.id} at={at} params={params} title={document.meta.title ?? document.source}>
      {outletOf(document)}
    </Link>
  );
}

/** The width of an element, kept up to date; 0 until it is known. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  // Known before the first frame, so that a chart stands in it; the observer would tell it a frame later.
  useLayoutEffect(() => setWidth(Math.round(box.current?.clientWidth ?? 0)), []);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

/** Something that is drawn when the reader opens it. */
export function Fold({ title, children }: { title: ComponentChildren; children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}

export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}

export function NotThere({ what }: { what: string }) {
  return (
    <main class="narrow">
      <h1>Not in this case</h1>
      <p>
        This case holds no {what} of that name. <Link view="overview">Back to the overview</Link>
      </p>
    </main>
  );
}
