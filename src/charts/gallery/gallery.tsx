/** Development only: every chart in every state. `?case=six&theme=dark&x=linear&y=symlog` picks; `window.gallery` drives it. */
import "@fontsource-variable/inter";
import "../charts.css";
import "./gallery.css";
import { createRoot } from "react-dom/client";
import { createChartView } from "../chartView";
import type { ScaleKind } from "../geometry/scale";
import { LandscapeFigure } from "../landscape/LandscapeFigure";
import { columnTrail } from "../landscape/trail";
import { OriginChart } from "../OriginChart";
import { laneColour, laneDash } from "../palette";
import { RunChart } from "../RunChart";
import type { RunChartId } from "../runCharts";
import { builders, type GalleryCase } from "./cases";
import { appendRows } from "./syntheticRun";

const query = new URLSearchParams(location.search);
const names =
  query.get("case")?.split(".") ?? Object.keys(builders).filter((name) => name !== "million" && name !== "growing");
const x = query.get("x") === "linear" ? "linear" : "log";
const y: ScaleKind = query.get("y") === "linear" ? "linear" : query.get("y") === "symlog" ? "symlog" : "log";
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;

const ids: readonly RunChartId[] = ["loss", "gradient", "step", "norm"];
const shown = names
  .map((name) => builders[name]!())
  .map((entry) => ({ entry, view: createChartView({ playhead: entry.playhead }) }));

function Case({ entry, view }: (typeof shown)[number]) {
  return (
    <>
      <h2>{entry.title}</h2>
      {ids.map((id) => (
        <RunChart
          key={id}
          id={id}
          run={entry.history}
          lanes={entry.lanes}
          view={view}
          T={entry.T}
          x={x}
          y={y}
          onAxesClick={() => {}}
          onSeek={(playhead) => view.set({ playhead })}
        />
      ))}
      <OriginChart run={entry.history} lanes={entry.lanes} view={view} T={entry.T} />
      {entry.plane && <Landscape entry={entry} view={view} {...entry.plane} />}
    </>
  );
}

/** ½(ba − target)², its paths, and a start in the middle of one. */
function Landscape({ entry, view, target, extent }: (typeof shown)[number] & NonNullable<GalleryCase["plane"]>) {
  const size = 121;
  const at = (k: number) => -extent + (2 * extent * k) / (size - 1);
  const values = Float64Array.from({ length: size * size }, (_, k) => {
    const p = at(k % size) * at(Math.floor(k / size));
    return 0.5 * (p - target) ** 2;
  });
  const window = { x: 0, y: 0, half: extent };
  const sign = target > 0 ? -1 : 1;
  return (
    <div className="chart">
      <LandscapeFigure
        label="landscape"
        describedBy=""
        axes={["b", "a"]}
        window={window}
        ground={{ size, window, values, arrows: [] }}
        form={{
          quadric: { xx: 0, xy: 1, yy: 0 },
          minima: [target],
          stable: [sign * Math.SQRT1_2, Math.SQRT1_2],
          unstable: [-sign * Math.SQRT1_2, Math.SQRT1_2],
        }}
        trails={entry.history.lanes.map((lane, i) =>
          columnTrail({ name: "", colour: laneColour(i), dash: laneDash(i) }, () => lane),
        )}
        previews={[]}
        start={{ x: extent / 2, y: -extent / 2 }}
        view={view}
        onWindow={() => {}}
        onStart={() => {}}
        onKey={() => false}
      />
    </div>
  );
}

function append(entry: GalleryCase, rows: number): void {
  const from = (entry.history.lanes[0]?.lastStep ?? -1) + 1;
  appendRows(entry.history, entry.synthetic, from, Math.min(entry.T + 1, from + rows));
}

Object.assign(window, { gallery: { shown, append } });

createRoot(document.querySelector("#root")!).render(
  <main className="gallery">
    {shown.map(({ entry, view }) => (
      <Case key={entry.id} entry={entry} view={view} />
    ))}
  </main>,
);
