import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeLink } from "../../permalink/link";
import { hostileRequests } from "./hostileMessages.fixtures";
import { API, parseRequest, type Scope } from "./messages";

const columnIds = ["loss", "step_size", "plane_b", "min_grad_norm_sq"] as const;
const scope: Scope = {
  T: 3000,
  lanes: [
    { lastStep: 100, columnIds },
    { lastStep: -1, columnIds: [] },
  ],
};

const commands = ["load", "play", "pause", "state", "seek", "read"];

const request = (fields: object) => parseRequest({ api: API, id: 1, ...fields }, scope);

/** The sentence with which a request is refused. */
function fault(fields: object): string {
  const parsed = request(fields);
  if (!parsed || !("fault" in parsed)) throw new Error("this request is taken");
  return parsed.fault;
}

describe("a request to the frame", () => {
  test.each([
    { type: "play" },
    { type: "pause" },
    { type: "state" },
    { type: "seek", t: 0 },
    { type: "seek", t: 3000 },
  ])("%j is taken", (fields) => {
    expect(request(fields)).toEqual({ id: 1, command: fields });
  });

  test("to load a link says which", () => {
    const parsed = request({ type: "load", link: "https://example.org/#v=1&r=2" });
    if (!parsed || !("command" in parsed) || parsed.command.type !== "load") throw new Error("not taken");
    expect(encodeLink(parsed.command.link)).toBe("#v=1&r=2");
  });

  test("to read takes every published column and row where it names none", () => {
    const command = { type: "read", lane: 0, from: 0, to: 100, columns: ["loss", "step_size", "min_grad_norm_sq"] };
    expect(request({ type: "read" })).toEqual({ id: 1, command });
    const some = { type: "read", lane: 0, from: 5, to: 7, columns: ["loss"] };
    expect(request({ ...some, columns: ["loss", "loss"] })).toEqual({ id: 1, command: some });
  });

  test.each([
    [{ type: "stop" }, "type: “stop” is not one of load, play, pause, state, seek, read"],
    [{ type: "toString" }, "type: “toString” is not one of load, play, pause, state, seek, read"],
    [{ type: "seek", t: 3001 }, "t: 3001 is not an integer from 0 to T = 3000"],
    [{ type: "seek", t: "7" }, "t: “7” is not an integer from 0 to T = 3000"],
    [{ type: "seek" }, "t: nothing is not an integer from 0 to T = 3000"],
    [{ type: "play", speed: 2 }, "play: “speed” is not a field of it; it takes no fields"],
    [{ type: "read", lane: 2 }, "lane: 2 is not an integer from 0 to 1"],
    [{ type: "read", lane: 1 }, "read: no row is computed yet; a state says when there are"],
    [{ type: "read", to: 101 }, "to: 101 is not an integer from 0 to the last iterate computed = 100"],
    [{ type: "read", from: 8, to: 7 }, "from: 8 is not an integer from 0 to to = 7"],
    [{ type: "read", columns: ["plane_b"] }, "columns: “plane_b” is not one of loss, step_size, min_grad_norm_sq"],
    [{ type: "read", columns: "loss" }, "columns: “loss” is not a list of at most 9 names"],
    [{ type: "load", link: "#v=1&r=999" }, "r: 999 is not an integer from 1 to 256"],
    [{ type: "load", link: 7 }, "link: 7 is not a text of at most 100000 characters"],
    [{ type: "play", id: "" }, "id: “” is not an integer or a text of 1 to 64 characters"],
    [{ type: "play", api: "lora-descent/2" }, "api: “lora-descent/2” is not lora-descent/1, the only version"],
  ])("%j is refused with value and range", (fields, sentence) => {
    expect(fault(fields)).toBe(sentence);
  });

  test.each([[null], ["play"], [7], [{ type: "play", id: 1 }], [{ api: "other", type: "play", id: 1 }], [[]]])(
    "%j is not meant for the page, and not answered",
    (data) => {
      expect(parseRequest(data, scope)).toBeNull();
    },
  );

  test("whatever is posted is a documented command, one sentence, or nothing; and much of it reaches each", () => {
    const seen = new Map<string, number>();
    const count = (verdict: string) => seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
    fc.assert(
      fc.property(hostileRequests, (data) => {
        const parsed = parseRequest(data, scope);
        if (parsed === null) return;
        if ("fault" in parsed) {
          expect(parsed.fault).toMatch(/^.{8,600}$/su);
          count(parsed.fault.split(":", 1)[0]!);
        } else {
          expect(commands).toContain(parsed.command.type);
          count(`taken: ${parsed.command.type}`);
        }
      }),
      { numRuns: 10_000 },
    );
    // A generator that stops at the first check would try nothing behind it.
    const reached = [...commands.map((type) => `taken: ${type}`), "api", "id", "type", "link", "t", "lane", "columns"];
    for (const verdict of reached) expect(seen.get(verdict), verdict).toBeGreaterThan(10);
  });
});
