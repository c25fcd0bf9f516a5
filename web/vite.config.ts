import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { filter, filterWeight, presimplify, quantile, simplify } from "topojson-simplify";
import { quantize } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/** Share of the coastline points that the map keeps, the most telling ones; steps of the grid that the others fall on. */
const KEPT = 0.1;
const GRID = 4096;

/**
 * The module `virtual:world`: the countries of world-atlas 50m (Natural Earth, de-facto borders, public domain), cut to
 * the detail that the map can show, each with its name there.
 */
function world(): Plugin {
  const name = "virtual:world";
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const path = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
      const atlas = JSON.parse(readFileSync(path, "utf8")) as Topology<{
        countries: GeometryCollection<{ name: string }>;
      }>;
      const weighted = presimplify(atlas);
      const least = quantile(weighted, KEPT);
      const cut = filter(simplify(weighted, least), filterWeight(weighted, least)) as typeof atlas;
      const countries: GeometryCollection<{ name: string }> = {
        type: "GeometryCollection",
        geometries: cut.objects.countries.geometries.filter((one) => one.id !== "010"), // Antarctica
      };
      const grid = quantize({ ...cut, objects: { countries } }, GRID);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(grid))})`;
    },
  };
}

export default defineConfig({
  plugins: [world(), viteSingleFile({ removeViteModuleLoader: true })],
  build: { target: "es2022", modulePreload: false, reportCompressedSize: false },
});
