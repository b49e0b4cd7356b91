/** Pictures, recordings, data and citations of the run on screen. */
import "./export.css";
import { useState } from "react";
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

export function ExportDialog({ onClose, run, ...board }: Props) {
  const [part, setPart] = useState<(typeof parts)[number]>("Picture");
  const isDrawn = run !== null && board.lanes.length > 0;
  return (
    <ModalCard title="Export" className="export-card" onClose={onClose}>
      {() => (
        <>
          <div className="export-parts" role="tablist" aria-label="What to export">
            {parts.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                className="button"
                aria-selected={name === part}
                onClick={() => setPart(name)}
              >
                {name}
              </button>
            ))}
          </div>
          {part === "Citation" && <CitationPart />}
          {part === "Data" && <DataPart />}
          {part === "Picture" && (isDrawn ? <PicturePart {...board} run={run} /> : <NothingYet />)}
          {part === "Recording" && (isDrawn ? <RecordingPart {...board} run={run} /> : <NothingYet />)}
        </>
      )}
    </ModalCard>
  );
}

function NothingYet() {
  return <p>There is no run to draw yet.</p>;
}
