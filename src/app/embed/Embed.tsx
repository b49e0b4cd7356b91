/** The page inside another one: pictures, what is seen in one sentence, a small transport, and the way to the whole page. */
import { ExternalLink } from "lucide-react";
import { useEffect } from "react";
import { encodeLink } from "../../permalink/link";
import type { BoardLane, BoardProps } from "../board";
import { lanesOfLink } from "../controls/useParameter";
import { useExperiment, useSession } from "../hooks/useSession";
import { commandFor } from "../hooks/useShortcuts";
import { ChartGrid } from "../panels/ChartGrid";
import { Scrubber } from "../panels/Scrubber";
import { PlayButton, Progress } from "../panels/Transport";
import { sentenceFor } from "../sentence";
import { serveParent } from "./embedApi";

interface Props extends BoardProps {
  /** the lane whose bounds are drawn */
  readonly lane: BoardLane | undefined;
  readonly pinNames: readonly string[];
}

/** A frame inside another page stays one: the key that leads to the projector does nothing here. */
function stayFrame(event: KeyboardEvent) {
  if (commandFor(event) === "projector") event.preventDefault();
}

export function Embed({ lanes, run, pinNames, lane }: Props) {
  const session = useSession();
  const link = useExperiment((state) => state.link);
  useEffect(() => {
    window.addEventListener("keydown", stayFrame, { capture: true });
    return () => window.removeEventListener("keydown", stayFrame, { capture: true });
  }, []);
  useEffect(() => (window.parent === window ? undefined : serveParent(session)), [session]);
  const full = encodeLink({ ...link, view: { ...link.view, mode: "board" } });

  return (
    <div className="embed">
      <header className="embed-head">
        <h1>{sentenceFor(lanesOfLink(link))}</h1>
        <a href={full} target="_blank" rel="noopener" className="button">
          <ExternalLink size={14} aria-hidden /> Open in full
        </a>
      </header>
      <main>
        <h2 className="sr-only">Charts</h2>
        <ChartGrid lanes={lanes} run={run} pinNames={pinNames} lane={lane} certificate={null} />
      </main>
      <section className="embed-transport" aria-label="Transport">
        <PlayButton />
        <Scrubber />
        <Progress />
      </section>
    </div>
  );
}
