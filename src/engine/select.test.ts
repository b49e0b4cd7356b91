import { describe, expect, it } from "vitest";
import { engineChoices } from "../lora/experiment";
import { createEngines } from "./select";

// This host has neither WebGPU nor WebGL: what a visitor without a GPU gets.
describe("selecting an engine where there is no GPU", () => {
  it.each(engineChoices)("gives float64 for engine=%s", async (choice) => {
    const { engine } = await createEngines().select(choice);
    expect(engine.info).toMatchObject({ id: "float64", precision: "float64" });
  });

  it("says of each better engine why it is not used", async () => {
    expect((await createEngines().select("auto")).reasons).toEqual([
      "This browser does not offer WebGPU here.",
      "This browser does not offer WebGL outside the page here.",
    ]);
  });

  it("says first why a forced engine is missing", async () => {
    expect((await createEngines().select("webgl")).reasons[0]).toBe(
      "This browser does not offer WebGL outside the page here.",
    );
  });

  it("says that the link asked for float64, where it did", async () => {
    expect((await createEngines().select("float64")).reasons).toEqual([
      "WebGPU was not tried: the link asks for float64.",
      "WebGL was not tried: the link asks for float64.",
    ]);
  });
});
