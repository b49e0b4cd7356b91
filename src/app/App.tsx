/** The page: header, controls, charts, findings, transport. */
import { useCallback, useMemo, useState } from "react";
import { boardLanes } from "./board";
import { ControlRail } from "./controls/ControlRail";
import { useRun, useSession } from "./hooks/useSession";
import { useShortcuts } from "./hooks/useShortcuts";
import { useWide } from "./hooks/useWide";
import { ChartGrid } from "./panels/ChartGrid";
import { FindingsPanel } from "./panels/FindingsPanel";
import { Header } from "./panels/Header";
import { KeysDialog } from "./panels/KeysDialog";
import type { Focus } from "./panels/ledger/LedgerPanel";
import { PhasesProvider, PhaseWords } from "./panels/ledger/Phases";
import { Notices } from "./panels/Notices";
import { Transport } from "./panels/Transport";

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
  const lanes = useMemo(() => (run && shown ? boardLanes(shown.lanes, facts, run) : []), [run, shown, facts]);
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
        <main className="min-w-0 overflow-x-clip wide:overflow-y-auto">
          <ChartGrid lanes={lanes} run={run} lane={lane} certificate={focus.certificate} />
        </main>
        <FindingsPanel lanes={lanes} run={run} lane={lane} certificate={focus.certificate} onFocus={setFocus} />
        <PhaseWords />
        <Notices />
        <KeysDialog open={helpOpen} onClose={() => setHelpOpen(false)} />
      </div>
    </PhasesProvider>
  );
}
