declare module "virtual:world" {
  import type { GeometryCollection, Topology } from "topojson-specification";
  const world: Topology<{ countries: GeometryCollection<{ name: string }> }>;
  export default world;
}
