/** The page: header, controls, charts, findings, transport. */
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { boardLanes } from "./board";
import { ControlRail } from "./controls/ControlRail";
import { useLanes, useRun, useSession } from "./hooks/useSession";
import { useShortcuts } from "./hooks/useShortcuts";
import { useWide } from "./hooks/useWide";
import { laneNames } from "./laneNames";
import { ChartGrid } from "./panels/ChartGrid";
import { FindingsPanel } from "./panels/FindingsPanel";
import { FileSource } from "./panels/files/FileSource";
import { Header } from "./panels/Header";
import { LanesDock } from "./panels/lanes/LanesDock";
import type { Focus } from "./panels/ledger/LedgerPanel";
import { PhasesProvider, PhaseWords } from "./panels/ledger/Phases";
import { Notices } from "./panels/Notices";
import { Transport } from "./panels/Transport";

const KeysDialog = lazy(async () => ({ default: (await import("./panels/KeysDialog")).KeysDialog }));

export function App() {
  const session = useSession();
  const wide = useWide();
  const [controlsOpen, setControlsOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
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
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const toggleControls = useCallback(() => setControlsOpen((open) => !open), []);
  useShortcuts({ ...session.commands, help: openHelp });

  return (
    <PhasesProvider lane={lane}>
      <div className="page">
        <Header onHelp={openHelp} />
        {/* Before the controls, so that the first keys reach what is used most; it stands at the bottom. */}
        <Transport controlsOpen={controlsOpen} onToggleControls={toggleControls} />
        <section id="controls" className="rail" aria-label="Controls" data-open={controlsOpen && !wide}>
          <ControlRail />
        </section>
        <main>
          <div className="board">
            <ChartGrid lanes={lanes} run={run} pinNames={pinNames} lane={lane} certificate={focus.certificate} />
          </div>
          <LanesDock lanes={lanes} pinNames={pinNames} />
        </main>
        <FindingsPanel lanes={lanes} run={run} lane={lane} certificate={focus.certificate} onFocus={setFocus} />
        <PhaseWords />
        <FileSource />
        <Notices />
        {helpOpen && (
          <Suspense>
            <KeysDialog onClose={() => setHelpOpen(false)} />
          </Suspense>
        )}
      </div>
    </PhasesProvider>
  );
}
