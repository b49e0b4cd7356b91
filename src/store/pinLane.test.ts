import { expect, test } from "vitest";
import type { Adapter } from "../protocol/messages";
import { pinRun } from "./kept/keeper.fixtures";
import { createLaneStore } from "./laneStore";

const adapterOf = (engine: Adapter["engine"], precision: Adapter["precision"]): Adapter => ({
  ...{ engine, precision, name: "", software: true, execution: "", reasons: [] },
});
const [webgpu, float64] = [adapterOf("webgpu", "float32"), adapterOf("float64", "float64")];

test("a pin knows where another engine took its lane over, not where the same one went on or its lane had ended", () => {
  const lanes = createLaneStore();
  const takeovers = [
    { firstSteps: [1], from: webgpu, to: webgpu, message: "" },
    { firstSteps: [2], from: webgpu, to: float64, message: "" },
    { firstSteps: [4], from: float64, to: webgpu, message: "" },
  ];
  pinRun(lanes, "#v=1&T=3", [4, 3, 2, 1], takeovers);
  expect(lanes.getState().pins[0]?.changes).toEqual([
    {
      firstStep: 2,
      from: { engine: "webgpu", precision: "float32" },
      to: { engine: "float64", precision: "float64" },
    },
  ]);
});
