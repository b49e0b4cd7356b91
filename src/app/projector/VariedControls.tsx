/** The controls of what the run is about: what differs between its lanes, or else what its link states. */

import { encodeRun, type Link } from "../../permalink/link";
import { appliesTo, type Parameter, parameters } from "../../permalink/schema";
import { ParameterControl } from "../controls/ParameterControl";
import { lanesOfLink } from "../controls/useParameter";
import { useExperiment } from "../hooks/useSession";
import { tellingKeys } from "../laneNames";

/** More would take the place of the pictures. */
const SHOWN = 3;
/** Controls that a lecture turns, first to last, where a link states more than can be shown. */
const usual: readonly string[] = ["r", "scale", "L", "step", "eta", "method", "init", "loss", "T"];

export function VariedControls() {
  const link = useExperiment((state) => state.link);
  const shown = variedIn(link);
  if (shown.length === 0) return null;
  return (
    <section className="projector-controls" aria-label="Controls">
      {shown.map((parameter) => (
        <ParameterControl key={parameter.key} parameter={parameter} scope={null} />
      ))}
    </section>
  );
}

/** What differs between lanes, or else the usual controls that the link states; matrices are no control for a hall. */
export function variedIn(link: Link): readonly Parameter[] {
  const lanes = lanesOfLink(link);
  const differing: readonly string[] = lanes.length > 1 ? tellingKeys(lanes) : [];
  const stated = new Set([...encodeRun(link).matchAll(/&(\w+)=/g)].map(([, key = ""]) => key)).add("T");
  const wanted = parameters.filter((parameter) => {
    if (parameter.kind === "matrix" || !lanes.some((lane) => appliesTo(parameter.key, lane))) return false;
    return differing.length > 0
      ? differing.includes(parameter.key)
      : usual.includes(parameter.key) && stated.has(parameter.key);
  });
  const place = ({ key }: Parameter) => (usual.indexOf(key) + usual.length + 1) % (usual.length + 1);
  return wanted.toSorted((a, b) => place(a) - place(b)).slice(0, SHOWN);
}
