/** The values of every lane at the iterate shown; the lanes' legend when there are several. */
import { type ReactNode, useMemo } from "react";
import { flatText, numberText, stepText } from "../../charts/geometry/numberText";
import type { ColumnId } from "../../history/columns";
import type { BoardLane } from "../board";
import { useGradually } from "../hooks/useGradually";
import { useSession } from "../hooks/useSession";
import { Formula } from "../math/symbols";
import { LaneSwatch } from "./LaneSwatch";
import { LiveText } from "./LiveText";
import { TermButton } from "./TermButton";

interface Quantity {
  readonly column: ColumnId;
  readonly symbol: ReactNode;
  /** its entry in the glossary */
  readonly of: string;
  readonly name: string;
  /** what is subtracted: L* for the loss */
  readonly isGap?: boolean;
  /** what a table of lanes has room for */
  readonly inTable?: boolean;
}

const quantities: readonly Quantity[] = [
  { column: "loss", of: "chart/loss", symbol: <Formula id="gap" />, name: "suboptimality", isGap: true, inTable: true },
  { column: "grad_norm_sq", of: "gradient", symbol: <Formula id="gradient" />, name: "squared gradient" },
  {
    column: "min_grad_norm_sq",
    of: "chart/gradient",
    symbol: <Formula id="min-gradient" />,
    name: "smallest so far",
    inTable: true,
  },
  { column: "step_size", of: "chart/step", symbol: <Formula id="step" />, name: "step size" },
  { column: "v_norm_sq", of: "chart/norm", symbol: <Formula id="norm" />, name: "adapter norm", inTable: true },
];

const accuracies: readonly Quantity[] = [
  { column: "accuracy_source", of: "chart/accuracy", symbol: "0–4", name: "accuracy on digits 0–4", inTable: true },
  { column: "accuracy_target", of: "chart/accuracy", symbol: "5–9", name: "accuracy on digits 5–9", inTable: true },
];

export function ValuesPanel({ lanes }: { readonly lanes: readonly BoardLane[] }) {
  const session = useSession();
  const measured = useMemo(() => {
    const hasAccuracy = lanes.some(({ config }) => config.loss === "digits");
    return hasAccuracy ? [...quantities, ...accuracies] : quantities;
  }, [lanes]);

  function textOf({ history, facts }: BoardLane, { column, isGap }: Quantity): string {
    const row = history.rowAt(Math.min(session.moment().selected, history.lastStep));
    const isMissing = column === "v_norm_sq" && !facts.factored;
    if (row < 0 || isMissing || !history.columnIds.includes(column)) return "–";
    return flatText(numberText(history.value(column, row) - (isGap ? facts.infimum : 0), lanes.length > 1 ? 3 : 4));
  }

  const single = lanes.length === 1 ? lanes[0] : undefined;
  return (
    <section aria-label="Values">
      <h2 className="caption mb-2">
        At t = <LiveText read={() => stepText(session.moment().selected)} />
      </h2>
      {single ? (
        <dl className="grid grid-cols-[4.7rem_minmax(0,1fr)_5.4rem] items-baseline gap-x-2 gap-y-1.5">
          {measured.map((quantity) => (
            <div key={quantity.column} className="contents">
              <dt>
                <QuantitySymbol quantity={quantity} />
              </dt>
              <dd className="truncate text-[12px] text-mute wide:max-xl:opacity-0">{quantity.name}</dd>
              <dd className="text-right font-medium whitespace-nowrap">
                <LiveText read={() => textOf(single, quantity)} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <LaneTable lanes={lanes} textOf={textOf} columns={measured.filter(({ inTable }) => inTable)} />
      )}
    </section>
  );
}

function QuantitySymbol({ quantity: { of, name, symbol } }: { readonly quantity: Quantity }) {
  return (
    <TermButton of={of} name={name}>
      {symbol}
    </TermButton>
  );
}

interface TableProps {
  readonly lanes: readonly BoardLane[];
  readonly columns: readonly Quantity[];
  readonly textOf: (lane: BoardLane, quantity: Quantity) => string;
}

function LaneTable({ lanes, columns, textOf }: TableProps) {
  const rows = useGradually(lanes.length);
  return (
    // Scrollable by keyboard where it is wider than the panel.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus
    <section className="-mx-1 overflow-x-auto px-1" aria-label="Values of the lanes" tabIndex={0}>
      <table className="w-full border-collapse text-[12px] whitespace-nowrap">
        <thead>
          <tr className="text-left text-mute">
            <th scope="col" className="pb-1 font-normal">
              lane
            </th>
            {columns.map((quantity) => (
              <th key={quantity.column} scope="col" className="pb-1 pl-2 text-right font-normal">
                <QuantitySymbol quantity={quantity} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.slice(0, rows).map((lane) => (
            <tr key={lane.index} className="border-t border-hair">
              <th scope="row" className="max-w-24 truncate py-1 text-left font-medium" title={lane.name}>
                <span className="mr-1.5 inline-block align-middle">
                  <LaneSwatch lane={lane.index} />
                </span>
                {lane.name}
              </th>
              {columns.map((quantity) => (
                <td key={quantity.column} className="min-w-[3.6rem] py-1 pl-2 text-right">
                  <LiveText read={() => textOf(lane, quantity)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
