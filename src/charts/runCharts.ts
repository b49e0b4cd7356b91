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
}

export interface RunChartData {
  readonly run: RunHistory;
  readonly lanes: readonly LaneInfo[];
}

export type RunChartId = "loss" | "gradient" | "step" | "norm" | "accuracy";

/** A lane as the chart sees it. Its history is looked up on every use: it may be replaced when its first rows arrive. */
interface Lane {
  readonly index: number;
  readonly info: LaneInfo;
  readonly isAlone: boolean;
  readonly history: LaneHistory;
}

function lanesOf({ run, lanes }: RunChartData): readonly Lane[] {
  return lanes.map((info, index) => ({
    index,
    info,
    isAlone: lanes.length === 1,
    get history() {
      // the run has one history for each lane
      return run.lanes[index]!;
    },
  }));
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
  const { index, info, isAlone } = lane;
  const isMain = look.role === "line";
  return {
    id: `${look.id}-${index}`,
    label: isAlone ? look.label : isMain ? info.label : null,
    name: isAlone ? look.name : isMain ? info.label : `${look.name}, ${info.label}`,
    role: look.role,
    colour: isAlone ? look.colour : laneColour(index),
    dash: isAlone || !isMain ? [] : laneDash(index),
    isRead: isAlone || isMain,
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
    ...lanes.map((lane) => line(lane, raw, { column: "grad_norm_sq" })),
    ...lanes.map((lane) => line(lane, smallest, { column: "min_grad_norm_sq" })),
  ];
}

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
  return looks.flatMap((look) => lanes.map((lane) => line(lane, look, { column: look.column })));
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
