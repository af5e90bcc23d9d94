// The frame around every screen: the way around, "it got worse", what was just saved, and the purpose.

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { minutesAhead } from "./clock";
import { Model, ModelContext, useModel } from "./model";
import { Icon } from "./parts/pictures";
import { Notice, troubleText } from "./parts/notice";
import { type Route, go, href, useRoute, wasLed } from "./route";
import { CompareScreen } from "./screens/compare";
import { EntriesScreen } from "./screens/entries";
import { IntakeScreen } from "./screens/intake";
import { LogScreen } from "./screens/log";
import { LookBackScreen } from "./screens/lookback";
import { MoreScreen } from "./screens/more";
import { MorningScreen } from "./screens/morning";
import { ProgressScreen } from "./screens/progress";
import { ProtocolScreen } from "./screens/protocol";
import { RecordingsScreen } from "./screens/recordings";
import { SessionScreen } from "./screens/session";
import { SourcesScreen } from "./screens/sources";
import { SymptomScreen } from "./screens/symptom";
import { TestScreen } from "./screens/test";
import { TodayScreen } from "./screens/today";
import { WelcomeScreen } from "./screens/welcome";
import { WorseScreen } from "./screens/worse";
import { type Key, purpose, t } from "./words";

interface Screen {
  show: ComponentType<{ route: Route }>;
  title: Key;
  /** The tab that it belongs to, when it is not one itself. */
  tab?: string;
  /** It stays as it is when only the rest of the address changes. */
  stays?: boolean;
}

const screens: Record<string, Screen> = {
  today: { show: TodayScreen, title: "today.title" },
  log: { show: LogScreen, title: "log.title" },
  session: { show: SessionScreen, tab: "log", title: "session.title" },
  morning: { show: MorningScreen, tab: "log", title: "morning.title" },
  symptom: { show: SymptomScreen, tab: "log", title: "symptom.title" },
  test: { show: TestScreen, tab: "log", title: "test.title" },
  entries: { show: EntriesScreen, tab: "log", title: "entries.title" },
  progress: { show: ProgressScreen, title: "progress.title" },
  compare: { show: CompareScreen, tab: "progress", title: "compare.title" },
  lookback: { show: LookBackScreen, tab: "progress", title: "lookback.title", stays: true },
  protocol: { show: ProtocolScreen, tab: "progress", title: "protocol.title" },
  recordings: { show: RecordingsScreen, title: "recordings.title", stays: true },
  more: { show: MoreScreen, title: "more.title" },
  sources: { show: SourcesScreen, tab: "more", title: "sources.title" },
  worse: { show: WorseScreen, title: "worse.title" },
};

const tabs = ["today", "log", "progress", "recordings", "more"] as const;

export function App({ model }: { model: Model }) {
  return (
    <ModelContext.Provider value={model}>
      <Frame />
    </ModelContext.Provider>
  );
}

function Frame() {
  const model = useModel();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const before = useRef<string>();
  const beginning = model.status === "ready" && !model.started && !["more", "sources"].includes(route.screen);
  const starting = beginning && route.screen === "start";
  const screen = screens[route.screen] ?? screens.today!;
  const title = beginning ? t(starting ? "intake.title" : "welcome.title") : t(screen.title);

  useEffect(() => {
    document.title = t("frame.page_title", { title });
    const place = location.hash;
    // After moving to another screen the heading takes the focus, so that a screen reader begins there.
    if (before.current !== undefined && before.current !== place) {
      scrollTo(0, 0);
      main.current?.querySelector("h1")?.focus();
      // What was saved is told on the screen that its save led to, and goes with the next one.
      if (!wasLed()) model.dismissSaved();
      void model.refresh();
    }
    before.current = place;
  }, [title, route]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void model.refresh();
    };
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, 60_000);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearInterval(timer);
    };
  }, [model]);

  const Show = screen.show;
  return (
    <div class="frame">
      <a
        class="skip"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          main.current?.focus();
        }}
      >
        {t("frame.skip")}
      </a>
      <header class="top">
        <a class="brand" href={href("today")}>
          <svg viewBox="0 0 64 64" aria-hidden="true">
            <path d="M10 48 C20 48 18 28 27 28 S35 48 42 48 52 20 55 14" />
          </svg>
          {t("frame.name")}
        </a>
        {model.status === "ready" && model.started && (
          <>
            <nav class="tabs" aria-label={t("frame.nav")}>
              {tabs.map((tab) => (
                <a key={tab} href={href(tab)} aria-current={(screen.tab ?? route.screen) === tab ? "page" : undefined}>
                  <Icon name={tab} />
                  <span>{t(`frame.tabs.${tab}`)}</span>
                </a>
              ))}
            </nav>
            <a class="worse" href={href("worse")}>
              <Icon name="worse" />
              {t("frame.worse")}
            </a>
          </>
        )}
      </header>
      {model.diary === "demo" && model.status === "ready" && <DemoBanner />}
      {model.status === "ready" && minutesAhead() > 0 && <ClockBanner minutes={minutesAhead()} />}
      {model.status === "ready" && model.away && <AwayBanner />}
      <SavedLine />
      <main id="main" ref={main} tabIndex={-1}>
        {model.status === "opening" && <p class="opening">{t("frame.opening")}</p>}
        {model.status === "trouble" && <Trouble />}
        {model.status === "ready" &&
          (beginning ? (
            starting ? (
              <IntakeScreen />
            ) : (
              <WelcomeScreen />
            )
          ) : (
            <Show key={screen.stays ? route.screen : [route.screen, ...route.rest].join("/")} route={route} />
          ))}
      </main>
      <footer class="foot">
        <p>{purpose()}</p>
        {!model.started && (
          <p>
            <a href={href("more")}>{t("frame.settings")}</a>
          </p>
        )}
      </footer>
    </div>
  );
}

