/** The place of the lessons, which are fetched when they are opened first. */
import { lazy } from "react";
import type { BoardLane } from "../board";
import { useGlossary } from "../hooks/useGlossary";
import type { Lessons } from "../hooks/useLessons";
import { Part } from "./Part";

const LessonPanel = lazy(async () => ({ default: (await import("./lessons/LessonPanel")).LessonPanel }));

interface Props {
  readonly lanes: readonly BoardLane[];
  readonly lessons: Lessons;
}

export function LessonSlot({ lanes, lessons }: Props) {
  const { showAll } = useGlossary();
  if (!lessons.isOpen) return null;
  return (
    <Part name="The lesson">
      <LessonPanel lanes={lanes} lessons={lessons} onGlossary={showAll} />
    </Part>
  );
}
