/** Pictures, recordings, data and citations of the run on screen. */
import "./export.css";
import { useState } from "react";
import { ModalCard } from "../ModalCard";
import { CitationPart } from "./CitationPart";
import { DataPart } from "./DataPart";
import type { PaperBoard } from "./PaperSheet";
import { PicturePart } from "./PicturePart";

interface Props extends Omit<PaperBoard, "run"> {
  /** null while no run was shown */
  readonly run: PaperBoard["run"] | null;
  readonly onClose: () => void;
}

const parts = ["Picture", "Data", "Citation"] as const;

export function ExportDialog({ onClose, run, ...board }: Props) {
  const [part, setPart] = useState<(typeof parts)[number]>("Picture");
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
          {part === "Picture" &&
            (run && board.lanes.length > 0 ? (
              <PicturePart {...board} run={run} />
            ) : (
              <p>There is no run to draw yet.</p>
            ))}
        </>
      )}
    </ModalCard>
  );
}
