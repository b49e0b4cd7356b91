/** Tries many inputs on what must withstand all of them. */
import fc from "fast-check";

/** What became of an input: taken as something valid, or refused. Harm is thrown. */
export type Verdict = "taken" | "refused";

export interface Attacked {
  readonly tried: number;
  readonly refused: number;
  /** what was thrown, each with the input */
  readonly faults: readonly string[];
}

/** Inputs that are made at once: some are large. */
const AT_ONCE = 500;
/** Longest text of an input that is told. */
const TOLD = 120;

export function attack<Input>(
  inputs: fc.Arbitrary<Input>,
  withstand: (input: Input) => Verdict,
  times: number,
  seed: number,
): Attacked {
  const faults: string[] = [];
  let refused = 0;
  for (let done = 0; done < times; done += AT_ONCE) {
    for (const input of fc.sample(inputs, { numRuns: Math.min(AT_ONCE, times - done), seed: seed + done })) {
      try {
        if (withstand(input) === "refused") refused++;
      } catch (error) {
        faults.push(`${error} at ${fc.stringify(input).slice(0, TOLD)}`);
      }
    }
  }
  return { tried: times, refused, faults };
}
