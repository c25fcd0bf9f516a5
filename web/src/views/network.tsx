import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";
import { useState } from "preact/hooks";
import { remembered } from "../case";
import { count } from "../format";
import { beside, sides } from "../labels";
import type { Event } from "../model";
import { Link, Nothing, Section, useHere, useWidth } from "../page";
import { hrefFrom } from "../route";
import { dyads, weight, type Dyad } from "../ties";

/** Pairs that are drawn at most: more would be a knot. */
const MOST_PAIRS = 36;
/** Pairs that are listed at most, the busiest. */
const MOST_LISTED = 500;
const STEPS = 260;
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
      note={`Events that are told as facts. A straight line is mostly conflict, a broken one mostly cooperation; thicker with more events.${all.length > shown.length ? ` The ${shown.length} busiest of ${all.length} pairs.` : ""}`}
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
const drawings = remembered((_: Dyad[]) => new Map<number, Drawing>());

interface Drawing {
  nodes: Node[];
  bonds: Bond[];
}

/** The drawing for a frame of some width; it is worked out once. */
function drawing(pairs: Dyad[], width: number, height: number): Drawing {
  const known = drawings(pairs);
  const drawn = known.get(width) ?? layout(pairs, width, height);
  known.set(width, drawn);
  return drawn;
}

function layout(pairs: Dyad[], width: number, height: number): Drawing {
  const events = new Map<string, number>();
  for (const pair of pairs) {
    for (const id of [pair.a, pair.b]) events.set(id, (events.get(id) ?? 0) + weight(pair));
  }
  const nodes: Node[] = [...events].map(([id, number]) => ({
    id,
    events: number,
    radius: 3 + 1.7 * Math.sqrt(number),
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
  const height = Math.round(Math.min(460, Math.max(300, width * 0.68)));
  const { nodes, bonds } = drawing(pairs, width, height);
  const name = (id: string) => held.nameOf(id);
  const fits = sides(
    nodes.map((node) => ({ x: node.x!, y: node.y!, radius: node.radius, name: name(node.id) })),
    width,
    ALWAYS_NAMED,
  );
  return (
    <svg width={width} height={height} role="group" aria-label={`Network of ${count(nodes.length, "actor")}`}>
      {bonds.map(({ source, target, dyad }) => (
        <line
          key={`${dyad.a} ${dyad.b}`}
          class={dyad.conflict >= dyad.cooperation ? "bond conflict" : "bond cooperation"}
          x1={source.x}
          y1={source.y}
          x2={target.x}
          y2={target.y}
          stroke-width={0.8 + 0.9 * Math.sqrt(weight(dyad))}
        >
          <title>{`${name(dyad.a)} and ${name(dyad.b)}: ${dyad.conflict} in conflict, ${dyad.cooperation} in cooperation`}</title>
        </line>
      ))}
      {nodes
        .map((node, index) => ({ node, index }))
        .reverse()
        .map(({ node, index }) => (
          <g key={node.id} transform={`translate(${node.x},${node.y})`}>
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
    </svg>
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
