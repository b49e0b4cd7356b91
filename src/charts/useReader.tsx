/** Reading a chart without seeing it: its lines by keys, as a table, in words, as a sound. All of it is fetched when it is asked for. */
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { ReadableChart, Voice } from "./reader/readable";

export type Reader = typeof import("./reader/reader");
const fetchReader = (): Promise<Reader> => import("./reader/reader");
const ChartCard = lazy(async () => ({ default: (await fetchReader()).ChartCard }));

export interface ChartReader {
  readonly voice: Voice;
  /** Takes a key of the focused chart; false if it means nothing here. */
  key(key: string): boolean;
  /** The chart as it stands now; fetches what reads it the first time. */
  load(): Promise<ReadableChart>;
  /** Opens the card with words, table and sound. */
  open(): void;
  /** null until it is opened */
  readonly card: ReactNode;
}

/** `readable` makes the chart as it stands now. */
export function useReader(readable: (reader: Reader) => ReadableChart): ChartReader {
  const voice = useRef<Voice>({ line: null, isPlaying: false }).current;
  const [opened, setOpened] = useState<Reader | null>(null);
  const load = async () => readable(await fetchReader());
  const open = () => void fetchReader().then(setOpened);

  async function act(key: string): Promise<void> {
    const reader = await fetchReader();
    if (key === "h") reader.hearOrStop(readable(reader), voice);
    else reader.chooseLine(readable(reader), voice, key === "ArrowUp" ? -1 : 1);
  }

  return {
    voice,
    load,
    open,
    key(key) {
      if (key === "t") open();
      else if (["h", "ArrowUp", "ArrowDown"].includes(key)) act(key);
      else return false;
      return true;
    },
    // Made anew each time, so that the card shows what the picture shows.
    card: opened && (
      <Suspense fallback={null}>
        <ChartCard chart={readable(opened)} voice={voice} onClose={() => setOpened(null)} />
      </Suspense>
    ),
  };
}
