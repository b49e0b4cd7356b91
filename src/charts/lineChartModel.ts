/**
 * From what a line chart is given to what one frame of it shows. The model remembers samples and the y domain between frames:
 * samples grow with the run, the domain only widens until the run, the window or the kind of axis changes.
 */
import { type Domain, domainFor, emptyExtent, include } from "./geometry/domain";
import { includeSamples, sampleFunction } from "./geometry/linePath";
import { createRowSampler, type RowSampler } from "./geometry/rowSamples";
import { createSampler, type Sampler, type Samples, type StepAxis, stepAxis } from "./geometry/samples";
import { type Scale, type ScaleKind, stepScale, valueScale } from "./geometry/scale";
import { stepTicks, type Tick, valueTicks } from "./geometry/ticks";
import type { Series } from "./series";

export interface ModelInput {
  readonly series: readonly Series[];
  readonly T: number;
  readonly x: "log" | "linear";
  readonly y: ScaleKind;
  readonly zoom: readonly [number, number] | null;
  /** values that the y axis always shows */
  readonly includes: readonly number[];
  /** the y axis starts afresh when this changes */
  readonly runKey: unknown;
  readonly width: number;
  readonly height: number;
  /** room for labels right of the plot */
  readonly labelWidth: number;
  /** text and strokes are this many times as large as at a desk */
  readonly magnification: number;
}

export interface Layout {
  /** of the whole figure */
  readonly width: number;
  readonly height: number;
  /** the plot's place in the figure */
  readonly left: number;
  readonly top: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly axis: StepAxis;
  readonly y: Scale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly magnification: number;
}

export interface ChartFrame {
  readonly layout: Layout;
  readonly lines: readonly { readonly series: Series; readonly samples: Samples }[];
}

const MARGIN = { top: 10, right: 10, bottom: 22 } as const;
/** Room for the labels of the y axis: powers of ten are short. */
const LEFT = { log: 42, symlog: 42, linear: 66 } as const;
const X_TICK_SPACING = 46;
const Y_TICK_SPACING = 30;

interface Memory {
  readonly sampler: Sampler;
  readonly rowSampler: RowSampler;
  curve: {
    readonly axis: StepAxis;
    readonly positive: boolean;
    readonly ofStep: (t: number) => number;
    readonly isKnown: boolean;
    readonly samples: Samples;
  } | null;
}

export function createLineChartModel(): { update(input: ModelInput): ChartFrame } {
  const memories = new Map<string, Memory>();
  let axis: StepAxis | null = null;
  let axisKey = "";
  let domain: Domain | null = null;
  let domainKey: readonly unknown[] = [];
  let layout: Layout | null = null;
  let layoutKey = "";

  function memoryOf({ id }: Series): Memory {
    const known = memories.get(id);
    if (known) return known;
    const created: Memory = { sampler: createSampler(), rowSampler: createRowSampler(), curve: null };
    memories.set(id, created);
    return created;
  }

  function sample(series: Series, positive: boolean, on: StepAxis): Samples {
    const { source } = series;
    const memory = memoryOf(series);
    if (source.kind === "reading") return memory.sampler.update(source.history, source.reading, on, positive);
    if (source.kind === "rows") return memory.rowSampler.update(source.history, source.ofRow, on, positive);
    const { ofStep } = source;
    // A function of t may wait for the run's first row before it has values.
    const isKnown = Number.isFinite(ofStep(on.scale.domain[1]));
    const old = memory.curve;
    if (old?.axis === on && old.positive === positive && old.ofStep === ofStep && old.isKnown === isKnown)
      return old.samples;
    const samples = sampleFunction(ofStep, on.scale, positive);
    memory.curve = { axis: on, positive, ofStep, isKnown, samples };
    return samples;
  }

  function forget(series: readonly Series[]): void {
    if (memories.size <= series.length) return;
    const kept = new Set(series.map(({ id }) => id));
    for (const id of memories.keys()) if (!kept.has(id)) memories.delete(id);
  }

  function update(input: ModelInput): ChartFrame {
    const { magnification } = input;
    const left = magnification * LEFT[input.y];
    const plotWidth = Math.max(40, input.width - left - magnification * MARGIN.right - input.labelWidth);
    const plotHeight = Math.max(40, input.height - magnification * (MARGIN.top + MARGIN.bottom));
    const [from, to] = input.zoom ?? [0, Math.max(1, input.T)];
    const nextAxisKey = `${input.x} ${from} ${to} ${plotWidth}`;
    if (!axis || nextAxisKey !== axisKey) {
      axis = stepAxis(stepScale(input.x, [from, to], plotWidth));
      axisKey = nextAxisKey;
    }
    const on = axis;
    forget(input.series);
    const positive = input.y === "log";
    const lines = input.series.map((series) => ({ series, samples: sample(series, positive, on) }));

    const extent = emptyExtent();
    for (const { samples } of lines) includeSamples(extent, samples, plotWidth);
    for (const value of input.includes) include(extent, value);
    const nextDomainKey = [input.runKey, input.y, input.x, input.zoom?.[0], input.zoom?.[1]];
    const isSameDomain = nextDomainKey.every((part, i) => part === domainKey[i]);
    domain = domainFor(input.y, extent, isSameDomain ? domain : null);
    domainKey = nextDomainKey;

    const nextLayoutKey = `${axisKey} ${input.width} ${input.height} ${input.y} ${domain.lo} ${domain.hi} ${domain.constant} ${magnification}`;
    if (!layout || nextLayoutKey !== layoutKey) {
      const y = valueScale(input.y, [domain.lo, domain.hi], [plotHeight, 0], domain.constant);
      layout = {
        width: input.width,
        height: input.height,
        left,
        top: magnification * MARGIN.top,
        plotWidth,
        plotHeight,
        axis: on,
        y,
        xTicks: stepTicks(on.scale, magnification * X_TICK_SPACING),
        yTicks: valueTicks(y, magnification * Y_TICK_SPACING),
        magnification,
      };
      layoutKey = nextLayoutKey;
    }
    return { layout, lines };
  }

  return { update };
}
