/** What a link says, read: the lanes' settings, the run's, and the view's. */
import type { EngineChoice, LaneConfig, ParameterId } from "../lora/experiment";
import type { Speed } from "./kinds";

/** The values of one key: a list makes lanes, `,` multiplies and `;` advances together with the other `;` lists. */
export interface Setting<K extends ParameterId> {
  /** at least one */
  readonly values: readonly LaneConfig[K][];
  /** `,` if there is one value */
  readonly separator: "," | ";";
}

export type Settings = { readonly [K in ParameterId]: Setting<K> };

export interface View {
  /** iterate shown when the link opens; null: T */
  readonly t: number | null;
  readonly play: boolean;
  readonly speed: Speed;
  readonly x: "log" | "linear";
  readonly y: "log" | "linear" | "symlog";
  /** null: all */
  readonly charts: readonly string[] | null;
  /** null: all */
  readonly bounds: readonly string[] | null;
  readonly mode: "board" | "projector" | "embed";
  /** id of the lesson that is open; null: none */
  readonly lesson: string | null;
  readonly theme: "system" | "light" | "dark";
}

export interface Link {
  readonly settings: Settings;
  readonly T: number;
  readonly engine: EngineChoice;
  readonly view: View;
}

/** Something in a link that could not be taken as it stands. */
export interface Fault {
  readonly key: string;
  /** the text at fault, shortened */
  readonly value: string;
  /** what is wrong: key, value and valid range */
  readonly problem: string;
  /** what is used instead */
  readonly used: string;
}

/** A fault as one sentence for the page. */
export interface Notice {
  readonly key: string;
  readonly value: string;
  readonly message: string;
}
