/** All controls, in groups; only those that some lane reads, the rarely used ones folded away. */
import { Fragment, memo, useState } from "react";
import type { LaneConfig } from "../../lora/experiment";
import { appliesTo, type Parameter, parameters } from "../../permalink/schema";
import { useExperiment } from "../hooks/useSession";
import { FileButton } from "../panels/files/FileSource";
import { BackgroundControl } from "./BackgroundControl";
import { LanePicker } from "./LanePicker";
import { ParameterControl } from "./ParameterControl";
import { lanesOfLink, type Scope } from "./useParameter";

const groups = [
  { id: "problem", title: "Problem" },
  { id: "adapter", title: "Adapter" },
  { id: "descent", title: "Descent" },
  { id: "axes", title: "Axes" },
] as const;

/** Keys of the run and the view that are shown among the controls, and where. */
const placed: Readonly<Record<string, (typeof groups)[number]["id"]>> = {
  T: "descent",
  engine: "descent",
  x: "axes",
  y: "axes",
};

/** Keys that a first visitor does not need. */
const rare: ReadonlySet<string> = new Set([
  "pseed",
  "tscale",
  "W0scale",
  "W0seed",
  "target",
  "W0",
  "alpha",
  "v0norm",
  "Lhat",
  "engine",
]);

export const ControlRail = memo(function ControlRail() {
  const link = useExperiment((state) => state.link);
  const [asked, setAsked] = useState<Scope>(null);
  const lanes = lanesOfLink(link);
  const scope = lanes.length > 1 && asked !== null && asked < lanes.length ? asked : null;
  const scoped = scope === null ? lanes : lanes.slice(scope, scope + 1);
  const shown = parameters.filter(({ key, kind }) =>
    scoped.some((lane) => appliesTo(key, lane) && (kind !== "file" || lane[key as keyof LaneConfig] !== null)),
  );

  return (
    <div className="py-3 pr-2.5 pl-5 max-wide:pr-5">
      <LanePicker lanes={lanes} scope={scope} onScope={setAsked} />
      {groups.map(({ id, title }) => (
        <Fragment key={id}>
          <ControlGroup
            title={title}
            scope={scope}
            parameters={ordered(shown.filter(({ key, group }) => (placed[key] ?? group) === id))}
          />
          {id === "problem" && <FileButton />}
          {id === "descent" && <BackgroundControl />}
        </Fragment>
      ))}
    </div>
  );
});

interface GroupProps {
  readonly title: string;
  readonly scope: Scope;
  readonly parameters: readonly Parameter[];
}

function ControlGroup({ title, scope, parameters: all }: GroupProps) {
  const usual = all.filter(({ key }) => !rare.has(key));
  const others = all.filter(({ key }) => rare.has(key));
  const control = (parameter: Parameter) => (
    <ParameterControl key={parameter.key} parameter={parameter} scope={scope} />
  );
  return (
    <section aria-label={title} className="mt-2.5 first:mt-0">
      <h2 className="caption mb-1">{title}</h2>
      {usual.map(control)}
      {others.length > 0 && (
        <details className="group">
          <summary className="list-none truncate rounded py-0.5 text-[12px] text-mute hover:text-ink [&::-webkit-details-marker]:hidden">
            <span className="inline-block w-3 transition-transform group-open:rotate-90" aria-hidden>
              ›
            </span>
            More:{" "}
            {others
              .map(({ name }) => name)
              .slice(0, 2)
              .join(", ")}
            {others.length > 2 ? " …" : ""}
          </summary>
          <div className="mt-1">{others.map(control)}</div>
        </details>
      )}
    </section>
  );
}

/** Choices lead their group: what they choose decides which others there are. */
function ordered(list: readonly Parameter[]): readonly Parameter[] {
  const order = ["loss", "method", "r", "init", "scale", "seed", "step", "eta", "T"];
  const place = ({ key }: Parameter) => (order.indexOf(key) + order.length) % order.length;
  return list.toSorted((a, b) => (order.includes(a.key) && order.includes(b.key) ? place(a) - place(b) : 0));
}
