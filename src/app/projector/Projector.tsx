/** The page in a lecture hall: large pictures, the lesson, and only the controls that the run is about. */
import { ExternalLink, GraduationCap, Keyboard, LayoutDashboard, Link as LinkIcon } from "lucide-react";
import { useEffect } from "react";
import { originCharts, usualCharts } from "../../permalink/runParameters";
import type { BoardLane, BoardProps } from "../board";
import { lanesOfLink } from "../controls/useParameter";
import type { Lessons } from "../hooks/useLessons";
import { useExperiment, useRun, useSession } from "../hooks/useSession";
import { ChartGrid } from "../panels/ChartGrid";
import { LessonSlot } from "../panels/LessonSlot";
import { lessons as course } from "../panels/lessons/lessonLinks";
import { OriginPicture } from "../panels/OriginPanel";
import { Transport } from "../panels/Transport";
import { sentenceFor } from "../sentence";
import { KeyEcho } from "./KeyEcho";
import { openPictures } from "./pictures";
import { useMagnification } from "./useMagnification";
import { VariedControls } from "./VariedControls";

export { channelPort, follow } from "./pictures";

interface Props extends BoardProps {
  /** the lane whose bounds are drawn */
  readonly lane: BoardLane | undefined;
  readonly pinNames: readonly string[];
  readonly lessons: Lessons;
  readonly onHelp: () => void;
  readonly onShare: () => void;
  /** nothing but pictures: another window drives this one */
  readonly isFollowing: boolean;
}

export function Projector({ lanes, run, pinNames, lane, lessons, onHelp, onShare, isFollowing }: Props) {
  const sentence = useExperiment((state) => sentenceFor(lanesOfLink(state.link)));
  const charts = useCharts();
  const hasOrigin = charts.includes("origin");
  useMagnification();

  return (
    <div className="projector" data-follows={isFollowing} data-lesson={lessons.isOpen && !isFollowing}>
      {isFollowing ? <Moment /> : <Head {...{ sentence, lessons, onHelp, onShare }} />}
      <main className="projector-main">
        <h2 className="sr-only">Charts</h2>
        {hasOrigin && run && lanes.length > 0 && (
          <div className="projector-origin" data-chart="origin">
            <OriginPicture lanes={lanes} run={run} />
          </div>
        )}
        <ChartGrid lanes={lanes} run={run} pinNames={pinNames} lane={lane} certificate={null} only={charts} />
      </main>
      {!isFollowing && (
        <>
          <aside className="projector-side" aria-label="Lesson and controls">
            <LessonSlot lanes={lanes} lessons={lessons} />
            <VariedControls />
          </aside>
          <Transport />
          <KeyEcho />
        </>
      )}
    </div>
  );
}

/** Pictures that a hall can read at once. */
const MOST = 4;
const BESIDE_PLANE = 2;

/** The charts that the link names; else those that the lesson is about, with the loss, which every lesson changes; else four. */
function useCharts(): readonly string[] {
  const named = useExperiment((state) => state.link.view.charts);
  const id = useExperiment((state) => state.link.view.lesson);
  const chart = course.find((lesson) => lesson.id === id)?.look.chart;
  const ofRun = named?.filter((name) => usualCharts.some((usual) => usual === name)) ?? [];
  const ofOrigin = originCharts.filter((name) => named?.includes(name));
  if (ofOrigin.length > 0) {
    // The plane takes half the window.
    const isPlane = ofOrigin.includes("landscape") || ofRun.includes("origin");
    const lines = [...ofRun, ...ofOrigin].filter((name) => name !== "origin" && name !== "landscape");
    return isPlane ? ["origin", ...lines.slice(0, BESIDE_PLANE)] : lines.slice(0, MOST);
  }
  if (ofRun.length > 0 && ofRun.length < usualCharts.length) return ofRun;
  return chart ? [...new Set([chart, "loss"])] : ["loss", "gradient", "step", "norm"];
}

interface HeadProps {
  readonly sentence: string;
  readonly lessons: Lessons;
  readonly onHelp: () => void;
  readonly onShare: () => void;
}

function Head({ sentence, lessons, onHelp, onShare }: HeadProps) {
  const session = useSession();
  return (
    <header className="projector-head">
      <h1>{sentence}</h1>
      <button
        type="button"
        className="button"
        aria-expanded={lessons.isOpen}
        onClick={lessons.isOpen ? lessons.close : lessons.open}
      >
        <GraduationCap aria-hidden /> Lessons
      </button>
      <button
        type="button"
        className="button"
        title="A second window for the hall: it shows only pictures and follows this one"
        onClick={() => openPictures(session)}
      >
        <ExternalLink aria-hidden /> Pictures
      </button>
      <button type="button" className="button button-quiet" aria-label="Share" title="Share (Q)" onClick={onShare}>
        <LinkIcon aria-hidden />
      </button>
      <button type="button" className="button button-quiet" aria-label="Keys" title="Keys (?)" onClick={onHelp}>
        <Keyboard aria-hidden />
      </button>
      <button
        type="button"
        className="button button-quiet"
        aria-label="Back to the board"
        title="Back to the board (P)"
        onClick={session.commands.projector}
      >
        <LayoutDashboard aria-hidden />
      </button>
    </header>
  );
}

/** What a window of pictures says in words: why there is nothing, or which window it follows. */
function Moment() {
  const sentence = useExperiment((state) => sentenceFor(lanesOfLink(state.link)));
  const isLoading = useRun((state) => state.status === "loading");
  useEffect(() => {
    document.title = "LoRA descent: pictures";
  }, []);
  return (
    <header className="projector-head">
      <h1 aria-busy={isLoading}>{sentence}</h1>
    </header>
  );
}
