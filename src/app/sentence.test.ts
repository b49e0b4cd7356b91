import { expect, test } from "vitest";
import { decodeLink, experimentOf } from "../permalink/link";
import { sentenceFor } from "./sentence";

const sentenceOf = (hash: string) => sentenceFor(experimentOf(decodeLink(hash).link).lanes);

test("the opening run says what its picture shows", () => {
  expect(sentenceOf("")).toBe(
    "Near the stationary point V = 0 descent waits, then learns the target’s four singular directions one by one.",
  );
});

test.each([
  ["#v=1&trank=4&init=gauss&scale=0.001&r=2", /learns two of the target’s four singular directions/],
  ["#v=1&trank=1&init=gauss&scale=0.001", /the target’s one singular direction/],
  ["#v=1&init=zero", /never moves/],
  ["#v=1&init=stable", /drawn to the origin/],
  ["#v=1&loss=power-tail", /minimum lies at infinity/],
  ["#v=1&loss=digits", /digits 0–4 to tell 5–9 apart/],
  ["#v=1&method=full", /^Full-rank descent trains every entry/],
  ["#v=1&method=rac", /^Orthonormal|^.*orthonormal/],
  ["#v=1&method=lora;cola;galore", /^Three runs .* differ in method\.$/],
  ["#v=1&method=lora;cola", /^Two runs .* differ in method\.$/],
  ["#v=1&r=1,2,4", /^Three runs .* differ in rank\.$/],
  ["#v=1&method=lora;full&step=paper;constant&eta=1/L", /^LoRA descent beside full-rank descent/],
])("%s says what rules the picture", (hash, pattern) => expect(sentenceOf(hash)).toMatch(pattern));

test("every configuration has a sentence that ends", () => {
  for (const hash of ["#v=1", "#v=1&loss=regression", "#v=1&seed=1,2&r=1,2&L=1,2&scale=1,2", "#v=1&loss=logistic"]) {
    expect(sentenceOf(hash), hash).toMatch(/^[A-Z0-9].*\.$/);
  }
});
