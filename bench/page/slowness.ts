/** How much slower the machine is while something is measured than at its quietest: others may be busy on it. */
import { setInterval } from "node:timers";

export interface Slowness {
  /** Processor time of a fixed loop, its median over its shortest. */
  stop(): number;
}

const INTERVAL_MS = 200;
const LOOP = 2e5;

function loopMicroseconds(): number {
  const start = process.cpuUsage();
  let sum = 0;
  for (let i = 1; i < LOOP; i++) sum += Math.sqrt(i);
  const { user, system } = process.cpuUsage(start);
  return sum > 0 ? user + system : Number.NaN;
}

export function meterSlowness(): Slowness {
  const times: number[] = [];
  const timer = setInterval(() => times.push(loopMicroseconds()), INTERVAL_MS);
  return {
    stop() {
      clearInterval(timer);
      const sorted = times.toSorted((a, b) => a - b);
      return (sorted[sorted.length >> 1] ?? Number.NaN) / (sorted[0] ?? Number.NaN);
    },
  };
}
