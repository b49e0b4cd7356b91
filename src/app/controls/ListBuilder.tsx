/** Makes a list of a parameter's values, a lane for each, and says how it combines with the other lists of the run. */
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { MAX_LANES, type ParameterId } from "../../lora/experiment";
import type { Link } from "../../permalink/link";
import { type Parameter, parameters } from "../../permalink/schema";
import { laneCount, listedKeys, withoutValue, withTogether, withValue } from "../../store/lists";
import { useExperiment, useSession } from "../hooks/useSession";
import { optionsOf } from "./members";
import { nextText } from "./nextValue";
import { TextField } from "./TextField";
import { laneOf, useParameter } from "./useParameter";

interface Props {
  readonly parameter: Parameter;
  readonly id: ParameterId;
}

/** Draws that a click adds: enough for a median and a band. */
const DRAWS = 4;

export function ListBuilder({ parameter, id }: Props) {
  const { experiment } = useSession();
  const link = useExperiment((state) => state.link);
  const view = useParameter(parameter, null);
  const { texts, separator } = view;
  const config = laneOf(link, id, null);
  const isSeed = parameter.kind === "integer" && (parameter.max ?? 0) >= 2 ** 31;
  const next = nextText(parameter, texts, config);
  const count = laneCount(link);

  const setAt = (place: number, text: string) => view.setText(texts.with(place, text).join(separator));
  const isRead = (text: string) => parameter.read(text)?.valid === true;

  function add(amount: number) {
    let longer = link;
    let all = texts;
    for (let i = 0; i < amount; i++) {
      const text = nextText(parameter, all, config);
      const value = text === null ? null : parameter.read(text);
      if (text === null || !value) break;
      // the parameter's own kind has read it
      longer = withValue(longer, id, value.value as Link["settings"][typeof id]["values"][number]);
      all = [...all, text];
    }
    experiment.replace(longer);
  }

  return (
    <div className="grid w-64 gap-2.5 text-[12.5px]">
      <h3 className="font-semibold">Compare values of {parameter.name}</h3>
      <ul className="-mr-1 grid max-h-[40vh] gap-1 overflow-y-auto p-0.5">
        {texts.map((text, place) => (
          // A value has no identity but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={place} className="flex items-center gap-1.5">
            <ValueField
              parameter={parameter}
              label={`${parameter.name}, value ${place + 1}`}
              text={text}
              onCommit={(wanted) => isRead(wanted) && setAt(place, wanted)}
            />
            <button
              type="button"
              className="button button-quiet min-h-[26px] px-1.5"
              aria-label={`Remove ${text}`}
              disabled={texts.length < 2}
              onClick={() => experiment.replace(withoutValue(link, id, place))}
            >
              <X size={13} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1.5">
        <AddButton disabled={next === null || count >= MAX_LANES} onClick={() => add(1)}>
          {next === null
            ? "No further value"
            : `Add ${optionsOf(parameter).find((option) => option.id === next)?.label ?? next}`}
        </AddButton>
        {isSeed && (
          <AddButton disabled={count >= MAX_LANES} onClick={() => add(DRAWS)}>
            {DRAWS} more draws
          </AddButton>
        )}
      </div>
      <Combination link={link} />
      <p className="text-mute" role="status">
        {count === 1 ? "One lane." : `${count} lanes of at most ${MAX_LANES}.`}
      </p>
    </div>
  );
}

interface AddProps {
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function AddButton({ disabled, onClick, children }: AddProps) {
  return (
    <button type="button" className="button min-h-[26px] px-2 text-[12px]" disabled={disabled} onClick={onClick}>
      <Plus size={13} aria-hidden /> {children}
    </button>
  );
}

interface FieldProps {
  readonly parameter: Parameter;
  readonly label: string;
  readonly text: string;
  readonly onCommit: (text: string) => void;
}

function ValueField({ parameter, label, text, onCommit }: FieldProps) {
  if (parameter.kind !== "choice") {
    return <TextField label={label} text={text} invalid={false} className="min-w-0 flex-1" onCommit={onCommit} />;
  }
  return (
    <select
      className="field min-w-0 flex-1"
      aria-label={label}
      value={text}
      onChange={({ target }) => onCommit(target.value)}
    >
      {optionsOf(parameter).map((option) => (
        <option key={option.id} value={option.id}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** With two lists or more: each one times every other, or some of them in step, first with first, second with second. */
function Combination({ link }: { readonly link: Link }) {
  const { experiment } = useSession();
  const lists = listedKeys(link);
  const inStep = lists.filter((key) => link.settings[key].separator === ";");
  // A first list alone in step would be a list like any other: it waits for a second.
  const [waiting, setWaiting] = useState<ParameterId | null>(null);
  const marked = new Set(inStep.length > 0 ? inStep : lists.filter((key) => key === waiting));
  if (lists.length < 2) return null;

  function toggle(key: ParameterId) {
    const next = new Set(marked);
    if (!next.delete(key)) next.add(key);
    if (lists.length === 2 && next.size === 1 && !marked.has(key)) for (const each of lists) next.add(each);
    setWaiting(next.size === 1 ? ([...next][0] ?? null) : null);
    experiment.replace(withTogether(link, next.size > 1 ? next : new Set()));
  }

  return (
    <fieldset className="grid gap-1 border-t border-hair pt-2">
      <legend className="sr-only">How the lists combine</legend>
      <p className="text-mute">Every combination, or in step: first with first, second with second.</p>
      {lists.map((key) => (
        <label key={key} className="flex items-center gap-2">
          <input type="checkbox" checked={marked.has(key)} onChange={() => toggle(key)} />
          <span className="min-w-0 flex-1 truncate">
            {parameters.find((each) => each.key === key)?.name ?? key}, {link.settings[key].values.length} values
          </span>
          <span className="text-mute">in step</span>
        </label>
      ))}
      {waiting !== null && marked.size === 1 && <p className="text-mute">Choose a second list to go with it.</p>}
    </fieldset>
  );
}
