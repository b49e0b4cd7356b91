/** From the text of a link to what it says. Never throws: what cannot be taken as it stands becomes a fault. */
import { type EngineChoice, MAX_LANES, type ParameterId } from "../lora/experiment";
import { rowOf } from "./lanes";
import type { Row } from "./parameter";
import { runParameters, viewParameters } from "./runParameters";
import { laneKeys, parameters } from "./schema";
import { settle } from "./settle";
import type { Fault, Link, Notice, Settings, View } from "./types";

/** What an empty hash stands for; it plays. */
export const OPENING_HASH = "#v=1&trank=4&init=gauss&scale=0.001&T=1500&play=1";

const VERSION = "1";
const known: ReadonlySet<string> = new Set(["v", ...parameters.map(({ key }) => key)]);
/** Unknown keys that are named one by one. */
const MAX_UNKNOWN = 8;
/** Longest text repeated in a sentence. */
const MAX_QUOTE = 40;

/** The link that a hash, a full address or bare keys stand for, and a notice for each value that had to be replaced. */
export function decodeLink(text: string): { readonly link: Link; readonly notices: readonly Notice[] } {
  const { link, faults } = readLink(text);
  const notices = faults.map(({ key, value, problem, used }) => ({ key, value, message: `${problem}; using ${used}` }));
  return { link, notices };
}

/** As `decodeLink`, with the bare problems: for callers that refuse a link with faults. */
export function readLink(text: string): { readonly link: Link; readonly faults: readonly Fault[] } {
  const { texts, faults } = textsOf(hashOf(text));
  const read = (key: ParameterId) => {
    const list = listOf(key, texts.get(key));
    faults.push(...list.faults);
    return list.setting;
  };
  // One setting for each key of the table, with values of that key.
  const given = Object.fromEntries(laneKeys.map((key) => [key, read(key)])) as unknown as Settings;
  const settled = settle(given);
  const unread: ReadonlySet<string> = new Set(laneKeys.filter((key) => !settled.read.has(key)));
  const single = <V>(key: string, row: Row<V>) => {
    const { value, fault } = readSingle(key, row, texts.get(key));
    if (fault) faults.push(fault);
    return value;
  };
  const T = single("T", runParameters.T);
  const engine: EngineChoice = single("engine", runParameters.engine);
  const view = Object.fromEntries(
    Object.entries(viewParameters).map(([key, row]) => [key, single(key, row as Row<unknown>)]),
  );
  const link = { settings: settled.settings, T, engine, view: withinRun(view as unknown as View, T, faults) }; // the table's keys
  return { link, faults: [...faults.filter(({ key }) => !unread.has(key)), ...settled.faults] };
}

/** An iterate to show that lies within the run; the last one needs no mention. */
function withinRun(view: View, T: number, faults: Fault[]): View {
  if (view.t === null || view.t < T) return view;
  if (view.t > T) {
    faults.push({
      key: "t",
      value: String(view.t),
      problem: `t: ${view.t} is not an integer from 0 to T = ${T}`,
      used: String(T),
    });
  }
  return { ...view, t: null };
}

/** What follows `#`; nothing for an address without one; otherwise the text itself. An empty hash is the opening run. */
function hashOf(text: string): string {
  const at = text.indexOf("#");
  const hash = at >= 0 ? text.slice(at + 1) : /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) ? "" : text;
  return hash.trim() === "" ? OPENING_HASH.slice(1) : hash.trim();
}

/** The text of each known key. */
function textsOf(hash: string): { readonly texts: ReadonlyMap<string, string>; readonly faults: Fault[] } {
  const texts = new Map<string, string>();
  const faults: Fault[] = [];
  let unknown = 0;
  for (const pair of hash.split("&")) {
    if (pair.trim() === "") continue;
    const equals = pair.indexOf("=");
    const key = unescaped(equals < 0 ? pair : pair.slice(0, equals)).trim();
    const value = equals < 0 ? "" : unescaped(pair.slice(equals + 1)).trim();
    if (!known.has(key)) {
      unknown++;
      if (unknown <= MAX_UNKNOWN) faults.push({ key: quoted(key), value: quoted(value), ...unknownKey(key) });
    } else if (texts.has(key)) {
      faults.push({ key, value: quoted(value), problem: `${key}: given more than once`, used: "the last" });
    }
    if (known.has(key)) texts.set(key, value);
  }
  const version = texts.get("v") ?? VERSION;
  if (version !== VERSION) {
    faults.unshift({
      key: "v",
      value: quoted(version),
      problem: `v: ${quoted(version)} is not 1, the only version of links`,
      used: "1",
    });
  }
  return { texts, faults: faults.filter(firstOfKey) };
}

/** One fault for each key, however often a hostile text repeats it. */
const firstOfKey = ({ key }: Fault, i: number, faults: readonly Fault[]) =>
  faults.findIndex((fault) => fault.key === key) === i;

const unknownKey = (key: string) => ({
  problem: `${quoted(key)}: not a key of this page's links`,
  used: "nothing in its place",
});

/** Percent escapes resolved; text with broken ones as it stands. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function quoted(text: string): string {
  if (text === "") return "(nothing)";
  return text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE - 1)}…` : text;
}

/** The value of one text; the default for none. */
function readOne<V>(
  key: string,
  row: Row<V>,
  text: string | undefined,
): { readonly value: V; readonly fault: Fault | null } {
  if (text === undefined) return { value: row.initial, fault: null };
  const reading = row.read(text);
  if (reading?.valid) return { value: reading.value, fault: null };
  const problem = `${key}: ${quoted(text)} is not ${row.range}`;
  if (reading)
    return {
      value: reading.value,
      fault: { key, value: quoted(text), problem, used: quoted(row.write(reading.value)) },
    };
  const used = row.initialFor ? "the default" : `the default, ${row.write(row.initial)}`;
  return { value: row.initial, fault: { key, value: quoted(text), problem, used } };
}

/** The value of a key of the run or the view, which makes no lanes: the first one of a list. */
function readSingle<V>(key: string, row: Row<V>, text: string | undefined) {
  const [first, ...others] = text?.split(/[,;]/, 2) ?? [];
  const reading = readOne(key, row, first);
  if (text === undefined || others.length === 0 || reading.fault) return reading;
  const problem = `${key}: ${quoted(text)} is a list, but ${key} takes one value, ${row.range}`;
  return { value: reading.value, fault: { key, value: quoted(text), problem, used: row.write(reading.value) } };
}

/** The setting of one lane key; the first misread entry stands for all. More entries than lanes are not read. */
function listOf(key: ParameterId, text: string | undefined) {
  const row = rowOf(key);
  if (text === undefined) return { setting: { values: [row.initial], separator: "," }, faults: [] };
  const texts = text.split(/[,;]/);
  const entries = texts.slice(0, MAX_LANES).map((entry) => readOne(key, row, entry.trim()));
  const faults = entries.flatMap(({ fault }) => fault ?? []).slice(0, 1);
  const mixed = text.includes(";") && text.includes(",");
  if (mixed) {
    const problem = `${key}: ${quoted(text)} has commas and semicolons; a list has one of them`;
    faults.push({ key, value: quoted(text), problem, used: "commas" });
  }
  if (texts.length > MAX_LANES) {
    const problem = `${key}: ${texts.length} values; a run has 1 to ${MAX_LANES} lanes`;
    faults.push({ key, value: quoted(text), problem, used: `the first ${MAX_LANES}` });
  }
  const separator = text.includes(";") && !mixed ? ";" : ",";
  return { setting: { values: entries.map(({ value }) => value), separator }, faults };
}
