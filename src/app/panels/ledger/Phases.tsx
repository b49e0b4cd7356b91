/** The run told in words: its phases as a band along the scrubber, as a line of text, and for screen readers. */
import { createContext, type ReactNode, useContext, useRef, useState } from "react";
import { TEXT_INTERVAL } from "../../../charts/chartView";
import { smallestOf, toleranceOfLoss } from "../../../lora/certificates/constants";
import { phasesOf } from "../../../lora/phases/phases";
import type { Phase } from "../../../lora/phases/types";
import { labelOf, sentenceOf } from "../../../lora/phases/words";
import type { BoardLane } from "../../board";
import { useAnnounced } from "../../hooks/useAnnounced";
import { useFrame } from "../../hooks/useFrame";
import { useExperiment, useSession } from "../../hooks/useSession";
import { phaseAt, phaseSamples, stretchOf } from "./phaseSamples";

const none: readonly Phase[] = [];
const PhasesContext = createContext<readonly Phase[]>(none);

/** Phases of a lane for all below; found anew whenever the run has come to a further sample. */
export function PhasesProvider({
  lane,
  children,
}: {
  readonly lane: BoardLane | undefined;
  readonly children: ReactNode;
}) {
  const { run } = useSession();
  const [phases, setPhases] = useState(none);
  const seen = useRef<readonly unknown[]>([]);
  const found = useRef<{ lane: BoardLane | null; samples: number }>({ lane: null, samples: 0 });
  useFrame(() => {
    const { status, precision, experiment } = run.getState();
    if (!lane || !experiment) return setPhases(none);
    const ended = status !== "running" || lane.history.lastStep < run.getState().lastStep;
    const key = [lane, lane.history.lastStep, ended];
    if (key.every((part, i) => part === seen.current[i])) return;
    seen.current = key;
    const samples = phaseSamples(lane.history, experiment.T, ended);
    if (lane === found.current.lane && samples.length === found.current.samples) return;
    found.current = { lane, samples: samples.length };
    const { theory, L, infimum, rankOptimum, escapeSigma: sigma1 } = lane.facts;
    const tolerance = toleranceOfLoss(theory, precision);
    const { factored, V0Sq } = theory;
    const attainable = rankOptimum ?? infimum;
    const smallest = smallestOf[precision];
    setPhases(phasesOf(samples, { factored, L, attainable, sigma1, V0Sq, smallest, tolerance }));
  }, TEXT_INTERVAL);
  return <PhasesContext value={phases}>{children}</PhasesContext>;
}

/** The phase of the iterate shown. */
function usePhaseShown(): Phase | null {
  const phases = useContext(PhasesContext);
  const { moment } = useSession();
  const [shown, setShown] = useState<Phase | null>(null);
  useFrame(() => setShown(phaseAt(phases, moment().selected)), TEXT_INTERVAL);
  return shown;
}

export function PhaseBand() {
  const phases = useContext(PhasesContext);
  const T = useExperiment((state) => state.link.T);
  const { seek } = useSession();
  return (
    <div className="phases">
      {phases.map((phase) => {
        const { left, width } = stretchOf(phase, T);
        return (
          <button
            key={`${phase.kind} ${phase.from}`}
            type="button"
            className="phase"
            data-kind={phase.kind}
            data-side={left > 50 ? "right" : "left"}
            style={{ left: `${left}%`, width: `calc(${width}% - 2px)` }}
            // What is seen comes first, for those who call a button by it.
            aria-label={`${labelOf(phase)}: ${sentenceOf(phase)}`}
            onClick={() => seek(phase.from)}
          >
            <span aria-hidden="true">{labelOf(phase)}</span>
            <span className="phase-tip" aria-hidden="true">
              {sentenceOf(phase)}
            </span>
          </button>
        );
      })}
    </div>
  );
}

/** The phase shown as one sentence; empty until it is known. */
export function PhaseSentence() {
  const phase = usePhaseShown();
  return phase ? sentenceOf(phase) : "";
}

/** The phase shown, for those who do not see it. */
export function PhaseWords(): null {
  const phase = usePhaseShown();
  useAnnounced(phase ? sentenceOf(phase) : "");
  return null;
}
