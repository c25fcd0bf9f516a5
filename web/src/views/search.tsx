export function Search() { return <main>…</main>; }
