/** Which charts, for what paper, and the sheet as it will be. */
import { useRef, useState } from "react";
import { lanesOfLink } from "../../controls/useParameter";
import { useExperiment, useSession } from "../../hooks/useSession";
import { sentenceFor } from "../../sentence";
import { chartChoices } from "./chartChoices";
import { type PaperBoard, PaperSheet } from "./PaperSheet";
import { Preview } from "./Preview";
import { dotsPerInch, papers, resolutions } from "./paper";
import { savePicture } from "./savePicture";

export function PicturePart(board: PaperBoard) {
  const session = useSession();
  const shown = useExperiment((state) => state.link.view.charts);
  const title = useExperiment((state) => sentenceFor(lanesOfLink(state.link)));
  const choices = chartChoices(board.lanes, shown);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    choices.filter(({ isShown }) => isShown).map(({ id }) => id),
  );
  const [paperId, setPaper] = useState(papers[1]!.id);
  const [resolution, setResolution] = useState<number>(3);
  const [hasCaption, setCaption] = useState(true);
  const [isMarked, setMarked] = useState(false);
  const [fault, setFault] = useState("");
  const sheet = useRef<HTMLDivElement>(null);
  const paper = papers.find(({ id }) => id === paperId)!;
  const charts = choices.map(({ id }) => id).filter((id) => chosen.includes(id));

  async function save(kind: "svg" | "png") {
    if (!sheet.current) return;
    try {
      const description = `Made with LoRA descent ${__VERSION__}: ${session.permalink()}`;
      await savePicture(sheet.current, kind, { paper, resolution, title, description });
      setFault("");
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <div className="grid gap-3">
      <fieldset className="export-charts">
        <legend className="caption">Charts</legend>
        {choices.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                setChosen(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />{" "}
            {name}
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <label>
          For{" "}
          <select
            className="field"
            value={paper.id}
            onChange={({ target }) => setPaper(papers.find(({ id }) => id === target.value)?.id ?? paper.id)}
          >
            {papers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={hasCaption} onChange={({ target }) => setCaption(target.checked)} />{" "}
          Parameters and link
        </label>
        <label>
          <input type="checkbox" checked={isMarked} onChange={({ target }) => setMarked(target.checked)} /> Mark the
          iterate shown
        </label>
      </div>
      <Preview width={paper.width}>
        {charts.length > 0 ? (
          <PaperSheet key={paper.id} ref={sheet} {...{ paper, charts, hasCaption, isMarked }} {...board} />
        ) : (
          <p className="text-mute">No chart is chosen.</p>
        )}
      </Preview>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <button type="button" className="button button-main" disabled={charts.length === 0} onClick={() => save("svg")}>
          Save SVG
        </button>
        <span className="flex items-center gap-2">
          <button type="button" className="button" disabled={charts.length === 0} onClick={() => save("png")}>
            Save PNG
          </button>
          <select
            className="field"
            aria-label="Resolution of the PNG"
            value={resolution}
            onChange={({ target }) => setResolution(Number(target.value))}
          >
            {resolutions.map((each) => (
              <option key={each} value={each}>
                {`${each}×, ${dotsPerInch(each)} dpi`}
              </option>
            ))}
          </select>
        </span>
        <p role="status" className="text-warn">
          {fault}
        </p>
      </div>
      <p className="text-[12px] text-mute">
        The SVG is vectors throughout and brings its typeface, Inter, with it. Readers that take none from a file, as
        Inkscape and librsvg, use what is installed: Inter, Helvetica, Arial or Liberation Sans. Formulas and the
        symbols ‖ ∇ ≤ √ ★ stand in typefaces of the reader: STIX Two or a Times.
      </p>
    </div>
  );
}
