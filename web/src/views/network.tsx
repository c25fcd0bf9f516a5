import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";
import type { ZoomTransform } from "d3-zoom";
import { useState } from "preact/hooks";
import { laidOut, remembered } from "../case";
import { count } from "../format";
import { beside, sides } from "../labels";
import type { Event } from "../model";
import { Link, Nothing, Section, useHere, useWidth } from "../page";
import { hrefFrom } from "../route";
import { dyads, weight, type Dyad } from "../ties";
import { BY_HAND, Movable } from "../zoom";

/** Pairs that are drawn at most: more would be a knot. */
const MOST_PAIRS = 36;
/** Pairs that are listed at most, the busiest. */
const MOST_LISTED = 500;
/** Steps in which the drawing comes to rest: so many that twice as many look no different. */
const STEPS = 120;
/** Strength of forces below which it rests; d3-force's own. */
const REST = 0.001;
/** Radius of an actor (pixels): of one event at least, and of the busiest at most. */
const SMALLEST = 4;
const LARGEST = 13;
/** Width of a line (pixels): the least, how it grows with the root of its events, the most. */
const THIN = 0.8;
const THICKER = 0.9;
const THICK = 6;
const SCALE: [number, number] = [0.4, 12];
/** Room that the zoom buttons take in the upper right corner (pixels). */
const ZOOM_WIDE = 48;
const ZOOM_TALL = 116;
/** The busiest actors, whose names stand there even where they cover a line or a smaller mark. */
const ALWAYS_NAMED = 3;

interface Node extends SimulationNodeDatum {
  id: string;
  events: number;
  radius: number;
}

interface Bond {
  source: Node;
  target: Node;
  dyad: Dyad;
}

/** Who dealt with whom. The layout is computed once, the same each time. */
export function Network({ events }: { events: readonly Event[] }) {
  const [box, width] = useWidth();
  const all = dyads(events);
  const shown = busiest(all);
  return (
    <Section
      id="network"
      title="Who with whom"
      note={`Events that are told as facts. A straight line is mostly conflict, a broken one mostly cooperation; thicker with more events. ${BY_HAND}${all.length > shown.length ? ` The ${shown.length} busiest of ${all.length} pairs.` : ""}`}
    >
      <div ref={box} class="network">
        {width > 0 && shown.length > 0 && <Chart pairs={shown} width={width} />}
        {shown.length === 0 && <Nothing>No event here names two parties.</Nothing>}
      </div>
      <Pairs pairs={all} />
    </Section>
  );
}

const busiest = remembered((pairs: Dyad[]) => pairs.slice(0, MOST_PAIRS));
const heightOf = (width: number) => Math.round(Math.min(460, Math.max(380, width * 0.68)));
const drawing = laidOut((pairs: Dyad[], width) => layout(pairs, width, heightOf(width)));

interface Drawing {
  nodes: Node[];
  bonds: Bond[];
}

function layout(pairs: Dyad[], width: number, height: number): Drawing {
  const events = new Map<string, number>();
  for (const pair of pairs) {
    for (const id of [pair.a, pair.b]) events.set(id, (events.get(id) ?? 0) + weight(pair));
  }
  const most = Math.sqrt(Math.max(...events.values()));
  const grown = Math.min(1.7, (LARGEST - SMALLEST) / most);
  const nodes: Node[] = [...events].map(([id, number]) => ({
    id,
    events: number,
    radius: SMALLEST + grown * Math.sqrt(number),
  }));
  nodes.sort((a, b) => b.events - a.events || a.id.localeCompare(b.id));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const bonds = pairs.map((dyad) => ({ source: byId.get(dyad.a)!, target: byId.get(dyad.b)!, dyad }));
  forceSimulation(nodes)
    .force("bonds", forceLink<Node, Bond>(bonds).distance(70).strength(0.35))
    .force("apart", forceManyBody().strength(-190))
    .force("x", forceX(width / 2).strength(0.13 * (height / width)))
    .force("y", forceY(height / 2).strength(0.13))
    .force(
      "room",
      forceCollide<Node>((node) => node.radius + 13),
    )
    .alphaDecay(1 - REST ** (1 / STEPS))
    .stop()
    .tick(STEPS);
  fit(nodes, width, height);
  return { nodes, bonds };
}

