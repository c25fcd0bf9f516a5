// Addresses. Every view has one, in the part of the URL after `#`, so that the page works as a single file.

/** Where the reader is: `#/event/9f3a?from=2020-01-01` is the view "event", its id, and parameters. */
export interface Route {
  view: string;
  id: string;
  params: Record<string, string>;
}

/** Parameters that go along from view to view: the stretch of time that the brush has set, and the rules chosen. */
const KEPT = ["from", "to", "rules"];

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/");
  return {
    view: view || "overview",
    id: decode(rest.join("/")),
    params: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function formatRoute(route: Route): string {
  const query = Object.entries(route.params)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join("&");
  const id = route.id ? `/${encodeURIComponent(route.id)}` : "";
  return `#/${route.view === "overview" ? "" : route.view}${id}${query ? `?${query}` : ""}`;
}

/** The address of another view, with the parameters that are kept. */
export function hrefFrom(here: Route, view: string, id = "", params: Record<string, string> = {}): string {
  const kept = KEPT.filter((key) => here.params[key]).map((key) => [key, here.params[key]!] as const);
  return formatRoute({ view, id, params: { ...Object.fromEntries(kept), ...params } });
}

/** `12-34` of a range, as an address holds it. */
export function formatRange(range: { start: number; end: number }): string {
  return `${range.start}-${range.end}`;
}

export function parseRange(text: string | undefined): { start: number; end: number } | null {
  const match = /^(\d+)-(\d+)$/.exec(text ?? "");
  return match && Number(match[1]) < Number(match[2]) ? { start: Number(match[1]), end: Number(match[2]) } : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
