/** One lesson: predict, play, look, and the answer with the numbers of the run on screen. Predicting blocks nothing. */
import { Play } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { flatText, numberText } from "../../../charts/geometry/numberText";
import type { Lesson } from "../../../lessons/lesson";
import { progressOf } from "../../../store/progressStore";
import type { BoardLane } from "../../board";
import { useExperiment, usePlayback, useRun, useSession } from "../../hooks/useSession";
import { lessonLane } from "./lessonLanes";
import { addressOf, differenceFrom, isRunOf } from "./lessonLinks";
import { progressStore, useProgress } from "./useProgress";

/** What the charts are called on the page. */
const chartTitles: Readonly<Record<Lesson["look"]["chart"], string>> = {
  loss: "Loss",
  gradient: "Gradient norm",
  step: "Step size",
  norm: "Adapter norm",
  origin: "V = 0",
};

interface Props {
  readonly lesson: Lesson;
  readonly lanes: readonly BoardLane[];
}

export function LessonBody({ lesson, lanes }: Props) {
  const { commands, seek } = useSession();
  const questionId = useId();
  const { predicted } = progressOf(useProgress(), lesson.id);
  const answer = useAnswer(lesson, lanes);
  const difference = useExperiment((state) => differenceFrom(lesson, state.link));
  const T = useExperiment((state) => state.link.T);
  const playing = usePlayback((state) => state.playing);
  const theme = useExperiment((state) => state.link.view.theme);
  const mode = useExperiment((state) => state.link.view.mode);
  const answerText = useFocusKept(answer.text);
  const predict = (choice: number) => progressStore.note(lesson.id, { predicted: choice });

  function handleKey(event: KeyboardEvent) {
    const choice = Number(event.key) - 1;
    if (event.ctrlKey || event.metaKey || event.altKey || !lesson.choices[choice]) return;
    event.preventDefault();
    predict(choice);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits serve the buttons inside
    <div className="lesson-body" onKeyDown={handleKey}>
      <div className="lesson-question">
        <p id={questionId}>{lesson.question}</p>
        <ul className="lesson-choices" aria-labelledby={questionId}>
          {lesson.choices.map((choice, index) => (
            <li key={choice}>
              <button
                type="button"
                className="lesson-choice"
                aria-pressed={predicted === index}
                data-right={answer.text !== null && index === lesson.right}
                onClick={() => predict(index)}
              >
                <span className="lesson-number" aria-hidden>
                  {index + 1}
                </span>
                {choice}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className="lesson-look">
        {answer.text === null && (
          <>
            <p>
              {predicted === null ? "Predict if you like, then play" : "Now play"} and watch{" "}
              <strong className="lesson-chart">{chartTitles[lesson.look.chart]}</strong>: {lesson.look.at}.
            </p>
            <p className="lesson-actions">
              <button type="button" className="button" onClick={commands.playOrPause}>
                <Play aria-hidden />
                {playing ? "Pause" : "Play the run"}
              </button>
              {difference === null && (
                <button type="button" className="button button-quiet" onClick={() => answer.ask(() => seek(T))}>
                  {answer.isAwaited ? "Computing …" : "Show the answer"}
                </button>
              )}
            </p>
          </>
        )}
        <div ref={answerText} aria-live="polite" className="lesson-answer" tabIndex={-1}>
          {answer.text !== null && (
            <>
              <p className="font-semibold">{verdict(lesson, predicted)}</p>
              <p>{answer.text}</p>
            </>
          )}
        </div>
        {difference !== null && (
          <p className="lesson-differs">
            This run is not the lesson’s: {difference}.{" "}
            <a href={addressOf(lesson, { theme, mode })}>Back to the lesson’s run</a>
          </p>
        )}
      </div>
    </div>
  );
}

/** What had the focus may go when the answer comes: the focus then stays in the lesson, whose keys go on to work. */
function useFocusKept(text: string | null) {
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (text !== null && document.activeElement === document.body) answer.current?.focus({ preventScroll: true });
    if (text !== null) answer.current?.scrollIntoView({ block: "nearest" });
  }, [text]);
  return answer;
}

function verdict({ choices, right }: Lesson, predicted: number | null): string {
  const said = (choices[right] ?? "").replace(/\.$/, "");
  if (predicted === null) return `${said}.`;
  return predicted === right ? `As you predicted: ${said}.` : `You predicted “${choices[predicted]}”. It is: ${said}.`;
}

interface Answer {
  /** null until it is asked for, or the run has played, and its numbers are there */
  readonly text: string | null;
  readonly isAwaited: boolean;
  ask(compute: () => void): void;
}

function useAnswer(lesson: Lesson, lanes: readonly BoardLane[]): Answer {
  const shown = useRun((state) => state.experiment);
  const isEnded = useRun((state) => state.status === "finished" || state.status === "diverged");
  const isOwn = shown !== null && isEnded && isRunOf(lesson, shown);
  const hasPlayed = useHasPlayed();
  const [isAsked, setIsAsked] = useState(false);
  const isShown = isOwn && (isAsked || hasPlayed);
  useEffect(() => {
    if (isShown) progressStore.note(lesson.id, { isAnswered: true });
  }, [isShown, lesson.id]);
  return {
    text: isShown ? lesson.answer(lanes.slice(0, shown.lanes.length).map(lessonLane), write) : null,
    isAwaited: isAsked && !isShown,
    ask(compute) {
      setIsAsked(true);
      compute();
    },
  };
}

const write = (value: number) => flatText(numberText(value, 3));

/** Whether the run was played to its end since the lesson opened. */
function useHasPlayed(): boolean {
  const playing = usePlayback((state) => state.playing);
  const isAtEnd = useIsAtEnd();
  const wasPlaying = useRef(false);
  const [hasPlayed, setHasPlayed] = useState(false);
  useEffect(() => {
    if (wasPlaying.current && !playing && isAtEnd) setHasPlayed(true);
    wasPlaying.current = playing;
  }, [playing, isAtEnd]);
  return hasPlayed;
}

function useIsAtEnd(): boolean {
  const { run } = useSession();
  return usePlayback(({ selected }) => selected >= 0 && selected >= run.getState().lastStep);
}
