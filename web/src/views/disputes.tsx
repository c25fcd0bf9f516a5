export function Disputes() { return <main>…</main>; }
