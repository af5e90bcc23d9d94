import { render } from "preact";
import { App } from "./app";
import { openEngine, openRecordings } from "./engine/door";
import { Model } from "./model";
import { ServerStore, serverDemo } from "./store/server_store";
import "./style/index.css";

const model = new Model({ open: (diary) => new ServerStore(diary), demo: serverDemo, engine: openEngine, recordings: openRecordings });
render(<App model={model} />, document.getElementById("app")!);
void model.open();
