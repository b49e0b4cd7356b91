/** What the reader has predicted and seen of the lessons: kept by this browser, and checked when it is read, since anyone may write there. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Lesson } from "../lessons/lesson";

export interface LessonProgress {
  /** index of the choice made before the run played; null if none was */
  readonly predicted: number | null;
  readonly isAnswered: boolean;
}

/** by the lesson's id */
export type Progress = Readonly<Record<string, LessonProgress>>;

/** The part of the browser that the store needs: tests pass their own. */
export interface ProgressBinding {
  read(): string | null;
  write(text: string): void;
}

export type ProgressStore = StoreApi<Progress> & {
  note(lesson: string, patch: Partial<LessonProgress>): void;
};

const untouched: LessonProgress = { predicted: null, isAnswered: false };

export function createProgressStore(binding: ProgressBinding, lessons: readonly Lesson[]): ProgressStore {
  const store = createStore<Progress>(() => parseProgress(binding.read(), lessons));
  return Object.assign(store, {
    note(lesson: string, patch: Partial<LessonProgress>) {
      const now = { ...progressOf(store.getState(), lesson), ...patch };
      // Another tab may have written of other lessons meanwhile.
      store.setState({ ...parseProgress(binding.read(), lessons), ...store.getState(), [lesson]: now });
      binding.write(JSON.stringify(store.getState()));
    },
  });
}

export function progressOf(progress: Progress, lesson: string): LessonProgress {
  return progress[lesson] ?? untouched;
}

/** Takes of a kept text what fits the lessons there are, and leaves out the rest. */
export function parseProgress(text: string | null, lessons: readonly Lesson[]): Progress {
  const kept = parsedRecord(text);
  return Object.fromEntries(
    lessons.flatMap(({ id, choices }) => {
      const entry = Object.hasOwn(kept, id) ? kept[id] : null;
      if (!isRecord(entry)) return [];
      const { predicted, isAnswered } = entry;
      const isChoice = typeof predicted === "number" && choices[predicted] !== undefined;
      return [[id, { predicted: isChoice ? predicted : null, isAnswered: isAnswered === true }]];
    }),
  );
}

function parsedRecord(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
