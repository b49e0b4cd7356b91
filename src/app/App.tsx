/** The page: header, controls, charts, findings, transport. */
import { Activity, lazy, useCallback, useDeferredValue, useMemo, useState } from "react";
import { boardLanes } from "./board";
import { ControlRail } from "./controls/ControlRail";
import { useFollowing } from "./hooks/useFollowing";
import { useGlossary } from "./hooks/useGlossary";
import { useLessons } from "./hooks/useLessons";
import { useExperiment, useLanes, useRun, useSession } from "./hooks/useSession";
import { useShortcuts } from "./hooks/useShortcuts";
import { useWide } from "./hooks/useWide";
import { laneNames } from "./laneNames";
import { Announcements } from "./panels/Announcements";
import { ChartGrid } from "./panels/ChartGrid";
import { FindingsPanel } from "./panels/FindingsPanel";
import { FirstVisit } from "./panels/FirstVisit";
import { FileSource } from "./panels/files/FileSource";
import { Header } from "./panels/Header";
import { LessonSlot } from "./panels/LessonSlot";
import { LanesDock } from "./panels/lanes/LanesDock";
import type { Focus } from "./panels/ledger/LedgerPanel";
import { PhasesProvider, PhaseWords } from "./panels/ledger/Phases";
import { Notices } from "./panels/Notices";
import { Part } from "./panels/Part";
import { Transport } from "./panels/Transport";

const Embed = lazy(async () => ({ default: (await import("./embed/Embed")).Embed }));
const KeysDialog = lazy(async () => ({ default: (await import("./panels/KeysDialog")).KeysDialog }));
const ShareDialog = lazy(async () => ({ default: (await import("./share/ShareDialog")).ShareDialog }));
const ExportDialog = lazy(async () => ({ default: (await import("./panels/export/ExportDialog")).ExportDialog }));
const Projector = lazy(async () => ({ default: (await import("./projector/Projector")).Projector }));

const cardNames = { keys: "The card of keys", share: "The card that shares", export: "The card that exports" };

export function App() {
  const session = useSession();
  const wide = useWide();
  const [controlsOpen, setControlsOpen] = useState(false);
  const [card, setCard] = useState<keyof typeof cardNames | null>(null);
  const [focus, setFocus] = useState<Focus>({ lane: 0, certificate: null });
  const facts = useRun((state) => state.facts);
  const shown = useRun((state) => state.experiment);
  // The history changes together with the experiment on screen.
  const run = useMemo(() => (shown ? session.client.history() : null), [shown, session]);
  const pins = useLanes((state) => state.pins);
  const all = useMemo(
    () => (shown ? laneNames([...shown.lanes, ...pins.map(({ config }) => config)]) : []),
    [shown, pins],
  );
  // Lanes of a run are told from each other; pinned ones, and a run of one lane beside them, from all.
  const names = useMemo(() => (shown && shown.lanes.length > 1 ? laneNames(shown.lanes) : all), [shown, all]);
  const lanes = useMemo(
    () => (run && shown ? boardLanes(shown.lanes, facts, run, names) : []),
    [run, shown, facts, names],
  );
  const pinNames = useMemo(() => pins.map((_, i) => `${all.at(i - pins.length)}, pinned`), [pins, all]);
  const lane = lanes[focus.lane] ?? lanes[0];
  // Tables and words come in frames of their own, after that of the pictures.
  const told = useDeferredValue(useMemo(() => ({ lanes, run, lane }), [lanes, run, lane]));
  const mode = useExperiment((state) => state.link.view.mode);
  const lessons = useLessons();
  const { showAll } = useGlossary();
  const isFollowing = useFollowing();
  const onHelp = useCallback(() => setCard("keys"), []);
  const onShare = useCallback(() => setCard("share"), []);
  const onExport = useCallback(() => setCard("export"), []);
  const onClose = useCallback(() => setCard(null), []);
  const toggleControls = useCallback(() => setControlsOpen((open) => !open), []);
  useShortcuts({ ...session.commands, lessons: lessons.open, glossary: showAll, help: onHelp, share: onShare });

  return (
    <PhasesProvider lane={lane}>
      {mode !== "board" ? (
        <Part name="This view">
          {mode === "projector" ? (
            <Projector {...{ lanes, run, pinNames, lane, lessons, onHelp, onShare, isFollowing }} />
          ) : (
            <Embed {...{ lanes, run, pinNames, lane }} />
          )}
        </Part>
      ) : (
        <div className="page">
          <SkipButton />
          <Part name="The header">
            <Header onHelp={onHelp} onShare={onShare} onExport={onExport} lessons={lessons} />
          </Part>
          {/* Before the controls, so that the first keys reach what is used most; it stands at the bottom. */}
          <Part name="The transport">
            <Transport controlsOpen={controlsOpen} onToggleControls={toggleControls} />
          </Part>
          <section id="controls" className="rail" aria-label="Controls" data-open={controlsOpen && !wide}>
            {/* Where it is folded away it is made ready after all else. */}
            <Activity mode={wide || controlsOpen ? "visible" : "hidden"}>
              <Part name="The rail of controls">
                <ControlRail />
              </Part>
            </Activity>
          </section>
          <main>
            <LessonSlot lanes={lanes} lessons={lessons} />
            <div className="board">
              <h2 className="sr-only">Charts</h2>
              <ChartGrid lanes={lanes} run={run} pinNames={pinNames} lane={lane} certificate={focus.certificate} />
            </div>
            <LanesDock lanes={told.lanes} pinNames={pinNames} />
          </main>
          <FindingsPanel {...told} certificate={focus.certificate} onFocus={setFocus} />
        </div>
      )}
      <Announcements />
      <PhaseWords />
      {mode === "board" && !lessons.isOpen && <FirstVisit />}
      {/* What a frame shows can be read by the page around it: files stay out. */}
      {mode !== "embed" && <FileSource />}
      <Part name="The notices">
        <Notices />
      </Part>
      {card && (
        <Part name={cardNames[card]}>
          {card === "keys" && <KeysDialog onClose={onClose} />}
          {card === "share" && <ShareDialog onClose={onClose} />}
          {card === "export" && (
            <ExportDialog {...{ lanes, run, pinNames, lane, onClose }} certificate={focus.certificate} />
          )}
        </Part>
      )}
    </PhasesProvider>
  );
}

/** A link would be taken for a link to a run: hashes are states of the page here. */
function SkipButton() {
  const skip = () => document.querySelector<HTMLElement>(".board .chart-surface")?.focus();
  return (
    <button type="button" className="button skip" onClick={skip}>
      Skip to the charts
    </button>
  );
}
