/** The heads of the table's columns. */
import type { ReactNode } from "react";
import { flatText, numberText } from "../../../charts/geometry/numberText";
import type { ParameterId } from "../../../lora/experiment";
import { parameters } from "../../../permalink/schema";
import { Formula, MathSymbol } from "../../math/symbols";
import type { Column, Order } from "./laneRows";
import { SortHeader } from "./SortHeader";
import { quantities, type Tolerance } from "./tolerance";

interface Props {
  readonly keys: readonly ParameterId[];
  readonly order: Order | null;
  readonly tolerance: Tolerance;
  readonly onSort: (column: Column) => void;
}

export function LaneHead({ keys, order, tolerance, onSort }: Props) {
  const quantity = quantities.find(({ id }) => id === tolerance.quantity);
  const level = flatText(numberText(tolerance.level, 2));
  const head = (column: Column, name: string, title: string, shown: ReactNode, isText = false) => (
    <SortHeader key={column} {...{ column, name, title, order, isText, onSort }}>
      {shown}
    </SortHeader>
  );
  return (
    <thead>
      <tr>
        {head("number", "lane", "The order of the lanes", "lane", true)}
        {keys.map((key) => {
          const parameter = parameters.find((each) => each.key === key);
          const name = parameter?.name ?? key;
          const symbol = parameter?.symbol;
          return head(key, name, name, symbol ? <MathSymbol text={symbol} /> : name, true);
        })}
        {head(
          "gap",
          "final loss",
          "Loss above its infimum at the last iterate computed",
          <>
            final <Formula id="gap" />
          </>,
        )}
        {head("min", "smallest gradient", "Smallest squared gradient norm so far", <Formula id="min-gradient" />)}
        {head(
          "steps",
          "steps to the tolerance",
          `First iterate at which ${quantity?.name} is at most ${level}; ≤ where rows are thinned and only the latest is known`,
          "steps",
        )}
        {head(
          "time",
          "time",
          "Time that the engine spent computing the lane; lanes computed together have equal shares",
          "time",
        )}
        <th scope="col">
          <span className="sr-only">Show, pin</span>
        </th>
      </tr>
    </thead>
  );
}
