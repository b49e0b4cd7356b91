/** A chart as words, as a table of its values at decades, and as a sound. */
import { useEffect, useId, useReducer, useRef, useState } from "react";
import { flatText, numberText, stepText } from "../geometry/numberText";
import { usePaced, WORDS_INTERVAL } from "../usePaced";
import { lineOfVoice } from "./act";
import { decadeSteps } from "./decades";
import { hear, stopHearing } from "./hear";
import type { ReadableChart, Voice } from "./readable";
import "./reader.css";

interface Props {
  readonly chart: ReadableChart;
  readonly voice: Voice;
  readonly onClose: () => void;
}

export function ChartCard({ chart, voice, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // The run goes on while the card is read.
  const [, readAgain] = useReducer((count: number) => count + 1, 0);
  usePaced(chart.view, WORDS_INTERVAL, readAgain);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    return () => void stopHearing();
  }, []);
  return (
    <dialog ref={dialog} className="chart-card" aria-labelledby={titleId} onClose={onClose}>
      <header className="chart-card-head">
        <h2 id={titleId}>{chart.title}</h2>
        <button type="button" className="chart-card-button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </header>
      <p>{chart.summary()}</p>
      <Sound chart={chart} voice={voice} onChoose={readAgain} />
      <Samples chart={chart} />
    </dialog>
  );
}

interface SoundProps extends Pick<Props, "chart" | "voice"> {
  readonly onChoose: () => void;
}

function Sound({ chart, voice, onChoose }: SoundProps) {
  const [isHeard, setIsHeard] = useState(false);
  const lines = chart.lines();
  const line = lineOfVoice(chart, voice);
  if (!line) return null;

  async function handleClick(): Promise<void> {
    if (stopHearing() || !line) return;
    setIsHeard(true);
    await hear(chart, line, voice);
    setIsHeard(false);
  }

  function handleChoose(id: string): void {
    voice.line = id;
    chart.view.invalidate();
    onChoose();
  }

  return (
    <div className="chart-card-sound">
      <label>
        Curve{" "}
        <select value={line.id} onChange={({ target }) => handleChoose(target.value)}>
          {lines.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="chart-card-button" onClick={handleClick}>
        {isHeard ? "Stop the sound" : "Hear the curve"}
      </button>
      <p className="chart-card-note">
        Four seconds from left to right; pitch follows height on the {chart.heights} axis, over two octaves from A3, and
        is silent where the curve has no place there. Any key stops it.
      </p>
    </div>
  );
}

function Samples({ chart }: Pick<Props, "chart">) {
  const lines = chart.lines();
  const { playhead, cursor, anchor } = chart.view.state;
  const shown = Math.min(playhead, chart.T);
  const steps = decadeSteps(chart.T, [shown, ...[cursor, anchor].filter((t) => t !== null)]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus
    <section className="chart-card-table" aria-label="Values" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">t</th>
            {lines.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((t) => (
            <tr key={t} aria-current={t === shown ? "true" : undefined}>
              <th scope="row">
                {stepText(t)}
                {t === shown && <span className="chart-card-note"> shown</span>}
              </th>
              {lines.map(({ id, value }) => (
                <td key={id}>{valueText(value(t))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function valueText(value: number | null): string {
  return value === null || Number.isNaN(value) ? "–" : flatText(numberText(value));
}
