import { render, type FunctionComponent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Case } from "./case";
import { count } from "./format";
import { JudgeDialog, JudgingContext, type Asking } from "./judging";
import { brushed, HereContext, Link } from "./page";
import { formatRoute, hrefFrom, parseRoute, type Route } from "./route";
import { idle, inSlices } from "./slices";
import { renewing, sourceOf, type Asked, type Source } from "./source";
import { isoDay, say } from "./edtf";
import { ActorView } from "./views/actor";
import { Actors } from "./views/actors";
import { Disputes } from "./views/disputes";
import { Documents } from "./views/documents";
import { EventView } from "./views/event";
import { Events } from "./views/events";
import { Judgements } from "./views/judgements";
import { Overview } from "./views/overview";
import { Reader } from "./views/reader";
import { finderOf, Search } from "./views/search";
import { Situation } from "./views/situation";
import { Wording } from "./views/wording";
import { wordsOf } from "./wording";
import "./style.css";

const VIEWS: Record<string, FunctionComponent> = {
  overview: Overview,
  events: Events,
  event: EventView,
  documents: Documents,
  read: Reader,
  actors: Actors,
  actor: ActorView,
  situation: Situation,
  disputes: Disputes,
  wording: Wording,
  search: Search,
  judgements: Judgements,
};
const TABS: [string, string, string[]][] = [
  ["overview", "Overview", []],
  ["events", "Events", ["event"]],
  ["actors", "Actors", ["actor"]],
  ["situation", "Situation", []],
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

interface PageProps {
  held: Case;
  source: Source;
  judge: (asked: Asked) => Promise<void>;
  notice: Notice | null;
  news: News;
  reload: () => Promise<void>;
}

function Page({ held, source, judge, notice, news, reload }: PageProps) {
  const route = useRoute();
  const [asking, setAsking] = useState<Asking | null>(null);
  const View = VIEWS[route.view] ?? Overview;
  const title = TABS.find(([view, , inside]) => view === route.view || inside.includes(route.view))?.[1];
  useEffect(() => {
    document.title = [title, held.name, "Dragoman"].filter(Boolean).join(" · ");
    if (!route.params.at) scrollTo(0, 0);
  }, [route.view, route.id]);
  const here = useMemo(() => ({ case: held, route, source }), [held, held.whole, route, source]);
  return (
    <HereContext.Provider value={here}>
      <JudgingContext.Provider value={source.judge ? setAsking : null}>
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
          <p class="brushed" role="status">
            {news === "newer" && (
              <>
                Somebody built this case anew.{" "}
                <button type="button" onClick={() => void reload()}>
                  Show the newer build
                </button>{" "}
              </>
            )}
            {news === "gone" && "The server no longer answers; what is shown here is as it was. "}
            {notice && (
              <>
                {notice.said} {notice.judged && <Link view="judgements">All judgements</Link>}
              </>
            )}
          </p>
        </header>
        <div id="content" tabIndex={-1}>
          <View key={`${route.view}/${route.id}`} />
        </div>
        <footer class="foot">
          <p>
            {count(held.documents.length, "document")}. The page says who says what; it gives no verdict on truth. Every
            value leads to the words that say it.
          </p>
          <p>
            <Link view="judgements">{count(held.judgements.length, "judgement")}</Link> by people.{" "}
            {source.judge
              ? "The pencils ✎ beside values take yours; so does a selection of words in a text."
              : "To judge what was read, open the case with “dragoman serve CASE”, or use “dragoman judge CASE”."}
          </p>
        </footer>
        {asking && <JudgeDialog asking={asking} send={judge} close={() => setAsking(null)} />}
      </JudgingContext.Provider>
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

/** Read what the case holds back, and make ready for the first search, while nobody waits. */
async function prepare(held: Case, source: Source, done: () => void): Promise<void> {
  if (!held.whole && source.rest) {
    for await (const part of source.rest()) {
      await idle();
      held.take(part, []);
    }
    held.whole = true;
    done();
  }
  if (!held.whole) return;
  await inSlices(wordsOf(held).words.prepare());
  await inSlices(finderOf(held).entries.prepare());
}

/** The case, read anew after each judgement, and when its server no longer has the build that is shown. */
function App({ source: given, first }: { source: Source; first: Case }) {
  const [held, setHeld] = useState(first);
  const [, redraw] = useState(0);
  const [notice, setNotice] = useState<Notice | null>(null);
  const shown = useRef(first);
  const reload = async () => {
    const next = new Case(await given.load());
    stay(shown.current, next);
    shown.current = next;
    setHeld(next);
  };
  const source = useMemo(() => renewing(given, () => reload().then(() => setNotice({ said: RENEWED }))), [given]);
  useEffect(() => void prepare(held, source, () => redraw((turn) => turn + 1)), [held, source]);
  const news = useNews(held, source);
  const judge = async (asked: Asked) => {
    const taken = await source.judge!(asked);
    await reload();
    setNotice({ said: taken.problems[0]?.message ?? `Judged: ${asked.what}.`, judged: true });
  };
  return <Page held={held} source={source} judge={judge} notice={notice} news={news} reload={reload} />;
}

/** What has just become of the case; after a judgement a link leads to all of them. */
interface Notice {
  said: string;
  judged?: boolean;
}

const RENEWED = "The case was built anew several times since this page was loaded; this is the newest build.";

type News = "newer" | "gone" | null;
/** The server is asked so often whether somebody built the case anew (milliseconds). */
const ASKED_EVERY = 15_000;

/** Is there a newer build than the one that is shown, or no server any more? */
function useNews(held: Case, source: Source): News {
  const [news, setNews] = useState<News>(null);
  useEffect(() => {
    setNews(null);
    if (!source.newest || !held.build) return;
    let current = true;
    const ask = () => {
      if (document.hidden) return;
      source.newest!().then(
        (build) => current && setNews(build === held.build ? null : "newer"),
        () => current && setNews("gone"),
      );
    };
    const timer = setInterval(ask, ASKED_EVERY);
    addEventListener("focus", ask);
    return () => {
      current = false;
      clearInterval(timer);
      removeEventListener("focus", ask);
    };
  }, [held, source]);
  return news;
}

/** An event's id is made of its reports; where a judgement changed them, lead to the event that its words now tell of. */
function stay(before: Case, after: Case): void {
  const route = parseRoute(location.hash);
  const event = route.view === "event" ? before.event(route.id) : undefined;
  if (!event || after.event(event.id)) return;
  const mentions = before.accounts(event).flatMap((report) => report.mentions);
  const id = mentions.map((mention) => after.reportOf(mention)?.event).find(Boolean);
  if (id) location.replace(hrefFrom(route, "event", id));
}

const place = document.getElementById("page")!;
/** The parts of a large case stand behind this script, so that the page is drawn while the browser still reads them. */
async function partLines(): Promise<string[]> {
  if (document.readyState === "loading") {
    await new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));
  }
  return (document.getElementById("parts")?.textContent ?? "").split("\n").filter(Boolean);
}

const source = sourceOf(document.getElementById("case")?.textContent, partLines);
source.load().then(
  (data) => {
    place.textContent = "";
    render(<App source={source} first={new Case(data)} />, place);
  },
  (error: unknown) => {
    place.textContent = `The case could not be opened. ${error instanceof Error ? error.message : ""}`;
  },
);
