/** How a shared link opens: at the iterate shown, at the end, or playing; and the address for each. */
import { stepText } from "../../charts/geometry/numberText";
import { encodeLink, type Link, type View } from "../../permalink/link";

export interface Opening {
  readonly id: "here" | "end" | "play";
  readonly label: string;
  readonly view: Pick<View, "t" | "play">;
}

/** What is on screen when something is shared. */
export interface Moment {
  readonly selected: number;
  readonly playing: boolean;
}

/** The choices for a run of T steps, the one that shows what is on screen first. */
export function openingsAt({ selected, playing }: Moment, T: number): readonly Opening[] {
  const here: Opening = {
    id: "here",
    label: `at this iterate, t = ${stepText(selected)}`,
    view: { t: selected, play: false },
  };
  const end: Opening = { id: "end", label: `at the end, t = ${stepText(T)}`, view: { t: null, play: false } };
  const play: Opening = { id: "play", label: "playing from t = 0", view: { t: null, play: true } };
  const isInside = selected >= 0 && selected < T;
  if (playing) return isInside ? [play, here, end] : [play, end];
  return isInside ? [here, end, play] : [end, play];
}

/**
 * The address of a link on the site that `address` belongs to; what else the address carries concerns this window alone. A projector
 * is for the hall: who scans its code gets the board.
 */
export function addressOf(link: Link, { view }: Opening, mode: "board" | "embed", address: string): string {
  const url = new URL(address);
  url.search = "";
  url.hash = encodeLink({ ...link, view: { ...link.view, ...view, mode } });
  return url.href;
}
