/** A page that is left alone, and one that is restarted again and again: the benchmark of memory, as rows. */
import { soak } from "../bench/soak";
import type { Part } from "./report";

export const soakPart: Part = async ({ folder }) =>
  (await soak(folder)).map(({ what, value, budget = "", met = true, note = "" }) => ({
    what,
    figure: note ? `${value} (${note})` : value,
    required: budget,
    met,
  }));
