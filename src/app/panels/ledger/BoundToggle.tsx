/** Draws a certificate's bound on its chart or takes it away; the button is a piece of the line. */
import { boundNames } from "../../../permalink/runParameters";
import { useExperiment, useSession } from "../../hooks/useSession";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly refined: boolean;
}

export function BoundToggle({ id, label, refined }: Props) {
  const { experiment } = useSession();
  const isShown = useExperiment((state) => state.link.view.bounds?.includes(id) ?? true);
  function toggle() {
    const shown = experiment.getState().link.view.bounds ?? boundNames;
    const next = boundNames.filter((name) => (name === id ? !isShown : shown.includes(name)));
    experiment.setView({ bounds: next.length === boundNames.length ? null : next });
  }
  return (
    <button
      type="button"
      className="ledger-bound"
      aria-pressed={isShown}
      aria-label={`draw the bound: ${label}`}
      title={isShown ? "Take its bound off the chart" : "Draw its bound on the chart"}
      onClick={toggle}
    >
      <svg width="20" height="8" aria-hidden="true">
        <line
          x1="0"
          x2="20"
          y1="4"
          y2="4"
          stroke={`var(--${refined ? "bound-refined" : "bound"})`}
          strokeWidth="1.8"
          strokeDasharray={refined ? "2 3" : "6 4"}
        />
      </svg>
    </button>
  );
}
