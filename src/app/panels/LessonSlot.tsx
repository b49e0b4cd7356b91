/** The place of the lessons, which are fetched when they are opened first. */
import { lazy, Suspense } from "react";
import type { BoardLane } from "../board";
import { useGlossary } from "../hooks/useGlossary";
import type { Lessons } from "../hooks/useLessons";

const LessonPanel = lazy(async () => ({ default: (await import("./lessons/LessonPanel")).LessonPanel }));

interface Props {
  readonly lanes: readonly BoardLane[];
  readonly lessons: Lessons;
}

export function LessonSlot({ lanes, lessons }: Props) {
  const { showAll } = useGlossary();
  if (!lessons.isOpen) return null;
  return (
    <Suspense fallback={null}>
      <LessonPanel lanes={lanes} lessons={lessons} onGlossary={showAll} />
    </Suspense>
  );
}
