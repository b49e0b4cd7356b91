/** Lessons and links: where a lesson opens, and whether a run is the lesson's own. */
import { course, firstLook } from "../../../lessons/course";
import type { Lesson } from "../../../lessons/lesson";
import type { Experiment } from "../../../lora/experiment";
import { decodeLink, encodeLink, encodeRun, experimentOf, type Link, type View } from "../../../permalink/link";
import { parameters } from "../../../permalink/schema";

export const lessons: readonly Lesson[] = [firstLook, ...course];

/** Differences named one by one. */
const NAMED = 3;

const links = new Map<Lesson, Link>();

export function linkOf(lesson: Lesson): Link {
  const link = links.get(lesson) ?? decodeLink(lesson.link).link;
  links.set(lesson, link);
  return link;
}

/** The lesson before its run has played, in double precision: its numbers are then the same on every machine. */
export function addressOf(lesson: Lesson, { theme, mode }: Pick<View, "theme" | "mode">): string {
  const link = linkOf(lesson);
  return encodeLink({ ...link, engine: "float64", view: { ...link.view, t: 0, lesson: lesson.id, theme, mode } });
}

/** Whether the run on screen is the lesson's, on whichever engine. */
export function isRunOf(lesson: Lesson, shown: Experiment): boolean {
  const { lanes, T } = experimentOf(linkOf(lesson));
  return shown.T === T && JSON.stringify(shown.lanes) === JSON.stringify(lanes);
}

/** In what a link departs from the lesson's: "r = 4 instead of 2"; null if it runs the same. */
export function differenceFrom(lesson: Lesson, link: Link): string | null {
  const [own, now] = [linkOf(lesson), link].map((each) => pairsOf(encodeRun({ ...each, engine: "auto" })));
  const differing = parameters.filter(({ key }) => own?.get(key) !== now?.get(key));
  if (differing.length === 0) return null;
  const texts = differing.slice(0, NAMED).map(({ key, symbol, name, write, initial, initialFor }) => {
    // A key is left out of a link at its default, which depends on the lane for some.
    const textOf = (pairs: ReadonlyMap<string, string> | undefined) =>
      pairs?.get(key) ?? (initialFor ? "its default" : write(initial));
    return `${symbol?.replace("_", "") ?? name} = ${textOf(now)} instead of ${textOf(own)}`;
  });
  const more = differing.length - texts.length;
  return `${texts.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function pairsOf(hash: string): ReadonlyMap<string, string> {
  const pairs = hash.slice(1).split("&");
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
