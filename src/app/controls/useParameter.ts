/** One parameter as a control sees it: its values as text, its default, what went wrong, and how to change it. */
import { useMemo, useRef } from "react";
import type { LaneConfig } from "../../lora/experiment";
import { experimentOf, type Link, type Notice } from "../../permalink/link";
import { appliesTo, laneKeys, type Parameter } from "../../permalink/schema";
import type { ExperimentState } from "../../store/experimentStore";
import { useExperiment, useSession } from "../hooks/useSession";

/** The lane that the controls change; null for all of them. */
export type Scope = number | null;

export interface ParameterView {
  /** one text for each listed value; one if all lanes agree */
  readonly texts: readonly string[];
  readonly separator: "," | ";";
  /** the number that is shown; null for a list and for what is no number */
  readonly value: number | null;
  /** what the value may not exceed in this lane, where that depends on it */
  readonly limit: number | null;
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

/** The lane whose value of `key` is shown, and whose limits hold. */
export function laneOf(link: Link, key: Parameter["key"], scope: Scope): LaneConfig {
  const lanes = lanesOfLink(link);
  const scoped = scope === null ? lanes : lanes.slice(scope, scope + 1);
  // Every experiment has a lane, and a scope is one of them.
  return scoped.find((lane) => appliesTo(key, lane)) ?? scoped[0] ?? lanes[0]!;
}

/** What a control shows: it is rendered again only when this changes, since a slider's move is a change of the link. */
type Shown = Omit<ParameterView, "setText" | "endGesture">;

function shownOf({ link, notices }: ExperimentState, parameter: Parameter, scope: Scope): Shown {
  const { key } = parameter;
  const config = laneOf(link, key, scope);
  const setting = scope === null && key in link.settings ? link.settings[key as keyof LaneConfig] : null;
  const isList = setting !== null && setting.values.length > 1;
  const texts = isList
    ? setting.values.map((value) => parameter.write(value))
    : [parameter.write(valueIn(link, key, config))];
  const defaultText = parameter.write(parameter.initialFor?.(config) ?? parameter.initial);
  return {
    texts,
    separator: isList ? setting.separator : ",",
    value: texts.length === 1 ? numberIn(texts[0]!, parameter, config) : null,
    limit: parameter.limit?.of(config) ?? null,
    defaultText,
    isDefault: texts.length === 1 && texts[0] === defaultText,
    notices: notices.filter((notice) => notice.key === key),
  };
}

function isSame(a: Shown, b: Shown): boolean {
  const same = (x: readonly unknown[], y: readonly unknown[]) =>
    x.length === y.length && x.every((each, i) => each === y[i]);
  const facts = ({ separator, value, limit, defaultText }: Shown) => [separator, value, limit, defaultText];
  return same(a.texts, b.texts) && same(a.notices, b.notices) && same(facts(a), facts(b));
}

/** The number that a text stands for; a word (full, r, L) stands for its limit or for the parameter it names, or for none. */
function numberIn(text: string, parameter: Parameter, config: LaneConfig): number | null {
  const value = Number.parseFloat(text);
  if (!Number.isNaN(value)) return value;
  const named = text in config ? config[text as keyof typeof config] : null; // a key of the lane, by the test before it
  return typeof named === "number" ? named : (parameter.limit?.of(config) ?? null);
}

export function useParameter(parameter: Parameter, scope: Scope): ParameterView {
  const { experiment } = useSession();
  const last = useRef<Shown | null>(null);
  const shown = useExperiment((state) => {
    const next = shownOf(state, parameter, scope);
    if (!last.current || !isSame(last.current, next)) last.current = next;
    return last.current;
  });
  const { key } = parameter;
  return useMemo(
    () => ({
      ...shown,
      setText: (text, gesture) =>
        scope === null || !laneKeys.some((each) => each === key)
          ? experiment.setText(key, text, gesture)
          : experiment.setLaneText(scope, key, text, gesture),
      endGesture: experiment.endGesture,
    }),
    [shown, experiment, key, scope],
  );
}
