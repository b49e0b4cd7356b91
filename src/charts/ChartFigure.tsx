import type { ReactNode } from "react";

export interface Corner {
  readonly label: string;
  /** what a click does, for a tooltip and for screen readers */
  readonly action?: string;
  readonly onClick?: () => void;
}

export interface ChartFigureProps {
  readonly title: string;
  readonly equation?: ReactNode;
  /** makes the equation a button that asks what its symbols mean; what is shown then stands beside the button */
  readonly onExplain?: ((button: HTMLElement) => void) | undefined;
  readonly corner?: Corner | undefined;
  readonly note?: string | null | undefined;
  /** shows the chart as a table, in words and as a sound */
  readonly onRead?: () => void;
  readonly children: ReactNode;
}

/** The frame of every picture: title, equation, a note in the corner, the picture. */
export function ChartFigure({ title, equation, onExplain, corner, note, onRead, children }: ChartFigureProps) {
  return (
    <figure className="chart" aria-label={title}>
      <figcaption className="chart-head">
        <h3 className="chart-title">{title}</h3>
        <span className="chart-equation">
          {onExplain ? (
            <button
              type="button"
              className="chart-explain"
              aria-label={`${title}: what the symbols mean`}
              aria-haspopup="dialog"
              onClick={(event) => onExplain(event.currentTarget)}
            >
              {equation}
            </button>
          ) : (
            equation
          )}
        </span>
        {onRead && (
          <button
            type="button"
            className="chart-corner chart-read"
            title="Table, words and sound (T)"
            aria-label={`Read the chart: ${title}`}
            aria-haspopup="dialog"
            onClick={onRead}
          >
            read
          </button>
        )}
        {corner?.onClick ? (
          <button type="button" className="chart-corner" title={corner.action} onClick={corner.onClick}>
            {corner.label}
          </button>
        ) : (
          <span className="chart-corner">{corner?.label}</span>
        )}
      </figcaption>
      {note && <p className="chart-note">{note}</p>}
      {children}
    </figure>
  );
}