/** Stretch the drawing to its frame, with room for names. */
function fit(nodes: Node[], width: number, height: number): void {
  const scaled = (values: number[], from: number, to: number) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (value: number) =>
      most > least ? from + ((value - least) / (most - least)) * (to - from) : (from + to) / 2;
  };
  const x = scaled(
    nodes.map((node) => node.x!),
    40,
    width - 110,
  );
  const y = scaled(
    nodes.map((node) => node.y!),
    20,
    height - 24,
  );
  for (const node of nodes) Object.assign(node, { x: x(node.x!), y: y(node.y!) });
}

function Chart({ pairs, width }: { pairs: Dyad[]; width: number }) {
  const { case: held, route } = useHere();
  const { nodes, bonds } = drawing(pairs, width);
  const name = (id: string) => held.nameOf(id);
  const draw = (view: ZoomTransform) => {
    const [x, y] = [(node: Node) => view.applyX(node.x!), (node: Node) => view.applyY(node.y!)];
    const fits = sides(
      nodes.map((node) => ({ x: x(node), y: y(node), radius: node.radius, name: name(node.id) })),
      width,
      ALWAYS_NAMED,
      [[width - ZOOM_WIDE, 0, width, ZOOM_TALL]],
    );
    return (
      <>
        {bonds.map(({ source, target, dyad }) => (
          <line
            key={`${dyad.a} ${dyad.b}`}
            class={dyad.conflict >= dyad.cooperation ? "bond conflict" : "bond cooperation"}
            x1={x(source)}
            y1={y(source)}
            x2={x(target)}
            y2={y(target)}
            stroke-width={Math.min(THICK, THIN + THICKER * Math.sqrt(weight(dyad)))}
          >
            <title>{`${name(dyad.a)} and ${name(dyad.b)}: ${dyad.conflict} in conflict, ${dyad.cooperation} in cooperation`}</title>
          </line>
        ))}
        {nodes
          .map((node, index) => ({ node, index }))
          .reverse()
          .map(({ node, index }) => (
            <g key={node.id} transform={`translate(${x(node)},${y(node)})`}>
              <a
                class="node"
                href={hrefFrom(route, "actor", node.id)}
                aria-label={`${name(node.id)}: ${count(node.events, "event")}`}
              >
                <circle r={node.radius} />
                <title>{name(node.id)}</title>
                {fits[index] && <text {...beside(fits[index]!, node.radius)}>{name(node.id)}</text>}
              </a>
            </g>
          ))}
      </>
    );
  };
  return (
    <Movable label={`Network of ${count(nodes.length, "actor")}`} width={width} height={heightOf(width)} scale={SCALE}>
      {draw}
    </Movable>
  );
}

/** The same as a list, for those who cannot see or click the drawing. */
function Pairs({ pairs }: { pairs: Dyad[] }) {
  const { case: held } = useHere();
  const [open, setOpen] = useState(false);
  const name = (id: string) => held.nameOf(id);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{count(pairs.length, "pair")} as a list</summary>
      <ul class="plain columns">
        {(open ? pairs.slice(0, MOST_LISTED) : []).map((pair) => (
          <li key={`${pair.a} ${pair.b}`}>
            <Link view="actor" id={pair.a}>
              {name(pair.a)}
            </Link>{" "}
            ·{" "}
            <Link view="actor" id={pair.b}>
              {name(pair.b)}
            </Link>{" "}
            <span class="small">
              {pair.conflict} conflict, {pair.cooperation} cooperation
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
