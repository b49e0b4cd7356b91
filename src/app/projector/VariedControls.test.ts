import { expect, test } from "vitest";
import { decodeLink } from "../../permalink/link";
import { variedIn } from "./VariedControls";

const keysOf = (hash: string) => variedIn(decodeLink(hash).link).map(({ key }) => key);

test.each([
  ["#v=1&r=1,2,4", ["r"]],
  ["#v=1&method=lora;full&step=paper;constant&eta=1/L", ["step", "eta", "method"]],
  ["#v=1&r=2&scale=3&seed=9&T=100", ["r", "scale", "T"]],
  ["#v=1", ["T"]],
  ["#v=1&m=1&n=1&r=1&init=user&B=1;5&A=1;5&target=9", []],
])("%s leaves %j to turn", (hash, keys) => {
  expect(keysOf(hash)).toEqual(keys);
});
