/** Takes steps pass by pass: the shaders are written in the first step and the same in every later one. */
import type { NodeId, StepGraph } from "../../trace/graph";
import type { Device } from "../device";
import type { Program } from "../programs";
import { dimensionsOf, type Tensor } from "../runtime";
import { type Pass, partition } from "./partition";
import { type PassText, passText } from "./passText";

export interface Stepper {
  /** From tensors of the graph's inputs, the row [lanes, 1, columns], the step [lanes, 1, 1] and θ⁺; the caller tidies. */
  step(inputs: ReadonlyMap<NodeId, Tensor>): {
    readonly row: Tensor;
    readonly step: Tensor;
    readonly theta: readonly Tensor[];
  };
}

interface Place {
  readonly tensor: Tensor;
  readonly column: number | null;
}

/** Null where single operations are better, or a shader would read more tensors than it may. */
export function createStepper(device: Device, graph: StepGraph, lanes: number): Stepper | null {
  const passes = partition(graph);
  if (!passes) return null;
  const passesAlone = new Map<NodeId, Pass>();
  const passAlone = (id: NodeId): Pass => {
    const pass = passesAlone.get(id) ?? { kind: "scalars", ids: [id] };
    passesAlone.set(id, pass);
    return pass;
  };
  const texts = new Map<Pass, PassText>();

  const run = (pass: Pass, places: ReadonlyMap<NodeId, Place>): Tensor => {
    const tensors = [...new Set([...places.values()].map(({ tensor }) => tensor))];
    const known = texts.get(pass);
    const text =
      known ??
      passText(graph, pass, (id) => {
        const place = places.get(id);
        if (!place) return null;
        return { tensor: tensors.indexOf(place.tensor), dimensions: dimensionsOf(place.tensor), column: place.column };
      });
    texts.set(pass, text);
    return device.run(programOf(graph, pass, text, lanes, tensors));
  };

  return {
    step(inputs) {
      const places = new Map<NodeId, Place>();
      for (const [id, tensor] of inputs) places.set(id, { tensor, column: null });
      let row: Tensor | null = null;
      for (const pass of passes) {
        const tensor = run(pass, places);
        if (pass.kind === "matrix") places.set(pass.id, { tensor, column: null });
        else if (pass.ids === graph.row) row = tensor;
        else for (const [column, id] of pass.ids.entries()) places.set(id, { tensor, column });
      }
      /** A tensor of the value alone: scalars may have been written side by side. */
      const alone = (id: NodeId) => {
        const place = places.get(id);
        if (place && (place.column === null || dimensionsOf(place.tensor)[2] === 1)) return place.tensor;
        return run(passAlone(id), places);
      };
      return { row: row!, step: alone(graph.step), theta: graph.theta.map(alone) };
    },
  };
}

function programOf(graph: StepGraph, pass: Pass, text: PassText, lanes: number, tensors: readonly Tensor[]): Program {
  const { rows, columns } = pass.kind === "matrix" ? graph.nodes[pass.id]! : { rows: 1, columns: pass.ids.length };
  return {
    key: text.entry,
    shape: [lanes, rows, columns],
    operands: text.tensors.map((tensor) => tensors[tensor]!),
    inner: 0,
    code: () => text,
  };
}
