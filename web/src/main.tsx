import { render, type FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Case } from "./case";
import { count } from "./format";
import type { CaseData } from "./model";
import { brushed, HereContext, Link } from "./page";
import { formatRoute, parseRoute, type Route } from "./route";
import { isoDay, say } from "./edtf";
import { ActorView } from "./views/actor";
import { Actors } from "./views/actors";
import { Disputes } from "./views/disputes";
import { Documents } from "./views/documents";
import { EventView } from "./views/event";
import { Events } from "./views/events";
import { Overview } from "./views/overview";
import { Reader } from "./views/reader";
import { Search } from "./views/search";
import { Wording } from "./views/wording";
import "./style.css";

const VIEWS: Record<string, FunctionComponent> = {
  overview: Overview,
  events: Events,
  event: EventView,
  documents: Documents,
  read: Reader,
  actors: Actors,
  actor: ActorView,
  disputes: Disputes,
  wording: Wording,
  search: Search,
};
const TABS: [string, string, string[]][] = [
  ["overview", "Overview", []],
  ["events", "Events", ["event"]],
  ["actors", "Actors", ["actor"]],
  ["documents", "Documents", ["read"]],
  ["disputes", "Disputes", []],
  ["wording", "Wording", []],
  ["search", "Search", []],
];

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function Page({ held }: { held: Case }) {
  const route = useRoute();
  const View = VIEWS[route.view] ?? Overview;
  useEffect(() => {
    document.title = `${TABS.find(([view, , inside]) => view === route.view || inside.includes(route.view))?.[1] ?? ""} · ${held.name} · Dragoman`;
    if (!route.params.at) scrollTo(0, 0);
  }, [route.view, route.id]);
  return (
    <HereContext.Provider value={{ case: held, route }}>
      <a class="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <header class="top">
        <p class="brand">
          <Link view="overview">
            <b>Dragoman</b> {held.name}
          </Link>
        </p>
        <nav aria-label="Views">
          {TABS.map(([view, title, inside]) => (
            <Link key={view} view={view} current={route.view === view || inside.includes(route.view)}>
              {title}
            </Link>
          ))}
        </nav>
        <Brushed route={route} />
      </header>
      <div id="content" tabIndex={-1}>
        <View key={`${route.view}/${route.id}`} />
      </div>
      <footer class="foot">
        <p>
          {count(held.documents.length, "document")} of {count(held.outlets.length, "outlet")}. The page says who says
          what; it gives no verdict on truth. Every value leads to the words that say it.
        </p>
      </footer>
    </HereContext.Provider>
  );
}

function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

/** Says on every view that the timeline's brush is set, and takes it off. */
function Brushed({ route }: { route: Route }) {
  const within = brushed(route);
  if (!within) return null;
  const said = say(`${route.params.from || ".."}/${route.params.to || isoDay(within.to - 1)}`);
  return (
    <p class="brushed" role="status">
      Only events of {said}.{" "}
      <a href={formatRoute({ ...route, params: { ...route.params, from: "", to: "" } })}>Show all</a>
    </p>
  );
}

/** The case that stands in the page itself, else the one that its server gives. */
async function load(): Promise<CaseData> {
  const inside = document.getElementById("case")?.textContent;
  if (inside?.trim()) return JSON.parse(inside) as CaseData;
  const answer = await fetch("case.json");
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()) as CaseData;
}

const place = document.getElementById("page")!;
load().then(
  (data) => {
    place.textContent = "";
    render(<Page held={new Case(data)} />, place);
  },
  (error: unknown) => {
    place.textContent = `The case could not be opened. ${error instanceof Error ? error.message : ""}`;
  },
);