function Trouble() {
  const model = useModel();
  return (
    <Notice tone="warn" title={t("frame.trouble")}>
      <p>{model.trouble?.code === "unreachable" ? t("frame.unreachable") : model.trouble?.message}</p>
      <p>
        <button type="button" class="main" onClick={() => void model.open()}>
          {t("frame.again")}
        </button>
      </p>
    </Notice>
  );
}

function DemoBanner() {
  const model = useModel();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  return (
    <aside class="demo">
      <p role={trouble ? "alert" : undefined}>{trouble || t("frame.demo")}</p>
      <button
        type="button"
        aria-label={t("frame.leave_demo")}
        disabled={busy}
        onClick={() => {
          setBusy(true);
          setTrouble("");
          go("today");
          model
            .leaveDemo()
            .catch((e: unknown) => setTrouble(troubleText(e)))
            .finally(() => setBusy(false));
        }}
      >
        {t("frame.leave_demo_short")}
      </button>
    </aside>
  );
}

/** What the screens show is what was known before: an empty one is no proof that nothing is on record. */
function AwayBanner() {
  const model = useModel();
  return (
    <aside class="demo" aria-label={t("frame.away.label")}>
      <p role="alert">{t("frame.away.told")}</p>
      <button type="button" onClick={() => void model.refresh()}>
        {t("frame.again")}
      </button>
    </aside>
  );
}

/** The device's clock is ahead of the server's, and times follow the server's: whoever reads it can set one right. */
function ClockBanner({ minutes }: { minutes: number }) {
  const how =
    minutes < 120
      ? t("frame.clock.minutes", { n: minutes })
      : minutes < 48 * 60
        ? t("frame.clock.hours", { n: Math.round(minutes / 60) })
        : t("frame.clock.days", { n: Math.round(minutes / 60 / 24) });
  return (
    <aside class="demo" aria-label={t("frame.clock.label")}>
      <p>{t("frame.clock.ahead", { how })}</p>
    </aside>
  );
}

/** What was just saved, and the way to take it back: above the screen, over nothing. Always in the page, so that a screen
 * reader hears it change. */
function SavedLine() {
  const model = useModel();
  const saved = model.saved;
  const [trouble, setTrouble] = useState("");
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setTrouble("");
    if (saved && saved.ids.length > 0) line.current?.scrollIntoView({ block: "nearest" });
  }, [saved]);
  return (
    <div ref={line} class={saved ? "saved on" : "saved"}>
      <span role="status">{trouble || saved?.say || ""}</span>
      {saved && (
        <>
          {saved.ids.length > 0 && (
            <button
              type="button"
              onClick={() => model.takeBack(saved.ids, t("saved.taken_back")).catch((e: unknown) => setTrouble(troubleText(e)))}
            >
              {t("saved.undo")}
            </button>
          )}
          <button type="button" aria-label={t("saved.dismiss")} onClick={() => model.dismissSaved()}>
            ×
          </button>
        </>
      )}
    </div>
  );
}
