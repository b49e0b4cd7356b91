/**
 * Firefox driven through WebDriver BiDi (W3C): its own protocol over one WebSocket, a command and its answer by number. Only what
 * the tests need: open, evaluate, press keys, click, look at windows, and hear the console.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Software rendering counts, where a driver offers it; nothing but the page talks to a network. */
const preferences = {
  "webgl.force-enabled": true,
  "dom.webgpu.enabled": true,
  "dom.webgpu.workers.enabled": true,
  "gfx.webgpu.ignore-blocklist": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "services.settings.server": "data:,#",
  "browser.aboutConfig.showWarning": false,
};

interface Message {
  readonly id?: number;
  readonly type?: "success" | "error" | "event";
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly message?: string;
}

export interface ConsoleEntry {
  readonly level: string;
  readonly text: string | null;
  readonly type: string;
}

export interface Window {
  readonly id: string;
  open(url: string): Promise<void>;
  /** The value of an expression in the page, awaited; what JSON can carry. */
  evaluate<T>(expression: string): Promise<T>;
  press(...keys: readonly string[]): Promise<void>;
  /** Clicks the middle of the button of this name, once it stands still. */
  click(button: string): Promise<void>;
  /** Brings it before the others. */
  activate(): Promise<void>;
  close(): Promise<void>;
}

export interface Firefox {
  readonly version: string;
  /** where downloads go */
  readonly downloads: string;
  /** what pages have written to the console so far, uncaught errors included */
  readonly console: readonly ConsoleEntry[];
  /** the pages that are open */
  windows(): Promise<readonly Window[]>;
  newWindow(): Promise<Window>;
  close(): Promise<void>;
}

/** `display`: of an X server to be drawn on, without which Firefox has no WebGL; none draws nowhere. */
export async function launchFirefox(path: string, display: string | null): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  const all = { ...preferences, "browser.download.dir": profile, "browser.download.folderList": 2 };
  const lines = Object.entries(all).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const child = spawn(
    path,
    [
      ...(display ? [] : ["--headless"]),
      "--no-remote",
      "--profile",
      profile,
      "--remote-debugging-port=0",
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...(display && { DISPLAY: display }) } },
  );
  const socket = await connect(`${await addressOf(child)}/session`);
  const session = new Session(socket);
  const { capabilities } = await session.send<{ capabilities: { browserVersion: string } }>("session.new", {
    capabilities: {},
  });
  await session.send("session.subscribe", { events: ["log.entryAdded"] });
  return {
    version: capabilities.browserVersion,
    downloads: profile,
    console: session.console,
    async windows() {
      const { contexts } = await session.send<Tree>("browsingContext.getTree", {});
      return contexts.map(({ context }) => windowOf(session, context));
    },
    async newWindow() {
      const { context } = await session.send<{ context: string }>("browsingContext.create", { type: "tab" });
      await session.send("browsingContext.setViewport", { context, viewport: { width: 1440, height: 900 } });
      return windowOf(session, context);
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await session.send("browser.close", {}).catch(() => child.kill());
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Firefox says where it listens on its standard error. */
async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
    if (address) {
      child.stderr!.resume();
      return address;
    }
  }
  throw new Error("Firefox ended before it listened");
}

async function connect(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`nothing answers at ${address}`));
  });
  return socket;
}

interface Tree {
  readonly contexts: readonly { readonly context: string; readonly url: string }[];
}

class Session {
  readonly console: ConsoleEntry[] = [];
  private readonly waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  private count = 0;

  constructor(private readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => this.receive(JSON.parse(String(data)));
  }

  async send<T>(method: string, params: object): Promise<T> {
    const id = ++this.count;
    this.socket.send(JSON.stringify({ id, method, params }));
    // The protocol says what each command answers.
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject })) as Promise<T>;
  }

  private receive({ id, type, method, params, result, message }: Message): void {
    if (method === "log.entryAdded") this.console.push(params as ConsoleEntry); // as the protocol says of this event
    if (id === undefined) return;
    const caller = this.waiting.get(id);
    this.waiting.delete(id);
    if (type === "error") caller?.reject(new Error(message));
    else caller?.resolve(result);
  }
}

interface Evaluated {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}

function windowOf(session: Session, context: string): Window {
  const perform = (type: "key" | "pointer", actions: readonly object[]) =>
    session.send("input.performActions", { context, actions: [{ type, id: type, actions }] });
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { type, result, exceptionDetails } = await session.send<Evaluated>("script.evaluate", {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context },
      awaitPromise: true,
    });
    if (type === "exception") throw new Error(`${expression}: ${exceptionDetails?.text}`);
    return JSON.parse(result?.value ?? "null");
  };
  return {
    id: context,
    evaluate,
    async open(url) {
      await session.send("browsingContext.navigate", { context, url: "about:blank", wait: "complete" });
      await session.send("browsingContext.navigate", { context, url, wait: "complete" });
    },
    async press(...keys) {
      const strokes = keys.flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]);
      await perform("key", strokes);
    },
    async click(name) {
      // A button that moves while the pointer is on its way is missed: it must have stood still for two frames, with nothing over it.
      const [x, y] = await evaluate<[number, number]>(`(async () => {
        const named = (button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === ${JSON.stringify(name)};
        const find = () => [...document.querySelectorAll("button")].find(named);
        const middle = () => {
          const { x, y, width, height } = find().getBoundingClientRect();
          return [Math.round(x + width / 2), Math.round(y + height / 2)];
        };
        const frame = () => new Promise(requestAnimationFrame);
        for (let still = 0, last = []; still < 2; await frame()) {
          find().scrollIntoView({ block: "center" });
          const at = middle();
          const reached = find().contains(document.elementFromPoint(...at));
          still = reached && String(at) === String(last) ? still + 1 : 0;
          last = at;
        }
        return middle();
      })()`);
      const strokes = [
        { type: "pointerMove", x, y },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await perform("pointer", strokes);
    },
    async activate() {
      await session.send("browsingContext.activate", { context });
    },
    async close() {
      await session.send("browsingContext.close", { context });
    },
  };
}
