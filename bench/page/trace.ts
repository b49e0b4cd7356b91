/**
 * What a browser trace says of a page's main thread. Times are processor time of that thread, so that other programs on the machine
 * do not count; elapsed time stands beside it. A frame is everything that the thread did since the frame before.
 */

/** The part of a trace event that is read here: see Chromium's trace event format. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** microseconds */
  readonly ts: number;
  readonly dur?: number;
  /** processor time, microseconds */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What `Browser.startTracing` must record. */
export const traceCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

/** Milliseconds, of each frame or task in turn. */
export interface Times {
  readonly processor: readonly number[];
  readonly elapsed: readonly number[];
}

export interface MainThread {
  readonly frames: Times;
  readonly tasks: Times;
}

export function readTrace(json: string): MainThread {
  // written by the browser that was asked for it
  const { traceEvents } = JSON.parse(json) as { readonly traceEvents: readonly TraceEvent[] };
  const thread = busiestPage(traceEvents);
  const own = traceEvents
    .filter(({ ph, pid, tid }) => ph === "X" && `${pid} ${tid}` === thread)
    .sort((a, b) => a.ts - b.ts);
  const drawn = own.filter(({ name }) => name === "FireAnimationFrame").map(({ ts }) => ts);
  const tasks = { processor: [] as number[], elapsed: [] as number[] };
  const frames = { processor: [] as number[], elapsed: [] as number[] };
  let next = 0;
  let since = 0;
  for (const { ts, dur = 0, tdur = 0 } of own.filter(({ name }) => name === "RunTask")) {
    tasks.processor.push(tdur / 1000);
    tasks.elapsed.push(dur / 1000);
    const isFrame = next < drawn.length && drawn[next]! < ts + dur;
    while (next < drawn.length && drawn[next]! < ts + dur) next++;
    if (!isFrame) continue;
    frames.processor.push(sum(tasks.processor, since));
    frames.elapsed.push(sum(tasks.elapsed, since));
    since = tasks.processor.length;
  }
  return { frames, tasks };
}

/** A renderer that shows no page has a main thread too. */
function busiestPage(events: readonly TraceEvent[]): string {
  const busy = new Map<string, number>();
  for (const { ph, name, args, pid, tid } of events) {
    if (ph === "M" && name === "thread_name" && args?.name === "CrRendererMain") busy.set(`${pid} ${tid}`, 0);
  }
  for (const { pid, tid, name } of events) {
    const frames = busy.get(`${pid} ${tid}`);
    if (frames !== undefined && name === "FireAnimationFrame") busy.set(`${pid} ${tid}`, frames + 1);
  }
  const [first] = [...busy].sort(([, a], [, b]) => b - a);
  if (!first) throw new Error("the trace has no page");
  return first[0];
}

function sum(values: readonly number[], from: number): number {
  let total = 0;
  for (let i = from; i < values.length; i++) total += values[i]!;
  return total;
}

/** The smallest value that at least `share` of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
