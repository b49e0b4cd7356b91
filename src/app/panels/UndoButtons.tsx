/** Undo and redo of the experiment; the keys do the same. */
import { Redo2, Undo2 } from "lucide-react";
import { useExperiment, useSession } from "../hooks/useSession";

export function UndoButtons() {
  const { experiment } = useSession();
  const canUndo = useExperiment((state) => state.canUndo);
  const canRedo = useExperiment((state) => state.canRedo);
  return (
    <div className="hidden sm:flex">
      <button
        type="button"
        className="button button-quiet px-2"
        aria-label="Undo"
        title="Undo (Ctrl Z)"
        disabled={!canUndo}
        onClick={experiment.undo}
      >
        <Undo2 size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="button button-quiet px-2"
        aria-label="Redo"
        title="Redo (Ctrl Shift Z)"
        disabled={!canRedo}
        onClick={experiment.redo}
      >
        <Redo2 size={16} aria-hidden />
      </button>
    </div>
  );
}
