/** Pictures, recordings, data and citations of the run on screen. */
import "./export.css";
import { type KeyboardEvent, useState } from "react";
import { ModalCard } from "../ModalCard";
import { CitationPart } from "./CitationPart";
import { DataPart } from "./DataPart";
import type { PaperBoard } from "./PaperSheet";
import { PicturePart } from "./PicturePart";
import { RecordingPart } from "./RecordingPart";

interface Props extends Omit<PaperBoard, "run"> {
  /** null while no run was shown */
  readonly run: PaperBoard["run"] | null;
  readonly onClose: () => void;
}

const parts = ["Picture", "Recording", "Data", "Citation"] as const;
type PartName = (typeof parts)[number];

/** Where a key leads among the tabs: round at both ends, as is usual. */
const leads: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => (at + parts.length - 1) % parts.length,
  ArrowRight: (at) => (at + 1) % parts.length,
  Home: () => 0,
  End: () => parts.length - 1,
};

export function ExportDialog({ onClose, run, ...board }: Props) {
  const [part, setPart] = useState<PartName>("Picture");
  const isDrawn = run !== null && board.lanes.length > 0;

  function handleKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const next = leads[event.key]?.(parts.indexOf(part));
    const tab = next === undefined ? null : event.currentTarget.children.item(next);
    if (next === undefined || !(tab instanceof HTMLElement)) return;
    event.preventDefault();
    setPart(parts[next]!);
    tab.focus();
  }

  return (
    <ModalCard title="Export" className="export-card" onClose={onClose}>
      {() => (
        <>
          <div className="export-parts" role="tablist" aria-label="What to export" onKeyDown={handleKeyDown}>
            {parts.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                tabIndex={name === part ? 0 : -1}
                className="button"
                aria-selected={name === part}
                onClick={() => setPart(name)}
              >
                {name}
              </button>
            ))}
          </div>
          <div role="tabpanel" aria-label={part}>
            {part === "Citation" && <CitationPart />}
            {part === "Data" && <DataPart />}
            {part === "Picture" && (isDrawn ? <PicturePart {...board} run={run} /> : <NothingYet />)}
            {part === "Recording" && (isDrawn ? <RecordingPart {...board} run={run} /> : <NothingYet />)}
          </div>
        </>
      )}
    </ModalCard>
  );
}

function NothingYet() {
  return <p>There is no run to draw yet.</p>;
}
