/** A file of the user: what it holds, a look at one matrix of it, and what to use that as. Nothing leaves the page. */
import { useCallback, useEffect, useState } from "react";
import { flatText, numberText } from "../../../charts/geometry/numberText";
import type { FileEntry, ReadFile } from "../../../files/entries";
import { experimentOf } from "../../../permalink/link";
import { useExperiment, useSession } from "../../hooks/useSession";
import { ModalCard } from "../ModalCard";
import { SingularValues } from "./SingularValues";
import { hindrance, labels, textsOf, type Use } from "./uses";

interface Props {
  readonly dropped: File | null;
  readonly onClose: () => void;
}

type Reading =
  | { readonly state: "none" }
  | { readonly state: "reading"; readonly file: File }
  | { readonly state: "fault"; readonly file: File; readonly fault: string }
  | { readonly state: "read"; readonly file: File; readonly found: ReadFile };

const ACCEPTED = ".npy,.csv,.tsv,.txt,.safetensors";

export function FileDialog({ dropped, onClose }: Props) {
  const { client } = useSession();
  const [reading, setReading] = useState<Reading>({ state: "none" });

  const read = useCallback(
    async (file: File, select: string | null) => {
      setReading({ state: "reading", file });
      try {
        setReading({ state: "read", file, found: await client.readFile(file, select) });
      } catch (error) {
        setReading({ state: "fault", file, fault: error instanceof Error ? error.message : String(error) });
      }
    },
    [client],
  );

  useEffect(() => {
    if (dropped) void read(dropped, null);
  }, [dropped, read]);

  return (
    <ModalCard title="Your own matrix" className="w-112 max-w-[calc(100vw-2rem)]" onClose={onClose}>
      {(close) => (
        <>
          <p className="mb-3 text-[12px] text-mute">
            A .npy, .csv or .safetensors file of at most 64 MB, a PEFT adapter included. It is read here and sent
            nowhere.
          </p>
          <input
            type="file"
            accept={ACCEPTED}
            aria-label="File"
            className="w-full rounded-lg border border-dashed border-edge p-4 text-[12px] file:mr-3 file:rounded-md file:border file:border-edge file:bg-card file:px-2.5 file:py-1"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) void read(file, null);
            }}
          />
          <div className="mt-3" aria-live="polite">
            {reading.state === "reading" && <p className="text-mute">Reading {reading.file.name} …</p>}
            {reading.state === "fault" && (
              <p className="break-words">
                <strong>{reading.file.name}</strong> cannot be used. {reading.fault}
              </p>
            )}
            {reading.state === "read" && (
              <Found found={reading.found} onSelect={(name) => void read(reading.file, name)} onUsed={close} />
            )}
          </div>
        </>
      )}
    </ModalCard>
  );
}

function Found({
  found,
  onSelect,
  onUsed,
}: {
  readonly found: ReadFile;
  readonly onSelect: (name: string) => void;
  readonly onUsed: () => void;
}) {
  const { experiment, files } = useSession();
  const link = useExperiment((state) => state.link);
  // Every experiment has a lane.
  const lane = experimentOf(link).lanes[0]!;
  const { selected, entries } = found;
  const uses = (["target", "W0", "start"] as const).map((use) => ({ use, why: hindrance(use, found, lane) }));
  const [asked, setAsked] = useState<Use | null>(null);
  const chosen = uses.find(({ use, why }) => use === asked && !why) ?? uses.find(({ why }) => !why);

  function apply() {
    if (!chosen) return;
    experiment.setTexts(textsOf(chosen.use, found, files.keep(found)));
    onUsed();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      {entries.length > 1 && (
        <label className="mb-2 block">
          <span className="mb-0.5 block text-[12px] text-mute">{entries.length} entries</span>
          <select className="field w-full" value={selected.name} onChange={({ target }) => onSelect(target.value)}>
            {entries.map((entry) => (
              <option key={`${entry.kind} ${entry.name}`} value={entry.name}>
                {entry.name} ({shapeOf(entry)})
              </option>
            ))}
          </select>
        </label>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        <dt className="text-mute">shape</dt>
        <dd>{shapeOf(selected)}</dd>
        <dt className="text-mute">stored as</dt>
        <dd>{selected.dtype}</dd>
        <dt className="text-mute">{selected.kind === "pair" ? "‖BA‖" : "‖W‖"}</dt>
        <dd>{flatText(numberText(selected.norm))}</dd>
      </dl>
      <SingularValues values={selected.singularValues} />
      <fieldset className="mt-3">
        <legend className="mb-1 text-[12px] text-mute">Use it as</legend>
        {uses.map(({ use, why }) => (
          <label key={use} className={`flex items-baseline gap-2 py-0.5 ${why ? "text-mute" : ""}`}>
            <input
              type="radio"
              name="use"
              disabled={why !== null}
              checked={chosen?.use === use}
              onChange={() => setAsked(use)}
            />
            <span>
              {labels[use]}
              {why && <span className="text-[12px]"> – {why}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-3 flex justify-end">
        <button type="submit" className="button" disabled={!chosen}>
          Use
        </button>
      </div>
    </form>
  );
}

function shapeOf({ kind, shape }: FileEntry): string {
  const [rows, columns, rank] = shape;
  return kind === "pair" ? `B ${rows}×${rank}, A ${rank}×${columns}` : shape.join("×");
}
