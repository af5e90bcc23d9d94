// Drawings whose code comes when they are first looked at: a morning's check-in does without it.

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";

/** The part that `load` brings; until then an empty place, or why it stays empty. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Later(props: P) {
    const [Show, setShow] = useState<ComponentType<P>>();
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      load().then(
        (part) => setShow(() => part),
        () => setFailed(true),
      );
    }, []);
    if (Show) return <Show {...props} />;
    if (!failed) return <div class="plot" />;
    // The server is away, or has become a newer one with other parts: only the whole page anew helps in both cases.
    return (
      <div class="plot">
        <p role="alert">{t("charts.not_fetched")}</p>
        <button type="button" onClick={() => location.reload()}>
          {t("charts.reload")}
        </button>
      </div>
    );
  };
}

/** The width in pixels of the element with this ref, so that drawn text keeps its size; 0 before it is known. */
export function useWidth<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const measure = () => setWidth(Math.floor(box.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return [ref, width] as const;
}
