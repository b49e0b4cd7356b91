/**
 * What the page is made of, joined: the experiment (a link), the run (a worker behind a client), the playhead, and the view that
 * the charts share. A change of the experiment starts a new run before the page is rendered, so that the worker computes meanwhile;
 * while a parameter is dragged, the client leaves out what comes too soon.
 */
import { type ChartView, createChartView } from "../charts/chartView";
import type { Experiment } from "../lora/experiment";
import { encodeLink, encodeRun, experimentOf, type Link } from "../permalink/link";
import { type BackgroundStore, createBackgroundStore } from "../store/backgroundStore";
import { createExperimentStore, type ExperimentStore } from "../store/experimentStore";
import { createFileStore, type FileStore } from "../store/fileStore";
import { createLaneStore, type LaneStore } from "../store/laneStore";
import type { Playback } from "../store/playback";
import { createRunClient, type RunClient, type StartOptions } from "../store/runClient";
import type { RunStore } from "../store/runStore";
import { browserBackground } from "./browserBackground";
import { browserHash } from "./browserHash";
import { isSafe } from "./browserStorage";
import type { Commands } from "./hooks/useShortcuts";
import { saveFile } from "./saveFile";

export interface Session {
  readonly experiment: ExperimentStore;
  readonly client: RunClient;
  readonly run: RunStore;
  readonly playback: Playback;
  readonly chartView: ChartView;
  readonly background: BackgroundStore;
  readonly lanes: LaneStore;
  readonly files: FileStore;
  readonly commands: Omit<Commands, "help" | "lessons" | "glossary" | "share">;
  /** The iterate shown and the last one computed. */
  moment(): { readonly selected: number; readonly computed: number };
  /** Shows iterate t, computing up to it if need be. */
  seek(t: number): void;
  /** The link to what is on screen, at the iterate shown. */
  permalink(): string;
  /** Keeps a lane of the run, once it is done, while the run changes. */
  pin(lane: number): Promise<void>;
  /** Downloads the rows kept as CSV. */
  download(): Promise<void>;
  /** Runs the link again, as if it were opened now. */
  reopen(): void;
}

/** Milliseconds of rest after which the address follows the scrubber. */
const SETTLING_MS = 300;

export function createSession(): Session {
  const experiment = createExperimentStore(browserHash());
  const lanes = createLaneStore();
  const client = createRunClient({ room: lanes.room });
  const { store: run, playback } = client;
  const files = createFileStore();
  const chartView = createChartView();
  const background = createBackgroundStore(browserBackground(), client.rest);

  const linkNow = () => experiment.getState().link;
  const moment = () => ({
    selected: Math.max(0, playback.getState().selected),
    computed: Math.max(0, run.getState().lastStep),
  });

  /** The hash of each run started: what is on screen may still be the run before. */
  const hashes = new WeakMap<Experiment, string>();

  /** What the run was asked to reach, which a drag must not forget before it is reached; null once the transport was used. */
  let asked: { readonly until: number; readonly show: number } | null = null;
  let startedT = 0;
  /** nothing runs until the transport is used */
  let isHeld = isSafe;

  function start(options: StartOptions) {
    if (isHeld) return run.setState({ status: "paused" });
    const link = linkNow();
    const { until = link.T, show = until } = options;
    asked = { until, show };
    startedT = link.T;
    const started = files.fill(experimentOf(link));
    hashes.set(started, encodeRun(link));
    lanes.forget(started.lanes.length);
    client.start(started, options);
  }

  /** A link opens computed up to its t and paused there, or playing. */
  function open({ T, view }: Link) {
    lanes.forget(0);
    playback.setSpeed(view.speed);
    start(view.play ? { play: true } : { until: view.t ?? T });
  }

  /** A changed run plays if the one before played; else it is computed as far, and shown where that one was. */
  function restartChanged() {
    if (playback.getState().playing) return start({ play: true });
    const { selected, computed } = moment();
    const { until, show } = asked ?? { until: Math.max(selected, computed), show: selected };
    const { T } = linkNow();
    // the end of a run stands for the end of the next
    const same = (t: number) => (t >= startedT ? T : Math.min(t, T));
    start({ until: same(until), show: same(show) });
    // The link is still being written: what it shows is written after it.
    if (same(show) < T) queueMicrotask(() => experiment.setView({ t: same(show) }));
  }

  experiment.subscribe(({ link, opened }, previous) => {
    if (link.view.speed !== previous.link.view.speed) playback.setSpeed(link.view.speed);
    if (opened === previous.opened && encodeRun(link) === encodeRun(previous.link)) return;
    const isOpened = opened !== previous.opened;
    if (isOpened) open(linkNow());
    else restartChanged();
  });
  playback.subscribe(({ selected }) => chartView.set({ playhead: Math.max(0, selected) }));
  run.subscribe(({ experiment: shown }, before) => chartView.invalidate(shown !== before.experiment));
  open(linkNow());

  const { setView } = experiment;
  let settled: ReturnType<typeof setTimeout> | undefined;

  /** After a command of the transport, the address says what is shown once it rests. */
  function moved(command: () => void) {
    asked = null;
    if (isHeld) {
      isHeld = false;
      start({ play: true });
    } else command();
    clearTimeout(settled);
    settled = setTimeout(() => setView(momentInLink()), SETTLING_MS);
  }

  /** Where the link would open what is on screen. */
  function momentInLink(): { readonly play: boolean; readonly t: number | null } {
    const { playing: play, selected } = playback.getState();
    return { play, t: play || selected < 0 || selected >= linkNow().T ? null : selected };
  }

  const seek = (t: number) => moved(() => client.seek(Math.min(Math.max(0, t), linkNow().T)));
  const commands: Session["commands"] = {
    playOrPause: () => moved(playback.getState().playing ? client.pause : client.resume),
    stepForward: () => moved(client.stepOnce),
    stepBack: () => {
      if (!playback.getState().playing) seek(moment().selected - 1);
    },
    toStart: () => seek(0),
    toEnd: () => seek(moment().computed),
    restart: () => moved(() => start({ play: true })),
    toggleY: () => setView({ y: linkNow().view.y === "log" ? "linear" : "log" }),
    toggleX: () => setView({ x: linkNow().view.x === "log" ? "linear" : "log" }),
    projector: () => setView({ mode: linkNow().view.mode === "projector" ? "board" : "projector" }),
    undo: experiment.undo,
    redo: experiment.redo,
  };

  function permalink(): string {
    const link = linkNow();
    return new URL(encodeLink({ ...link, view: { ...link.view, ...momentInLink() } }), location.href).href;
  }

  async function pin(lane: number) {
    // What is on screen now: another run may take its place while the rest is fetched.
    const shown = { run: run.getState(), history: client.history(), link: linkNow() };
    const { pinLane } = await import("../store/pinLane");
    pinLane(lane, shown, lanes);
  }

  async function download() {
    const { experiment: shown, takeovers } = run.getState();
    if (!shown) return;
    const { csvOfHistory } = await import("../export/csv");
    const hash = hashes.get(shown) ?? encodeRun(linkNow());
    const rows = { lanes: client.history().lanes, pinned: lanes.getState().pins, takeovers };
    saveFile("lora-descent.csv", [...csvOfHistory(hash, rows)], "text/csv");
  }

  return {
    experiment,
    client,
    run,
    playback,
    chartView,
    background,
    lanes,
    files,
    commands,
    moment,
    seek,
    permalink,
    pin,
    download,
    reopen: () => open(linkNow()),
  };
}
