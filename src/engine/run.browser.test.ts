import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LaneConfig } from "../lora/experiment";
import type { LaneBatch } from "../lora/lane";
import { matrix } from "../math/matrix";
import { alone, baseLane, batchOf, relativeDistance } from "./conformance.fixtures";
import { devices, webgl, webgpu } from "./devices.fixtures";
import type { Engine, RunBlock } from "./engine";
import { createEngines } from "./select";
import { DeviceLost } from "./tfjs/device";

const adaptive = batchOf([baseLane, { ...baseLane, init: "gauss", r: 2, seed: 9 }], {});
/** A first trial of 1 where about 2⁻¹¹ is right: more halvings than are queued at first. */
const steep = batchOf([{ ...baseLane, step: "armijo", L: 1000, init: "gauss" }], {});

/** Rows of all columns, lane by lane, whatever the blocks were. */
async function rowsOf(engine: Engine, batch: LaneBatch, blocks: readonly number[], states = batch.states) {
  const run = await engine.start(batch.program, batch.inputs, states);
  const rows = batch.lanes.map(() => [] as number[][]);
  let last: RunBlock | undefined;
  for (const k of blocks) {
    last = await run.advance(k);
    for (const [lane, list] of rows.entries()) {
      for (let t = 0; t < k; t++) list.push(last.columns.map((column) => column[lane * k + t]!));
    }
  }
  run.dispose();
  return { rows, states: last!.states };
}

describe.each(devices.map((device) => [device.name, device] as const))("a run on %s", (_, { id, execution, open }) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.dispose());

  it.each([
    ["an adaptive step", adaptive],
    ["a line search", steep],
  ])("gives the same numbers with %s however it is cut into blocks", async (_, batch) => {
    const whole = await rowsOf(engine, batch, [6]);
    expect(await rowsOf(engine, batch, [1, 1, 1, 1, 1, 1])).toEqual(whole);
    expect(await rowsOf(engine, batch, [4, 2])).toEqual(whole);
  });

  it("goes on from its own state as if it had never stopped, however many halvings it had come to try", async () => {
    const whole = await rowsOf(engine, steep, [6]);
    const first = await rowsOf(engine, steep, [2]);
    const rest = await rowsOf(engine, steep, [4], first.states);
    expect({ rows: [[...first.rows[0]!, ...rest.rows[0]!]], states: rest.states }).toEqual(whole);
  });

  it("computes a lane beside others exactly as alone", async () => {
    const batched = await rowsOf(engine, adaptive, [10]);
    for (const lane of adaptive.lanes) {
      const single = await rowsOf(engine, alone(adaptive, lane), [10]);
      expect(single.rows[0]).toEqual(batched.rows[lane]);
      expect(single.states[0]).toEqual(batched.states[lane]);
    }
  });

  it("keeps padded ranks at zero and the iterates as without padding", async () => {
    const small: LaneConfig = { ...baseLane, init: "gauss", r: 2 };
    const padded = await rowsOf(engine, batchOf([small, { ...baseLane, r: 5 }], {}), [10]);
    const plain = await rowsOf(engine, batchOf([small], {}), [10]);
    const [B, A] = padded.states[0]!.theta;
    expect(B!.data.filter((_, i) => i % 5 >= 2).every((x) => x === 0)).toBe(true);
    expect(A!.data.subarray(2 * A!.columns).every((x) => x === 0)).toBe(true);
    expect(relativeDistance(padded.rows[0]!.flat(), plain.rows[0]!.flat())).toBeLessThan(1e-6);
  });

  it("holds as much after a run, a cancelled run and 50 restarts as before", async () => {
    await rowsOf(engine, adaptive, [3]);
    const before = engine.memory();
    expect(before).toEqual({ tensors: 0, bytes: 0 });
    await rowsOf(engine, steep, [3]);
    expect(engine.memory()).toEqual(before);

    const cancelled = await engine.start(adaptive.program, adaptive.inputs, adaptive.states);
    const pending = cancelled.advance(5);
    const outcome = expect(pending).rejects.toThrow("this run was disposed");
    await Promise.resolve();
    cancelled.dispose();
    cancelled.dispose();
    await outcome;
    expect(engine.memory()).toEqual(before);

    for (let restart = 0; restart < 50; restart++) await rowsOf(engine, adaptive, [1]);
    expect(engine.memory()).toEqual(before);
  });

  it("finds the sum and the maximum of rows too long for one thread", async () => {
    const columns = 1000;
    const { program, inputs } = batchOf([{ ...baseLane, m: 2, n: 3, r: 1, method: "full", step: "constant" }], {});
    const W = matrix(2, columns).data.map((_, i) => ((i * 37) % 101) - 50);
    const at: LaneBatch["program"]["loss"]["at"] = (o, _, X) => ({
      value: () => o.sum(o.add(o.scale(o.rowMax(X), 1000), o.rowSum(X))),
      gradient: () => X,
    });
    const state = { theta: [matrix(2, columns, W)], previousStep: 1 };
    const batch = { ...alone(adaptive, 0), program: { ...program, loss: { ...program.loss, at } }, inputs };
    const { rows } = await rowsOf(engine, batch, [1], [state]);
    expect(rows[0]![0]![0]).toBe(2 * 50 * 1000 + W.reduce((a, b) => a + b, 0));
  });

  it("refuses what its device cannot hold, saying what it holds", async () => {
    const { inputs, states, program } = adaptive;
    expect(engine.info.maxEntries).toBeGreaterThanOrEqual(4096 * 4096);
    const huge = { ...inputs[0]!, W0: { rows: 2 ** 15, columns: 2 ** 15, data: { length: 2 ** 30 } as Float64Array } };
    await expect(engine.start(program, [huge], [states[0]!])).rejects.toThrow(
      `holds ${engine.info.maxEntries} entries`,
    );
  });

  it("says what it is", () => {
    expect(engine.info).toMatchObject({ id, precision: "float32", software: true, execution });
    expect(engine.info.adapter).toMatch(/swiftshader|llvmpipe/i);
  });
});

