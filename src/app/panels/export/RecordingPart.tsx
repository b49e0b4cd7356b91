/** A short film of the charts on the board while the run is played. */
import { useCallback, useRef, useState } from "react";
import type { ChartView } from "../../../charts/chartView";
import { useExperiment } from "../../hooks/useSession";
import { saveFile } from "../../saveFile";
import { chartChoices } from "./chartChoices";
import { type PaperBoard, PaperSheet } from "./PaperSheet";
import { Preview } from "./Preview";
import { papers } from "./paper";
import { record } from "./recording";

const lengths = [5, 8, 10];
/** Charts beyond these would be too small to read in a film. */
const MOST_CHARTS = 4;

export function RecordingPart(board: PaperBoard) {
  const shown = useExperiment((state) => state.link.view.charts);
  const T = useExperiment((state) => state.link.T);
  const [seconds, setSeconds] = useState(8);
  const [share, setShare] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const sheet = useRef<HTMLDivElement>(null);
  const view = useRef<ChartView | null>(null);
  const cancel = useRef(new AbortController());
  const paper = papers.find(({ id }) => id === "slide")!;
  const charts = chartChoices(board.lanes, shown)
    .filter(({ isShown }) => isShown)
    .slice(0, MOST_CHARTS)
    .map(({ id }) => id);
  const drive = useCallback((own: ChartView) => {
    view.current = own;
    own.set({ playhead: 0 });
  }, []);

  async function start() {
    if (!sheet.current || !view.current) return;
    cancel.current = new AbortController();
    setShare(0);
    setSaid("");
    try {
      const { signal } = cancel.current;
      const film = await record({ sheet: sheet.current, view: view.current, T, seconds, signal, onProgress: setShare });
      if (film) saveFile("lora-descent.webm", [film], "video/webm");
      setSaid(film ? "Saved." : "Cancelled.");
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
    setShare(null);
  }

  return (
    <div className="grid gap-3">
      <p className="text-mute">
        The charts on the board, at most {MOST_CHARTS}, as 1280 × 720 at 30 frames a second while the playhead runs from
        0 to T.
      </p>
      <Preview width={paper.width}>
        <PaperSheet ref={sheet} {...{ paper, charts, drive }} hasCaption isMarked {...board} />
      </Preview>
      <div className="flex flex-wrap items-center gap-3">
        {share === null ? (
          <button type="button" className="button" disabled={charts.length === 0} onClick={start}>
            Record WebM
          </button>
        ) : (
          <button type="button" className="button" onClick={() => cancel.current.abort()}>
            Cancel
          </button>
        )}
        <label>
          of{" "}
          <select
            className="field"
            value={seconds}
            disabled={share !== null}
            onChange={({ target }) => setSeconds(Number(target.value))}
          >
            {lengths.map((each) => (
              <option key={each} value={each}>
                {each} seconds
              </option>
            ))}
          </select>
        </label>
        {share !== null && <progress aria-label="recorded" value={share} />}
        <p role="status">{said}</p>
      </div>
    </div>
  );
}
