export function Actors() { return <main>…</main>; }
