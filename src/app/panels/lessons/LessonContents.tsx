/** The lessons there are, with how far the reader has come. */
import { Check } from "lucide-react";
import { progressOf } from "../../../store/progressStore";
import { useExperiment } from "../../hooks/useSession";
import { addressOf, lessons } from "./lessonLinks";
import { useProgress } from "./useProgress";

interface Props {
  /** the id that the link has, which may be no lesson's */
  readonly asked: string | null;
  readonly onGlossary: () => void;
}

export function LessonContents({ asked, onGlossary }: Props) {
  const theme = useExperiment((state) => state.link.view.theme);
  const mode = useExperiment((state) => state.link.view.mode);
  const progress = useProgress();
  return (
    <>
      {asked !== null && <p className="text-warn">There is no lesson “{asked}”. These there are:</p>}
      <ol className="lesson-list">
        {lessons.map((lesson, index) => {
          const { isAnswered, predicted } = progressOf(progress, lesson.id);
          return (
            <li key={lesson.id}>
              <a href={addressOf(lesson, { theme, mode })} className="lesson-link">
                <span className="lesson-number">{index === 0 ? "–" : index}</span>
                <span className="min-w-0 flex-1">{lesson.title}</span>
                {isAnswered ? (
                  <Check role="img" aria-label="seen" className="text-accent" />
                ) : (
                  predicted !== null && <span className="text-mute">predicted</span>
                )}
              </a>
            </li>
          );
        })}
      </ol>
      <p>
        <button type="button" className="button" onClick={onGlossary}>
          All symbols and terms
        </button>
      </p>
    </>
  );
}
