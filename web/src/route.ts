// Where in the page one is: the part of the address after '#', so that reload and "back" work without a server's help.

import { useEffect, useState } from "preact/hooks";

export interface Route {
  /** "today", "log", … */
  screen: string;
  /** What follows the screen's name: "run", an id, … */
  rest: string[];
}

/** A mangled address ("%" alone) names no screen, and breaks none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseRoute(hash: string): Route {
  const [screen, ...rest] = hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decoded);
  return { screen: screen ?? "today", rest };
}

export function href(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

let led = false;

export function go(...parts: string[]): void {
  const to = href(...parts);
  led = location.hash !== to;
  location.hash = to;
}

/** Whether the page itself led to where one is now, after a save; asked once after each move. */
export function wasLed(): boolean {
  const so = led;
  led = false;
  return so;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", changed);
    // Whoever moved on before anybody listened would else stay where the first picture was drawn.
    changed();
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}
