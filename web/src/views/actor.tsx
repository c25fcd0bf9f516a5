export function ActorView() { return <main>…</main>; }
