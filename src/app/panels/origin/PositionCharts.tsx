/** η_t and the progress of a step against ‖V_t‖: steps shrink on the way out and grow on the way in (the paper, Section 4). */
import { useMemo, useRef, useState } from "react";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { PathChart } from "../../../charts/origin/PathChart";
import type { SampledPath } from "../../../charts/origin/pathModel";
import { laneColour, laneDash } from "../../../charts/palette";
import type { BoardLane } from "../../board";
import { useFrame } from "../../hooks/useFrame";
import { useExperiment, useRun, useSession } from "../../hooks/useSession";
import { type PositionSample, positionSamples } from "./positionSamples";

/** More paths would hide one another. */
const MAX_LANES = 6;
const INTERVAL = 250;

interface Positioned {
  readonly lane: BoardLane;
  readonly samples: readonly PositionSample[];
}

/** Samples of the lanes that have a V; found anew as the run comes further. */
export function usePositions(lanes: readonly BoardLane[]): readonly Positioned[] {
  const T = useExperiment((state) => state.link.T);
  const precision = useRun((state) => state.precision);
  const shown = useMemo(() => lanes.filter(({ facts }) => facts.factored).slice(0, MAX_LANES), [lanes]);
  const [positions, setPositions] = useState<readonly Positioned[]>([]);
  const seen = useRef("");
  useFrame(() => {
    const found = shown.map((lane) => ({
      lane,
      samples: positionSamples(lane.history, T, lane.facts.theory, precision),
    }));
    const key = found.map(({ lane, samples }) => `${lane.facts.theory.J0} ${samples.length}`).join();
    if (key === seen.current) return;
    seen.current = key;
    setPositions(found);
  }, INTERVAL);
  return positions;
}

const quantities = {
  position: { title: "Step against position", y: "ηₜ", of: (sample: PositionSample) => sample.eta },
  progress: {
    title: "Progress against position",
    y: "J(Vₜ) − J(Vₜ₊₁)",
    of: (sample: PositionSample) => sample.progress,
  },
} as const;

interface Props {
  readonly id: keyof typeof quantities;
  readonly positions: readonly Positioned[];
}

const text = (value: number) => flatText(numberText(value, 3));

export function PositionChart({ id, positions }: Props) {
  const { chartView } = useSession();
  const T = useExperiment((state) => state.link.T);
  const { title, y, of } = quantities[id];
  const paths = useMemo(
    () =>
      positions.map(({ lane: { index, name }, samples }): SampledPath => {
        const isAlone = positions.length === 1;
        return {
          id: String(index),
          label: isAlone ? null : name,
          name,
          colour: laneColour(index),
          dash: isAlone ? [] : laneDash(index),
          t: samples.map((sample) => sample.t),
          x: samples.map((sample) => sample.norm),
          y: samples.map(of),
          banded: samples.map((sample) => sample.isInward),
        };
      }),
    [positions, of],
  );

  function readout(t: number): string {
    const lines = positions.map(({ lane, samples }) => {
      const at = samples.findLast((sample) => sample.t <= t);
      if (!at) return "–";
      const where = `‖V‖ = ${text(at.norm)}, ${y} = ${text(of(at))}, ${at.isInward ? "inward" : "outward"}`;
      return lane.name ? `${lane.name}: ${where}` : where;
    });
    return [`t = ${stepText(t)}`, ...lines].join("\n");
  }

  const isStill = positions.every(({ samples }) => samples.every(({ norm }) => norm === 0));
  const inward = positions.map(({ lane, samples }) => {
    const count = samples.filter((sample) => sample.isInward).length;
    return `${lane.name || "The run"} moves inward at ${count} of ${samples.length} iterates looked at.`;
  });
  return (
    <PathChart
      title={title}
      note={
        isStill ? "V stays exactly 0, which a log axis has no place for." : "Banded where ‖V‖ falls: moving inward."
      }
      paths={paths}
      landmarks={none}
      kind="log"
      xName="‖V‖"
      yName={y}
      view={chartView}
      T={T}
      words={`${title}: ${y} against the norm of V, both in decades. ${inward.join(" ")}`}
      readout={readout}
    />
  );
}

const none: readonly never[] = [];
