/** One lane of the table. Its row, and with the arrows every row, is one stop of Tab; its buttons follow. */
import { Eye, EyeOff, Link as LinkIcon, Pin as PinIcon, PinOff } from "lucide-react";
import type { KeyboardEvent } from "react";
import { flatText, numberText, stepText } from "../../../charts/geometry/numberText";
import type { Passage } from "../../../history/firstPassage";
import type { ParameterId } from "../../../lora/experiment";
import { useLanes, useRun, useSession } from "../../hooks/useSession";
import { durationText } from "../../words";
import { LiveText } from "../LiveText";
import { type Column, cellText, type LaneRow } from "./laneRows";
import { passageText } from "./tolerance";

interface Props {
  readonly row: LaneRow;
  readonly keys: readonly ParameterId[];
  /** Tab stops at this row */
  readonly isCurrent: boolean;
  readonly measure: (row: LaneRow, column: Column) => number | null;
  readonly passage: () => Passage | null;
  readonly onFocus: () => void;
  readonly onMove: (by: number, control: Element) => void;
}

const moves: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export function LaneRowView({ row, keys, isCurrent, measure, passage, onFocus, onMove }: Props) {
  const { lanes } = useSession();
  const { id, name, number, pin } = row;
  const isHidden = useLanes(({ hidden }) => hidden.has(id));
  const isHighlighted = useLanes(({ highlighted }) => highlighted === id);
  const end =
    useRun(({ diverged }) => (pin ? pin.divergence : diverged.find(({ lane }) => lane + 1 === number))) ?? null;

  function handleKey(event: KeyboardEvent) {
    const { key, currentTarget, target } = event;
    const by = moves[key];
    const isOnRow = target === currentTarget && (key === "Enter" || key === " ");
    if (by === undefined && !isOnRow) return;
    event.preventDefault();
    if (by === undefined) lanes.highlight(id);
    // keys come to elements
    else onMove(by, target as Element);
  }

  const text = (column: Column) => () => {
    const value = measure(row, column);
    return value === null ? "–" : column === "time" ? timeText(value) : flatText(numberText(value, 3));
  };
  return (
    <tr
      tabIndex={isCurrent ? 0 : -1}
      data-hidden={isHidden}
      data-highlighted={isHighlighted}
      onKeyDown={handleKey}
      onFocus={onFocus}
    >
      <th scope="row">
        <button
          type="button"
          className="lanes-name"
          tabIndex={isCurrent ? 0 : -1}
          aria-pressed={isHighlighted}
          aria-label={`highlight ${name}`}
          title={isHighlighted ? "No lane stands out" : `Let ${name} stand out`}
          onClick={() => lanes.highlight(id)}
        >
          <Swatch row={row} />
          {number ?? "pinned"}
        </button>
      </th>
      {keys.map((key) => (
        <td key={key} data-text="true" title={cellText(key, row)}>
          {cellText(key, row)}
        </td>
      ))}
      <td className={end ? "text-warn" : ""} title={end?.reason}>
        <LiveText read={text("gap")} />
      </td>
      <td>
        <LiveText read={text("min")} />
      </td>
      <td>{end ? `ended at ${stepText(end.t)}` : <LiveText read={() => passageText(passage())} />}</td>
      <td>
        <LiveText read={text("time")} />
      </td>
      <td>
        <Actions row={row} isHidden={isHidden} isCurrent={isCurrent} />
      </td>
    </tr>
  );
}

function Swatch({ row: { colour, dash } }: { readonly row: LaneRow }) {
  return (
    <svg width={20} height={8} aria-hidden="true" className="shrink-0">
      <line
        x2={20}
        y1={4}
        y2={4}
        stroke={`var(--${colour})`}
        strokeWidth={2.5}
        strokeDasharray={dash.map((length) => length / 1.5).join(" ")}
      />
    </svg>
  );
}

interface ActionsProps {
  readonly row: LaneRow;
  readonly isHidden: boolean;
  readonly isCurrent: boolean;
}

function Actions({ row: { id, name, number, pin }, isHidden, isCurrent }: ActionsProps) {
  const session = useSession();
  const { lanes } = session;
  const isDone = useRun(
    ({ status, diverged }) =>
      status === "finished" || status === "diverged" || diverged.some(({ lane }) => lane + 1 === number),
  );
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <span className="lanes-actions">
      <button
        type="button"
        tabIndex={tabIndex}
        aria-pressed={isHidden}
        aria-label={`hide ${name}`}
        title={isHidden ? "Show" : "Hide"}
        onClick={() => lanes.toggleHidden(id)}
      >
        {isHidden ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
      </button>
      {pin ? (
        <>
          <button
            type="button"
            tabIndex={tabIndex}
            aria-label={`unpin ${name}`}
            title="Unpin"
            onClick={() => lanes.unpin(id)}
          >
            <PinOff size={14} aria-hidden />
          </button>
          <a href={pin.hash} tabIndex={tabIndex} aria-label={`open ${name} alone`} title="Open this run alone">
            <LinkIcon size={14} aria-hidden />
          </a>
        </>
      ) : (
        <button
          type="button"
          tabIndex={tabIndex}
          disabled={!isDone}
          aria-label={`pin ${name}`}
          title={isDone ? "Pin: keep it while the run changes" : "Can be pinned once it is done"}
          onClick={() => session.pin((number ?? 0) - 1)}
        >
          <PinIcon size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}

function timeText(milliseconds: number): string {
  if (milliseconds < 999.5) return `${milliseconds.toPrecision(3)} ms`;
  return milliseconds < 59_500 ? `${(milliseconds / 1000).toPrecision(3)} s` : durationText(milliseconds / 1000);
}
