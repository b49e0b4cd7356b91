/** The lessons beside the board: the contents, or the one that the link names. A strip over the charts, on a phone a sheet. */
import { ChevronLeft, ChevronRight, List, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Lesson } from "../../../lessons/lesson";
import type { BoardLane } from "../../board";
import type { Lessons } from "../../hooks/useLessons";
import { useExperiment, useSession } from "../../hooks/useSession";
import { LessonBody } from "./LessonBody";
import { LessonContents } from "./LessonContents";
import { addressOf, lessons } from "./lessonLinks";
import { useProgress } from "./useProgress";

interface Props {
  readonly lanes: readonly BoardLane[];
  readonly lessons: Lessons;
  readonly onGlossary: () => void;
}

export function LessonPanel({ lanes, lessons: { takesFocus, list, close }, onGlossary }: Props) {
  const id = useExperiment((state) => state.link.view.lesson);
  const index = lessons.findIndex((each) => each.id === id);
  const lesson = lessons[index];
  const open = useOpenLesson();
  const title = useRef<HTMLHeadingElement>(null);
  useFocusOn(title, id, takesFocus);
  useInView(lesson, lanes.length > 0);

  function handleKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const to = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") close();
    else if (to !== undefined) open(lessons[lesson ? index + to : 0]);
    else return;
    event.preventDefault();
  }

  return (
    <section className="lesson" aria-labelledby="lesson-title" onKeyDown={handleKey}>
      <header className="lesson-head">
        <h2 ref={title} id="lesson-title" className="lesson-title" tabIndex={-1}>
          {lesson?.title ?? "Lessons"}
        </h2>
        <Place index={index} />
        <div className="lesson-buttons">
          {lesson && (
            <button
              type="button"
              className="button button-quiet"
              aria-label="All lessons"
              title="All lessons"
              onClick={list}
            >
              <List aria-hidden />
            </button>
          )}
          <button
            type="button"
            className="button button-quiet"
            aria-label="Previous lesson"
            title="Previous lesson (←)"
            disabled={index < 1}
            onClick={() => open(lessons[index - 1])}
          >
            <ChevronLeft aria-hidden />
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label="Next lesson"
            title="Next lesson (→)"
            disabled={index === lessons.length - 1}
            onClick={() => open(lessons[index + 1])}
          >
            <ChevronRight aria-hidden />
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label="Close the lessons"
            title="Close (Esc)"
            onClick={close}
          >
            <X aria-hidden />
          </button>
        </div>
      </header>
      {lesson ? (
        // Each lesson starts afresh.
        <LessonBody key={lesson.id} lesson={lesson} lanes={lanes} />
      ) : (
        <LessonContents asked={id} onGlossary={onGlossary} />
      )}
    </section>
  );
}

/** Opens a lesson as if its link was followed, so that Back returns to where the reader was. */
function useOpenLesson(): (lesson: Lesson | undefined) => void {
  const { experiment } = useSession();
  return (lesson) => {
    if (lesson) location.hash = addressOf(lesson, experiment.getState().link.view);
  };
}

/** Which of the twelve it is, and how many were seen; the first look is not counted. */
function Place({ index }: { readonly index: number }) {
  const progress = useProgress();
  const [, ...counted] = lessons;
  const seen = counted.filter(({ id }) => progress[id]?.isAnswered).length;
  return (
    <p className="lesson-place">
      {index > 0 && `Lesson ${index} of ${counted.length}`}
      <span className="lesson-seen">{`${index > 0 ? " · " : ""}${seen} of ${counted.length} seen`}</span>
    </p>
  );
}

/** The focus goes to the title with each lesson opened from here, but stays where it is when a link brought the first one. */
function useFocusOn(title: { readonly current: HTMLElement | null }, id: string | null, takesFocus: boolean): void {
  const before = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (before.current === undefined ? takesFocus : before.current !== id)
      title.current?.focus({ preventScroll: true });
    before.current = id;
  }, [title, id, takesFocus]);
}

/** Rings the chart that the lesson points at, by an attribute of the page that its style reads, and brings it into view once it is there. */
function useInView(lesson: Lesson | undefined, hasCharts: boolean): void {
  const chart = lesson?.look.chart;
  useEffect(() => {
    if (!chart) return;
    document.documentElement.dataset.look = chart;
    return () => {
      delete document.documentElement.dataset.look;
    };
  }, [chart]);
  useEffect(() => {
    if (!chart || !hasCharts) return;
    const frame = requestAnimationFrame(() => {
      document.querySelector(`[data-chart="${chart}"]`)?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [chart, hasCharts]);
}
