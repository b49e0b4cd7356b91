/** The line charts of a run: which columns they read. Bounds come beside them (bounds.ts). */
import type { ColumnId } from "../history/columns";
import type { LaneHistory, RunHistory } from "../history/types";
import type { Reading } from "./geometry/reading";
import { type ColourName, laneColour, laneDash } from "./palette";
import type { Series } from "./series";

/** What charts must know of a lane besides its rows. */
export interface LaneInfo {
  /** what tells it from the other lanes: "r = 2" */
  readonly label: string;
  /** L* */
  readonly infimum: number;
  /** false if L* is only a lower bound that no W may reach; `infimumSource` says what it is */
  readonly isInfimumTight?: boolean;
  readonly infimumSource?: string;
  /** V = [B; Aᵀ] exists; full-rank descent has none */
  readonly factored: boolean;
  /** what sets it apart from the lane of the run at its place */
  readonly look?: LaneLook;
  readonly isHidden?: boolean;
  /** drawn in grey, since another lane stands out */
  readonly isMuted?: boolean;
}

/** A lane that is not simply the run's next one: pinned, or a quantile of several. */
export interface LaneLook {
  /** in ids of lines */
  readonly id: string;
  readonly history: LaneHistory;
  readonly colour: ColourName;
  readonly dash: readonly number[];
  /** a quantile of several lanes: its own line, or one edge of their band */
  readonly quantile?: "median" | "edge";
  /** id of the look to which the band is shaded */
  readonly bandTo?: string;
}

export interface RunChartData {
  readonly run: RunHistory;
  readonly lanes: readonly LaneInfo[];
}

export type RunChartId = "loss" | "gradient" | "step" | "norm" | "accuracy";

/** A lane as the chart sees it. Its history is looked up on every use: it may be replaced when its first rows arrive. */
interface Lane {
  readonly id: string;
  readonly info: LaneInfo;
  readonly isAlone: boolean;
  readonly colour: ColourName;
  readonly dash: readonly number[];
  readonly history: LaneHistory;
}

function lanesOf({ run, lanes }: RunChartData): readonly Lane[] {
  const all = lanes.map((info, index) => ({
    id: info.look?.id ?? String(index),
    info,
    isAlone: lanes.length === 1,
    colour: info.isMuted ? ("lane-raw" as const) : (info.look?.colour ?? laneColour(index)),
    dash: info.look?.dash ?? laneDash(index),
    get history() {
      // the run has one history for each lane
      return info.look?.history ?? run.lanes[index]!;
    },
  }));
  const shown = all.filter(({ info }) => !info.isHidden);
  // What stands out is drawn last, over the others.
  return [...shown.filter(({ info }) => info.isMuted), ...shown.filter(({ info }) => !info.isMuted)];
}

interface Look {
  readonly id: string;
  readonly role: Series["role"];
  /** beside the line if the lane is alone */
  readonly label: string | null;
  readonly name: string;
  /** colour if the lane is alone; otherwise lines take their lane's */
  readonly colour: ColourName;
}

/** A line of one lane. Among several lanes it takes the lane's colour and dash, and the lane's name as its label. */
function line(lane: Lane, look: Look, reading: Reading): Series {
  const { id, info, isAlone, colour, dash } = lane;
  const isEdge = info.look?.quantile === "edge";
  const isMain = look.role === "line" && !isEdge;
  return {
    id: `${look.id}-${id}`,
    label: isAlone ? look.label : isMain ? info.label : null,
    name: isAlone ? look.name : isMain ? info.label : `${look.name}, ${info.label}`,
    role: isEdge ? "edge" : look.role,
    colour: isAlone ? look.colour : colour,
    dash: isAlone || !isMain ? [] : dash,
    isRead: isAlone || isMain,
    ...(info.look?.bandTo ? { gapTo: `${look.id}-${info.look.bandTo}` } : {}),
    source: {
      kind: "reading",
      get history() {
        return lane.history;
      },
      reading,
    },
  };
}

function lossSeries(lanes: readonly Lane[]): readonly Series[] {
  const look: Look = { id: "loss", role: "line", label: "J − L*", name: "J − L*", colour: "lane-0" };
  return lanes.map((lane) => {
    const { infimum } = lane.info;
    return line(lane, look, { column: "loss", map: (loss) => loss - infimum });
  });
}

function gradientSeries(lanes: readonly Lane[]): readonly Series[] {
  const raw: Look = { id: "gradient", role: "context", label: null, name: "‖∇J‖²", colour: "lane-raw" };
  const smallest: Look = { id: "min", role: "line", label: "min ‖∇J‖²", name: "min ‖∇J‖²", colour: "lane-1" };
  return [
    ...lanes.filter(isMeasured).map((lane) => line(lane, raw, { column: "grad_norm_sq" })),
    ...lanes.map((lane) => line(lane, smallest, { column: "min_grad_norm_sq" })),
  ];
}

/** What varies from step to step is drawn of lanes, not of quantiles: those of the smallest gradient tell more. */
const isMeasured = ({ info }: Lane): boolean => info.look?.quantile === undefined;

function stepSeries(lanes: readonly Lane[]): readonly Series[] {
  const look: Look = { id: "step", role: "line", label: "ηₜ", name: "ηₜ", colour: "lane-2" };
  return lanes.map((lane) => line(lane, look, { column: "step_size" }));
}

function normSeries(lanes: readonly Lane[]): readonly Series[] {
  const look: Look = { id: "norm", role: "line", label: "‖V‖²", name: "‖V‖²", colour: "lane-0" };
  return lanes.filter(({ info }) => info.factored).map((lane) => line(lane, look, { column: "v_norm_sq" }));
}

function accuracySeries(lanes: readonly Lane[]): readonly Series[] {
  const of = (
    column: ColumnId,
    role: Look["role"],
    colour: ColourName,
    label: string,
  ): Look & { column: ColumnId } => ({
    id: column,
    role,
    label,
    name: label,
    colour,
    column,
  });
  const looks = [of("accuracy_source", "context", "lane-raw", "0–4"), of("accuracy_target", "line", "lane-0", "5–9")];
  // Beside a lane of another loss, only those that have accuracies are drawn.
  const measured = lanes.filter(({ history }) => history.columnIds.includes("accuracy_target"));
  return looks.flatMap((look) => measured.map((lane) => line(lane, look, { column: look.column })));
}

const builders: Readonly<Record<RunChartId, (lanes: readonly Lane[]) => readonly Series[]>> = {
  loss: lossSeries,
  gradient: gradientSeries,
  step: stepSeries,
  norm: normSeries,
  accuracy: accuracySeries,
};

/** The lines of one chart, from back to front. */
export function runSeries(id: RunChartId, data: RunChartData): readonly Series[] {
  return builders[id](lanesOf(data));
}
