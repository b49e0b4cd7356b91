import { expect, test } from "vitest";
import { decodeLink, experimentOf } from "../permalink/link";
import { laneNames } from "./laneNames";

const namesOf = (hash: string) => laneNames(experimentOf(decodeLink(hash).link).lanes);

test("a single lane needs no name", () => expect(namesOf("#v=1")).toEqual([""]));

test.each([
  ["#v=1&r=1,2", ["r = 1", "r = 2"]],
  ["#v=1&method=lora,full", ["LoRA", "full-rank"]],
  ["#v=1&method=lora;full&step=auto;constant&eta=1/L", ["LoRA", "full-rank, η = 1/L"]],
  ["#v=1&method=lora;cola;rac", ["LoRA", "COLA", "RAC-LoRA"]],
  ["#v=1&method=cola&period=10,50", ["τ = 10", "τ = 50"]],
  ["#v=1&method=lora;full&step=auto;constant&eta=0.05;1/L", ["LoRA", "full-rank, η = 1/L"]],
  ["#v=1&step=star,armijo", ["(8) ★", "backtracking"]],
  ["#v=1&init=lora,gauss", ["B = 0", "Gaussian"]],
  ["#v=1&L=2,4&init=gauss&seed=7,8", ["L = 2, seed = 7", "L = 2, seed = 8", "L = 4, seed = 7", "L = 4, seed = 8"]],
])("lanes of %s are told apart by what differs", (hash, names) => expect(namesOf(hash)).toEqual(names));

test("lanes that do not differ are counted", () => expect(namesOf("#v=1&seed=7,7")).toEqual(["lane 1", "lane 2"]));
