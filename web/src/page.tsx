// What every view shares: the case, where the reader is, and the small parts that views are made of.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { outletOf, typeOf, type Case } from "./case";
import { day, days } from "./edtf";
import { typeName } from "./format";
import type { Account, Event } from "./model";
import { formatRange, hrefFrom, type Route } from "./route";
import type { Range } from "./text";

export interface Here {
  case: Case;
  route: Route;
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
export function markPath(type: string, size: number): string {
  const half = size / 2;
  if (typeOf(type).quad.endsWith("conflict")) {
    const reach = half * 1.2;
    return `M0,${-reach}L${reach},0L0,${reach}L${-reach},0Z`;
  }
  return `M${-half},0A${half},${half},0,1,1,${half},0A${half},${half},0,1,1,${-half},0Z`;
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
export function DocumentLink({ document, at }: { document: Account; at?: Range | null }) {
  return (
    <Link view="read" id={document.id} at={at} title={document.meta.title ?? document.source}>
      {outletOf(document)}
    </Link>
  );
}

/** The width of an element, kept up to date; 0 until it is known. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
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
