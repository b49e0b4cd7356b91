/** The spectrum at V = 0, how fast it is left, and when: predicted and measured. */
import { useMemo } from "react";
import { ChartFigure } from "../../../charts/ChartFigure";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import { SpectrumPlot } from "../../../charts/origin/SpectrumPlot";
import type { Observed } from "../../../store/runStore";
import type { BoardLane } from "../../board";
import { useSession } from "../../hooks/useSession";
import { LiveText } from "../LiveText";
import { createEscapeWatch, isOnStableSpace, predictedEscape } from "./escape";

interface Props {
  readonly lane: BoardLane;
  readonly observed: Observed;
  readonly sigma: Float64Array;
}

const EJECTED =
  "V₀ lies on the stable directions: in exact arithmetic this run flows into V = 0. Round-off seeded the unstable ones, and the run left.";
const text = (value: number) => flatText(numberText(value));

/** The linear part moves b − a by 1 + ησ only where both factors take the step −η∇J. */
const NOT_PLAIN = "only for plain descent";

function timeText(t: number | null): string {
  if (t === null) return "not near V = 0";
  return Number.isFinite(t) ? `t = ${stepText(t)}` : "never: nothing of V leads away";
}

export function SpectrumChart({ lane, observed, sigma }: Props) {
  const { moment, chartView } = useSession();
  const { facts, history, index, name } = lane;
  const { m, n, r, L } = facts;
  const J0 = observed.frames[index]!.lossAtOrigin;
  const isPlain = facts.theory.plainDescent;
  const linear = useMemo(() => ({ J0, sigma1: sigma[0] ?? 0, L }), [J0, sigma, L]);
  const watch = useMemo(() => createEscapeWatch(linear, lane.history), [linear, lane]);
  const rows = observed.lanes[index]!;
  const eta = () => {
    const row = history.rowAt(Math.min(moment().selected, history.lastStep));
    return row < 0 ? Number.NaN : history.value("step_size", row);
  };
  const seen = () => rows.findLast(({ t }) => t <= moment().selected);
  const fromHere = () => {
    const at = seen();
    if (!isPlain) return NOT_PLAIN;
    return at ? `${timeText(predictedEscape(linear, history, at))} (seen at ${stepText(at.t)})` : "–";
  };
  const measured = () => {
    const t = watch();
    return t === null ? "not yet" : `t = ${stepText(t)}`;
  };
  const start = rows[0];
  // The linear set flows into V = 0 exactly on the isotropic quadratic; of other losses it is the tangent of the set that does.
  const isEjected = () =>
    isPlain && watch() !== null && start !== undefined && start.nearest !== null && isOnStableSpace(start);
  return (
    <ChartFigure
      title={`Spectrum at V = 0${name ? `, ${name}` : ""}`}
      equation="±σᵢ(∇ℓ(W₀))"
      note={sigma.length === 0 ? "∇ℓ(W0) = 0: to second order nothing leads away from V = 0." : null}
    >
      <SpectrumPlot sigma={sigma} multiplicity={r} zeros={r * (m + n - 2 * sigma.length)} view={chartView} />
      <dl className="spectrum-facts">
        <dt>growth a step, 1 + ηₜσ₁</dt>
        <dd>
          <LiveText read={() => (isPlain ? text(1 + eta() * linear.sigma1) : NOT_PLAIN)} />
        </dd>
        <dt>escape predicted from V₀</dt>
        <dd>{!isPlain ? NOT_PLAIN : start ? timeText(predictedEscape(linear, history, start)) : "–"}</dd>
        <dt>escape predicted from Vₜ</dt>
        <dd>
          <LiveText read={fromHere} />
        </dd>
        <dt>J is σ₁²/(4L) below J(0) at</dt>
        <dd>
          <LiveText read={measured} />
        </dd>
      </dl>
      <p className="chart-note">
        <LiveText read={() => (isEjected() ? EJECTED : "")} />
      </p>
    </ChartFigure>
  );
}