describe("a device that refuses a generated program", () => {
  it("runs operations one by one, saying so, with nothing lost or left behind", async () => {
    const create = GPUDevice.prototype.createShaderModule;
    const refuse = vi.spyOn(GPUDevice.prototype, "createShaderModule").mockImplementation(function (
      this: GPUDevice,
      { code, ...rest },
    ) {
      return create.call(this, { ...rest, code: code.includes("uniforms.steps") ? "not a shader" : code });
    });
    const engine = await webgpu.open();
    const refused = await rowsOf(engine, adaptive, [3]);
    refuse.mockRestore();
    expect(engine.info.execution).toBe("operations one by one (the device refused the generated program)");
    expect(engine.memory()).toEqual({ tensors: 0, bytes: 0 });
    engine.dispose();
    const eager = await devices.find(({ name }) => name === "webgpu, eager")!.open();
    expect(await rowsOf(eager, adaptive, [3])).toEqual(refused);
    eager.dispose();
  });
});

describe("a step of WebGPU operations", () => {
  it("is some thirty of them where sums and products are long", async () => {
    const engine = await devices.find(({ name }) => name === "webgpu, eager")!.open();
    const large = batchOf([{ ...baseLane, m: 160, n: 160, r: 48, init: "gauss" }], {});
    const run = await engine.start(large.program, large.inputs, large.states);
    const operations = vi.spyOn(WebGPUBackend.prototype, "runWebGPUProgram");
    const counts: number[] = [];
    for (const k of [2, 3]) {
      operations.mockClear();
      await run.advance(k);
      counts.push(operations.mock.calls.length);
    }
    operations.mockRestore();
    run.dispose();
    engine.dispose();
    expect(counts[1]! - counts[0]!).toBeLessThanOrEqual(35);
  });
});

describe("a device that is lost", () => {
  it("rejects the pending read on WebGPU, and a new engine can be opened", async () => {
    const request = vi.spyOn(GPUAdapter.prototype, "requestDevice");
    const engine = await webgpu.open();
    const gpu = await request.mock.results[0]!.value;
    request.mockRestore();
    const run = await engine.start(adaptive.program, adaptive.inputs, adaptive.states);
    const pending = expect(run.advance(20)).rejects.toBeInstanceOf(DeviceLost);
    gpu.destroy();
    await pending;
    await expect(run.advance(1)).rejects.toBeInstanceOf(DeviceLost);
    run.dispose();
    engine.dispose();
    await reopened(webgpu.open);
  });

  it("rejects the pending read on WebGL, which would never settle, and a new engine can be opened", async () => {
    const getContext = vi.spyOn(OffscreenCanvas.prototype, "getContext");
    const engine = await webgl.open();
    const gl = getContext.mock.results.map(({ value }) => value).find((context) => context) as WebGL2RenderingContext;
    getContext.mockRestore();
    const run = await engine.start(adaptive.program, adaptive.inputs, adaptive.states);
    const pending = expect(run.advance(20)).rejects.toBeInstanceOf(DeviceLost);
    gl.getExtension("WEBGL_lose_context")!.loseContext();
    await pending;
    run.dispose();
    engine.dispose();
    await reopened(webgl.open);
  });

  it("rejects a read that WebGL answers with zeros because the device has just gone, as if it had ended well", async () => {
    const engine = await webgl.open();
    const whole = await rowsOf(engine, adaptive, [2, 3]);
    const run = await engine.start(adaptive.program, adaptive.inputs, adaptive.states);
    await run.advance(2);
    const reads = vi.spyOn(WebGL2RenderingContext.prototype, "getBufferSubData").mockImplementation(() => {});
    await expect(run.advance(3)).rejects.toBeInstanceOf(DeviceLost);
    expect(reads).toHaveBeenCalled();
    reads.mockRestore();
    // nothing of it was taken for the state
    expect((await run.advance(3)).states).toEqual(whole.states);
    run.dispose();
    engine.dispose();
  });

  async function reopened(open: () => Promise<Engine>) {
    const engine = await open();
    expect((await rowsOf(engine, adaptive, [1])).rows[0]![0]![0]).toBeGreaterThan(0);
    engine.dispose();
  }
});

describe("selecting an engine where there are software adapters only", () => {
  it("takes float64 for auto and says why not the GPU", async () => {
    const { engine, reasons } = await createEngines().select("auto");
    expect(engine.info.id).toBe("float64");
    expect(reasons).toEqual([
      "WebGPU has only a slow software adapter here.",
      "WebGL 2 is absent or rendered by slow software here.",
    ]);
  });

  it.each([
    ["webgpu", []],
    ["webgl", ["WebGPU was not tried: the link asks for WebGL."]],
  ] as const)("takes the software adapter for engine=%s", async (choice, reasons) => {
    const selection = await createEngines().select(choice);
    expect(selection.engine.info).toMatchObject({ id: choice, software: true });
    expect(selection.reasons).toEqual(reasons);
    selection.engine.dispose();
  });
});
