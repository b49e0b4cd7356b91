/** One parameter as a control sees it: its values as text, its default, what went wrong, and how to change it. */
import type { LaneConfig } from "../../lora/experiment";
import { experimentOf, type Link, type Notice } from "../../permalink/link";
import { appliesTo, type Parameter } from "../../permalink/schema";
import { useExperiment, useSession } from "../hooks/useSession";

/** The lane that the controls change; null for all of them. */
export type Scope = number | null;

export interface ParameterView {
  /** one text for each listed value; one if all lanes agree */
  readonly texts: readonly string[];
  readonly separator: "," | ";";
  /** the lane that the value shown belongs to, for limits that depend on it */
  readonly config: LaneConfig;
  readonly defaultText: string;
  readonly isDefault: boolean;
  readonly notices: readonly Notice[];
  setText(text: string, gesture?: string): void;
  endGesture(): void;
}

const lanesCache = new WeakMap<Link, readonly LaneConfig[]>();

/** The lanes of a link, expanded once for all controls. */
export function lanesOfLink(link: Link): readonly LaneConfig[] {
  const known = lanesCache.get(link);
  if (known) return known;
  const { lanes } = experimentOf(link);
  lanesCache.set(link, lanes);
  return lanes;
}

function valueIn(link: Link, key: string, config: LaneConfig): unknown {
  if (key in config) return config[key as keyof LaneConfig]; // a key of the lane, by the line's own test
  if (key === "T") return link.T;
  if (key === "engine") return link.engine;
  return key in link.view ? link.view[key as keyof Link["view"]] : null; // likewise
}

export function useParameter(parameter: Parameter, scope: Scope): ParameterView {
  const { experiment } = useSession();
  const link = useExperiment((state) => state.link);
  const allNotices = useExperiment((state) => state.notices);
  const { key } = parameter;
  const lanes = lanesOfLink(link);
  const scoped = scope === null ? lanes : lanes.slice(scope, scope + 1);
  // Every experiment has a lane, and a scope is one of them.
  const config = scoped.find((lane) => appliesTo(key, lane)) ?? scoped[0] ?? lanes[0]!;
  const setting = scope === null && key in link.settings ? link.settings[key as keyof LaneConfig] : null;
  const isList = setting !== null && setting.values.length > 1;
  const texts = isList
    ? setting.values.map((value) => parameter.write(value))
    : [parameter.write(valueIn(link, key, config))];
  const defaultText = parameter.write(parameter.initialFor?.(config) ?? parameter.initial);

  return {
    texts,
    separator: isList ? setting.separator : ",",
    config,
    defaultText,
    isDefault: texts.length === 1 && texts[0] === defaultText,
    notices: allNotices.filter((notice) => notice.key === key),
    setText: (text, gesture) =>
      scope === null || !(key in config)
        ? experiment.setText(key, text, gesture)
        : experiment.setLaneText(scope, key, text, gesture),
    endGesture: experiment.endGesture,
  };
}
