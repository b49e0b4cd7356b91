/** Which engine, precision and adapter computed what is on screen; a click says why no better one did. */
import type { Adapter } from "../../protocol/messages";
import { useRun } from "../hooks/useSession";
import { Popover } from "./Popover";

const names = { webgpu: "WebGPU", webgl: "WebGL", float64: "CPU" } as const;

export function EngineBadge() {
  const adapter = useRun((state) => state.adapter);
  const status = useRun((state) => state.status);
  if (!adapter)
    return <span className="late text-mute">{status === "loading" ? "choosing an engine …" : "no engine"}</span>;
  return (
    <Popover
      className="rounded-md px-1.5 py-0.5 text-right decoration-mute decoration-dotted underline-offset-4 hover:underline"
      label={
        <>
          <strong className="font-semibold">
            {names[adapter.engine]} · {adapter.precision}
          </strong>{" "}
          <span className="text-mute max-wide:hidden">{kindOf(adapter)}</span>
        </>
      }
    >
      {() => <BadgeDetails adapter={adapter} />}
    </Popover>
  );
}

function kindOf({ engine, software }: Adapter): string {
  if (engine === "float64") return "no GPU used";
  return software ? "software adapter" : "hardware adapter";
}

function BadgeDetails({ adapter }: { readonly adapter: Adapter }) {
  const facts = [
    ["Engine", names[adapter.engine]],
    ["Precision", adapter.precision],
    ["Adapter", adapter.name],
    ["Execution", adapter.execution],
  ];
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-mute">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {adapter.reasons.length > 0 && (
        <>
          <h3 className="caption mt-3 mb-1">Why not a faster one</h3>
          <ul className="grid gap-1">
            {adapter.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-3 text-[12px] text-mute">Another engine can be asked for among the controls, under Descent.</p>
    </>
  );
}
