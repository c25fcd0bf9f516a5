import { geoMercator, geoPath, type GeoProjection } from "d3-geo";
import type { ZoomTransform } from "d3-zoom";
import { useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import world from "virtual:world";
import { laidOut, remembered } from "../case";
import { count, eventTitle, PRECISION, typeName, whenName } from "../format";
import { beside, sides } from "../labels";
import type { Event, Where } from "../model";
import { Link, Nothing, Section, TypeMark, useHere, useWidth } from "../page";
import { hrefFrom } from "../route";
import { BY_HAND, Movable } from "../zoom";

const land = feature(world, world.objects.countries);
const borders = mesh(world, world.objects.countries, (a, b) => a !== b);
/** Degrees that the map shows around its places at least, so that a single town stands in its region. */
const LEAST = 6;
const PAD = 34;
/** Share of the events that the map shows at first. */
const MOST = 0.8;
const SCALE: [number, number] = [0.08, 40];
/** Room that the zoom buttons take in the upper right corner (pixels). */
const ZOOM_WIDE = 48;
const ZOOM_TALL = 116;
/** Radius of a dot (pixels): of no event, of the place of most at most, and how it grows with the root of their number. */
const SMALLEST = 3;
const LARGEST = 12;
const GROWTH = 2.4;
/** Pixels that a country needs for each letter of its name. */
const LETTER = 9;
/** A name stands at least so far from the upper and lower edge (pixels). */
const EDGE = 24;
/** Places that may bear a name: those of most events. */
const MOST_NAMED = 60;

interface Spot {
  key: string;
  where: Where;
  lat: number;
  lon: number;
  events: Event[];
}

/** Events that have a point on earth, put together by place. */
export const spots = remembered((events: readonly Event[]): Spot[] => {
  const found = new Map<string, Spot>();
  for (const event of events) {
    const { where } = event;
    if (!where || where.lat === null || where.lon === null) continue;
    const key = `${where.precision} ${where.lat.toFixed(2)} ${where.lon.toFixed(2)}`;
    const spot = found.get(key) ?? { key, where, lat: where.lat, lon: where.lon, events: [] };
    spot.events.push(event);
    found.set(key, spot);
  }
  return [...found.values()].sort((a, b) => b.events.length - a.events.length);
});

/** The order in which places are drawn never changes, so that a brush moves no element: the south lies on top. */
function southwards(a: { spot: Spot }, b: { spot: Spot }): number {
  return b.spot.lat - a.spot.lat || (a.spot.key < b.spot.key ? -1 : 1);
}

/** Where the events took place, on a map that needs no network. */
export function Atlas({ events }: { events: readonly Event[] }) {
  const [box, width] = useWidth();
  const [chosen, setChosen] = useState<string | null>(null);
  const { case: held } = useHere();
  const places = spots(events);
  const all = spots(held.events);
  const spot = places.find((one) => one.key === chosen);
  const placed = places.reduce((sum, one) => sum + one.events.length, 0);
  return (
    <Section
      id="map"
      title="Where"
      note={`${count(placed, "event")} on the map, ${events.length - placed} without a place. A full dot is a town or site, a ring only a region, a broken ring only a country. ${BY_HAND}`}
    >
      <div ref={box} class="map">
        {width > 0 && all.length > 0 && (
          <Chart places={places} all={all} width={width} chosen={chosen} choose={setChosen} />
        )}
        {all.length === 0 && <Nothing>No event of this case has a place.</Nothing>}
      </div>
      {spot && (
        <div class="beside" role="status">
          <h3>
            {spot.where.name} <span class="small">{PRECISION[spot.where.precision]}</span>
          </h3>
          <ul class="plain">
            {spot.events.slice(0, 12).map((event) => (
              <li key={event.id}>
                <TypeMark type={event.type} />{" "}
                <Link view="event" id={event.id}>
                  {typeName(event.type)}: {eventTitle(event)}
                </Link>{" "}
                <span class="small">{whenName(event.when)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Places places={places} choose={setChosen} />
      <p class="small">
        Borders and names of countries as they are held (de facto), after Natural Earth; the map takes no side in a
        claim.
      </p>
    </Section>
  );
}

/** The same as a list, for those who cannot see or point at the map. */
function Places({ places, choose }: { places: Spot[]; choose: (key: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{count(places.length, "place")} as a list</summary>
      {open && (
        <ul class="plain columns">
          {places.map((spot) => (
            <li key={spot.key}>
              <button type="button" onClick={() => choose(spot.key)}>
                {spot.where.name}
              </button>{" "}
              <span class="small">
                {PRECISION[spot.where.precision]}, {count(spot.events.length, "event")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

/** The places around the middle one that hold most events; a single far one would shrink all the others. */
function around(spots: Spot[]): Spot[] {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const lon = middle(spots.flatMap((spot) => spot.events.map(() => spot.lon)));
  const lat = middle(spots.flatMap((spot) => spot.events.map(() => spot.lat)));
  const far = (spot: Spot) => Math.hypot(spot.lon - lon, spot.lat - lat);
  const near = [...spots].sort((a, b) => far(a) - far(b));
  const total = spots.reduce((sum, spot) => sum + spot.events.length, 0);
  let held = 0;
  return near.filter((spot) => (held += spot.events.length) - spot.events.length < MOST * total);
}

function projectionFor(spots: Spot[], width: number, height: number): GeoProjection {
  const all = around(spots);
  const lons = all.map((spot) => spot.lon);
  const lats = all.map((spot) => spot.lat);
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const reach = (values: number[]) => Math.max(LEAST, (Math.max(...values) - Math.min(...values)) / 2);
  const [lon, lat, wide, tall] = [middle(lons), middle(lats), reach(lons), reach(lats)];
  const corners = [-1, 1].flatMap((dx) =>
    [-1, 1].map((dy) => [lon + dx * wide, Math.max(-80, Math.min(80, lat + dy * tall))] as [number, number]),
  );
  return geoMercator().fitExtent(
    [
      [PAD, PAD],
      [width - PAD, height - PAD],
    ],
    { type: "MultiPoint", coordinates: corners },
  );
}

interface Drawing {
  projection: GeoProjection;
  shapes: { land: string; borders: string; countries: Country[] };
}

const heightOf = (width: number) => Math.round(Math.min(460, Math.max(260, width * 0.68)));
const drawing = laidOut((all: Spot[], width) => layout(all, width, heightOf(width)));

function layout(all: Spot[], width: number, height: number): Drawing {
  const projection = projectionFor(all, width, height);
  const path = geoPath(projection);
  const countries = land.features.map((one) => {
    const [x, y] = path.centroid(one);
    return { name: one.properties.name, x, y, room: Math.sqrt(path.area(one)) };
  });
  return { projection, shapes: { land: path(land) ?? "", borders: path(borders) ?? "", countries } };
}

interface ChartProps {
  places: Spot[];
  all: Spot[];
  width: number;
  chosen: string | null;
  choose: (key: string) => void;
}

function Chart({ places, all, width, chosen, choose }: ChartProps) {
  const height = heightOf(width);
  const { projection, shapes } = drawing(all, width);
  return (
    <Movable label={`Map of ${count(places.length, "place")}`} width={width} height={height} scale={SCALE}>
      {(view) => (
        <>
          <g transform={view.toString()}>
            <path class="land" d={shapes.land} />
            <path class="borders" d={shapes.borders} />
          </g>
          <Dots
            places={places}
            countries={countriesIn(shapes.countries, view, width, height)}
            width={width}
            at={(spot) => view.apply(projection([spot.lon, spot.lat])!)}
            chosen={chosen}
            choose={choose}
          />
        </>
      )}
    </Movable>
  );
}

/** A country where its middle stands on the map, and the side of a square as large as it (pixels). */
interface Country {
  name: string;
  x: number;
  y: number;
  room: number;
}

/** The countries that are in view and large enough for their names, as they stand after zooming. */
function countriesIn(all: readonly Country[], view: ZoomTransform, width: number, height: number): Country[] {
  return all
    .map(({ name, x, y, room }) => ({ name, x: view.applyX(x), y: view.applyY(y), room: room * view.k }))
    .filter(
      ({ name, x, y, room }) => room > LETTER * name.length && x > 0 && x < width && y > EDGE && y < height - EDGE,
    );
}

/** Names are written as long as they do not run into each other; the places of most events come first. */
function Dots({
  places,
  countries,
  width,
  at,
  chosen,
  choose,
}: {
  places: Spot[];
  countries: Country[];
  width: number;
  at: (spot: Spot) => [number, number];
  chosen: string | null;
  choose: (key: string) => void;
}) {
  const { route } = useHere();
  const most = Math.sqrt(places[0]?.events.length ?? 1);
  const grown = Math.min(GROWTH, (LARGEST - SMALLEST) / most);
  const marks = places.map((spot) => {
    const [x, y] = at(spot);
    return { x, y, radius: SMALLEST + grown * Math.sqrt(spot.events.length), name: spot.where.name };
  });
  const named = marks.slice(0, MOST_NAMED);
  const known = new Set(named.map((one) => one.name));
  const others = countries.filter((one) => !known.has(one.name)).map((one) => ({ ...one, radius: 0 }));
  const fits = sides([...named, ...others], width, 0, [[width - ZOOM_WIDE, 0, width, ZOOM_TALL]]);
  const drawn = places.map((spot, index) => ({
    spot,
    ...marks[index]!,
    side: index < named.length ? fits[index]! : null,
  }));
  return (
    <g>
      {others.map(
        ({ name, x, y }, index) =>
          fits[named.length + index] && (
            <text key={name} class="country-name" aria-hidden="true" {...beside(fits[named.length + index]!, 0, x, y)}>
              {name}
            </text>
          ),
      )}
      {drawn.sort(southwards).map(({ spot, x, y, radius, side }) => (
        <g key={spot.key} transform={`translate(${x},${y})`}>
          <a
            href={hrefFrom(route, "")}
            role="button"
            aria-pressed={chosen === spot.key}
            aria-label={`${spot.where.name}, ${PRECISION[spot.where.precision]}: ${count(spot.events.length, "event")}`}
            class={`spot ${spot.where.precision}`}
            onClick={(event: MouseEvent) => {
              event.preventDefault();
              choose(spot.key);
            }}
          >
            <circle r={radius} />
            {side && <text {...beside(side, radius)}>{spot.where.name}</text>}
          </a>
        </g>
      ))}
    </g>
  );
}
