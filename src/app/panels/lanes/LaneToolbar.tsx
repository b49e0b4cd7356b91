/** Above the table: how many lanes there are, the tolerance, bands of draws, and the way to fold it. */
import { ChevronDown } from "lucide-react";
import { TextField } from "../../controls/TextField";
import { useLanes, useSession } from "../../hooks/useSession";
import { seedGroups } from "../../seedGroups";
import type { LaneRow } from "./laneRows";
import { type Quantity, quantities, type Tolerance } from "./tolerance";

interface Props {
  readonly rows: readonly LaneRow[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly tolerance: Tolerance;
  readonly onTolerance: (tolerance: Tolerance) => void;
}

export function LaneToolbar({ rows, isOpen, onToggle, tolerance, onTolerance }: Props) {
  const { lanes } = useSession();
  const isBanded = useLanes((state) => state.isBanded);
  const hidden = useLanes((state) => state.hidden.size);
  const draws = Math.max(...seedGroups(rows.filter(({ pin }) => !pin)).map((group) => group.length));
  return (
    <div className="lanes-bar">
      <button type="button" className="lanes-fold caption" aria-expanded={isOpen} onClick={onToggle}>
        <ChevronDown size={14} aria-hidden className={isOpen ? "" : "-rotate-90"} />
        {rows.length} lanes{hidden > 0 ? `, ${hidden} hidden` : ""}
      </button>
      {draws > 1 && (
        <button
          type="button"
          className="button lanes-button"
          aria-pressed={isBanded}
          title="Lanes that differ in seeds alone: their median and the band between the 10th and the 90th percentile"
          onClick={lanes.toggleBands}
        >
          Median and 10–90 % band
        </button>
      )}
      <span className="flex-1" />
      <span className="text-mute">steps to</span>
      <select
        className="field"
        aria-label="quantity of the tolerance"
        value={tolerance.quantity}
        // one of the options below
        onChange={({ target }) => onTolerance({ ...tolerance, quantity: target.value as Quantity })}
      >
        {quantities.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
      <TextField
        label="tolerance"
        text={String(tolerance.level)}
        invalid={false}
        className="w-16 text-right"
        onCommit={(text) => {
          const level = Number(text);
          if (level > 0 && Number.isFinite(level)) onTolerance({ ...tolerance, level });
        }}
      />
    </div>
  );
}
