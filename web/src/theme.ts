// Light, dark, or as the system says. public/theme.js sets the chosen one before the first paint.

import { useEffect, useState } from "preact/hooks";

export type Theme = "system" | "light" | "dark";
const KEY = "springback.theme";
const changed = new EventTarget();

export function chosenTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
  changed.dispatchEvent(new Event("change"));
}

/** A number that changes with the colours, for what is drawn on a canvas and must be drawn anew. */
export function useColours(): number {
  const [n, setN] = useState(0);
  useEffect(() => {
    const next = () => setN((k) => k + 1);
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", next);
    changed.addEventListener("change", next);
    return () => {
      system.removeEventListener("change", next);
      changed.removeEventListener("change", next);
    };
  }, []);
  return n;
}

/** A colour of the style sheet, by name. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
