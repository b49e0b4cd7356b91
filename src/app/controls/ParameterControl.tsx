/** The control of one parameter, by its kind of value. */
import { Dices } from "lucide-react";
import { memo } from "react";
import type { ParameterId } from "../../lora/experiment";
import { laneKeys, type Parameter } from "../../permalink/schema";
import { ControlFrame } from "./ControlFrame";
import { ListButton } from "./ListButton";
import { memberOf, optionsOf } from "./members";
import { Slider } from "./Slider";
import { nudged, type SliderScale } from "./sliderScale";
import { TextField } from "./TextField";
import { type ParameterView, type Scope, useParameter } from "./useParameter";

interface Props {
  readonly parameter: Parameter;
  readonly scope: Scope;
}

export const ParameterControl = memo(function ParameterControl({ parameter, scope }: Props) {
  const view = useParameter(parameter, scope);
  const frame = {
    name: parameter.name,
    symbol: parameter.symbol,
    term: `control/${parameter.key}`,
    help: <Help parameter={parameter} view={view} />,
    notices: view.notices,
    resetTo: view.isDefault ? null : labelOf(parameter, view.defaultText),
    onReset: () => view.setText(view.defaultText),
    list: scope === null && isLaneKey(parameter.key) && <ListButton parameter={parameter} id={parameter.key} />,
  };
  if (parameter.kind === "choice") {
    return (
      <ControlFrame {...frame}>
        <Choice parameter={parameter} view={view} />
      </ControlFrame>
    );
  }
  if (parameter.kind === "matrix" || parameter.kind === "file") {
    return (
      <ControlFrame {...frame}>
        <TextField
          label={parameter.name}
          text={view.texts.join(";")}
          placeholder={parameter.shape ? `${parameter.shape.text}: 1:0/0:1` : ""}
          invalid={view.notices.length > 0}
          className="mb-1 w-full"
          onCommit={(text) => view.setText(text)}
        />
      </ControlFrame>
    );
  }
  return <NumberControl parameter={parameter} view={view} frame={frame} />;
});

/** Whether lanes can differ in it: not for keys of the run and the view. */
const isLaneKey = (key: string): key is ParameterId => laneKeys.some((each) => each === key);

type FrameProps = Omit<Parameters<typeof ControlFrame>[0], "children" | "field">;

function NumberControl({ parameter, view, frame }: { parameter: Parameter; view: ParameterView; frame: FrameProps }) {
  const scale = sliderOf(parameter, view);
  const single = view.texts.length === 1 ? (view.texts[0] ?? "") : null;
  const { value } = view;
  const isSeed = parameter.kind === "integer" && (parameter.max ?? 0) >= 2 ** 31;
  const perL = parameter.kind === "eta" && single?.endsWith("/L") ? "/L" : "";

  function move(next: number, gesture?: string) {
    view.setText(`${String(next).replace("e+", "e")}${perL}`, gesture);
  }

  return (
    <ControlFrame
      {...frame}
      field={
        <>
          {isSeed && value !== null && (
            <button
              type="button"
              className="rounded p-0.5 text-mute hover:text-ink pointer-coarse:p-2"
              aria-label={`Next ${parameter.name}`}
              title="Draw anew: the next seed"
              onClick={() => move(value + 1)}
            >
              <Dices size={14} aria-hidden />
            </button>
          )}
          <TextField
            label={parameter.name}
            text={view.texts.map(shortened).join(view.separator === ";" ? "; " : ", ")}
            invalid={view.notices.length > 0}
            className={`text-right ${single === null ? "w-24" : "w-15"}`}
            onCommit={(text) => view.setText(text.replaceAll(/\s/g, ""))}
            {...(value === null || !scale
              ? {}
              : { onNudge: (direction, far) => move(nudged(scale, value, direction, far), parameter.key) })}
          />
        </>
      }
    >
      {scale && value !== null && !isSeed && (
        <Slider
          label={parameter.name}
          scale={scale}
          value={value}
          valueText={single ?? ""}
          onMove={(next) => move(next, parameter.key)}
          onRelease={view.endGesture}
        />
      )}
    </ControlFrame>
  );
}

function Choice({ parameter, view }: { readonly parameter: Parameter; readonly view: ParameterView }) {
  const single = view.texts.length === 1 ? view.texts[0] : undefined;
  return (
    <select
      className="field mb-1 w-full"
      aria-label={parameter.name}
      value={single ?? ""}
      onChange={(event) => view.setText(event.target.value)}
    >
      {single === undefined && (
        <option value="" disabled>
          {view.texts.map((text) => labelOf(parameter, text)).join(view.separator === ";" ? "; " : ", ")}
        </option>
      )}
      {optionsOf(parameter).map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Help({ parameter, view }: { readonly parameter: Parameter; readonly view: ParameterView }) {
  const member = view.texts.length === 1 ? memberOf(parameter.key, view.texts[0] ?? "") : null;
  return (
    <>
      <p>{parameter.help}</p>
      {member && (
        <p className="mt-1">
          <strong className="font-medium text-ink">{member.label}.</strong> {member.summary}{" "}
          <span className="font-math whitespace-nowrap text-ink">{member.formula}</span>
        </p>
      )}
      {parameter.kind !== "choice" && <p className="mt-1">Takes {parameter.range}.</p>}
    </>
  );
}

function labelOf(parameter: Parameter, text: string): string {
  return optionsOf(parameter).find(({ id }) => id === text)?.label ?? text;
}

/** 1e8 instead of 100000000, which a field would cut. */
function shortened(text: string): string {
  const scientific = /^\d{6,}$/.test(text) ? Number(text).toExponential().replace("e+", "e") : text;
  return scientific.length < text.length ? scientific : text;
}

/** The slider's ends, inside what holds for this lane; null if the parameter has no slider. */
function sliderOf(parameter: Parameter, view: ParameterView): SliderScale | null {
  const { sliderMin, sliderMax } = parameter;
  if (sliderMin === undefined || sliderMax === undefined) return null;
  const max = Math.min(sliderMax, view.limit ?? sliderMax);
  if (!(max > sliderMin)) return null;
  return { min: sliderMin, max, scale: parameter.scale, integer: parameter.kind === "integer" };
}
