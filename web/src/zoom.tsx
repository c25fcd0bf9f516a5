// A drawing that the reader moves and enlarges: by hand, with the wheel, with buttons and with keys.

import type { ComponentChildren, RefObject } from "preact";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { useEffect, useRef, useState } from "preact/hooks";

/** How much a button or key enlarges. */
const FACTOR = 1.8;
/** How far an arrow key moves a drawing (pixels). */
const MOVE = 60;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [MOVE, 0],
  ArrowRight: [-MOVE, 0],
  ArrowUp: [0, MOVE],
  ArrowDown: [0, -MOVE],
};

/** What is said of every such drawing. */
export const BY_HAND = "Drag to move it; + and −, or Ctrl and the wheel, zoom.";

interface Frame {
  frame: RefObject<SVGSVGElement | null>;
  view: ZoomTransform;
  /** The buttons, which stand beside the drawing. */
  buttons: ComponentChildren;
  onKeyDown: (event: KeyboardEvent) => void;
}

interface MovableProps {
  /** What is drawn, for those who cannot see it. */
  label: string;
  width: number;
  height: number;
  /** How far it may be made smaller, and larger. */
  scale: [number, number];
  /** The drawing, as it is moved and enlarged. */
  children: (view: ZoomTransform) => ComponentChildren;
}

/** A drawing in its frame, with its buttons. */
export function Movable({ label, width, height, scale, children }: MovableProps) {
  const { frame, view, buttons, onKeyDown } = useZoom(...scale);
  return (
    <>
      <svg
        ref={frame}
        width={width}
        height={height}
        role="group"
        tabindex={0}
        onKeyDown={onKeyDown}
        aria-label={`${label}; arrow keys, plus and minus move and zoom it`}
      >
        {children(view)}
      </svg>
      {buttons}
    </>
  );
}

/** Let an element be moved and enlarged, between the two factors; the wheel alone scrolls the page. */
function useZoom(widest: number, closest: number): Frame {
  const frame = useRef<SVGSVGElement>(null);
  const [view, setView] = useState<ZoomTransform>(zoomIdentity);
  const zoomer = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  useEffect(() => {
    if (!frame.current) return;
    const behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([widest, closest])
      .filter((event: MouseEvent) => !(event.type === "wheel" && !event.ctrlKey && !event.metaKey) && !event.button)
      .on("zoom", (event: { transform: ZoomTransform }) => setView(event.transform));
    select(frame.current).call(behaviour);
    zoomer.current = behaviour;
  }, []);
  const on = (act: (zoomer: ZoomBehavior<SVGSVGElement, unknown>, svg: SVGSVGElement) => void) => () =>
    frame.current && zoomer.current && act(zoomer.current, frame.current);
  const by = (factor: number) => on((behaviour, svg) => select(svg).call(behaviour.scaleBy, factor));
  const home = on((behaviour, svg) => select(svg).call(behaviour.transform, zoomIdentity));
  const keys: Record<string, () => void> = { "+": by(FACTOR), "=": by(FACTOR), "-": by(1 / FACTOR), "0": home };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const act = arrow
      ? on((behaviour, svg) => select(svg).call(behaviour.translateBy, arrow[0] / view.k, arrow[1] / view.k))
      : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const buttons = (
    <div class="zoom">
      <button type="button" aria-label="Zoom in" onClick={by(FACTOR)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" onClick={by(1 / FACTOR)}>
        −
      </button>
      <button type="button" aria-label="Back to the first view" onClick={home}>
        ⤢
      </button>
    </div>
  );
  return { frame, view, buttons, onKeyDown };
}
