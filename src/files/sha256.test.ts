import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createDraws } from "../math/random";
import { sha256 } from "./sha256";

test.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000, 100_000])("the hash of %i bytes is Node's", (length) => {
  const draws = createDraws(length);
  const bytes = Uint8Array.from({ length }, () => 256 * draws.uniform());
  expect(sha256(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
});
