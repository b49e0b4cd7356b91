/** The parameters of a run as a caption has them: those that all lanes share, and what tells lanes apart by name. */
import type { LaneConfig, ParameterId } from "../../../lora/experiment";
import { AUTO_STEP } from "../../../lora/families";
import { defaultLink, experimentOf } from "../../../permalink/link";
import { appliesTo, parameters } from "../../../permalink/schema";
import type { Adapter } from "../../../protocol/messages";
import { memberOf } from "../../controls/members";
import { valueText } from "../../laneNames";

/** Said even where they are what a link leaves out. */
const always: readonly ParameterId[] = ["loss", "method", "r", "L", "init", "seed", "step"];
/** Said as one. */
const SIZE: readonly ParameterId[] = ["m", "n"];

const engines = { webgpu: "WebGPU", webgl: "WebGL", float64: "CPU" } as const;

export function parameterText(lanes: readonly LaneConfig[], T: number, adapter: Adapter | null): string {
  const [first] = lanes;
  if (!first) return "";
  const usual = experimentOf(defaultLink).lanes[0];
  const isShared = (key: ParameterId) => lanes.every((lane) => String(lane[key]) === String(first[key]));
  const isSaid = ({ key }: { readonly key: string }) => {
    // The schema's keys of lanes are those of a configuration.
    const id = key as ParameterId;
    if (!(key in first) || SIZE.includes(id) || !appliesTo(id, first) || !isShared(id)) return false;
    // The method's own rule is said by the method.
    if (id === "step" && first.step === AUTO_STEP) return false;
    return always.includes(id) || String(first[id]) !== String(usual?.[id]);
  };
  const size = SIZE.every(isShared) ? [`${first.m} × ${first.n}`] : [];
  const said = parameters.filter(isSaid).map(({ key, symbol, name }) => {
    const id = key as ParameterId;
    const value = valueText(id, first);
    return memberOf(id, String(first[id])) ? value : `${symbol?.replace("_", "") ?? name} = ${value}`;
  });
  const engine = adapter ? [`${engines[adapter.engine]}, ${adapter.precision}`] : [];
  return [...size, ...said, `T = ${T}`, ...engine].join(" · ");
}
