export function Wording() { return <main>…</main>; }
