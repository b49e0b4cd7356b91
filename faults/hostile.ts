/**
 * What comes from outside and was made to do harm: links and pasted text, messages of other pages and windows, files, and what an
 * other version or another program left in the browser's storage. Each is taken as a valid value or refused in a sentence.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { hostileFollows, hostileRequests } from "../src/app/embed/hostileMessages.fixtures";
import { parseRequest, type Scope } from "../src/app/embed/messages";
import { parseMessage } from "../src/app/projector/messages";
import { mutatedFile, type WrittenFile } from "../src/files/files.fixtures";
import { readFile } from "../src/files/read";
import { FileFault } from "../src/files/types";
import { decodeLink, encodeLink, experimentOf } from "../src/permalink/link";
import { hostileTexts } from "../src/permalink/link.fixtures";
import { kinds, tampered } from "../src/store/kept/records.fixtures";
import { type Attacked, attack, type Verdict } from "./attack";
import type { Part, Row } from "./report";

const SEED = 20261123;
const TIMES = 12_000;
const REQUIRED = 50_000;

const isTrue = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

function openLink(text: string): Verdict {
  const { link, notices } = decodeLink(text);
  const canonical = encodeLink(link);
  isTrue(encodeLink(decodeLink(canonical).link) === canonical, "the link that is written is not the one that is read");
  isTrue(experimentOf(link).lanes.length > 0, "there is no lane");
  return notices.length > 0 ? "refused" : "taken";
}

const scope: Scope = { T: 100, lanes: [{ lastStep: 100, columnIds: ["loss", "grad_norm_sq", "step_size"] }] };

function hearRequest(data: unknown): Verdict {
  const request = parseRequest(data, scope);
  if (request === null) return "refused";
  if ("fault" in request) {
    isTrue(request.fault.length >= 8 && request.fault.length <= 600, "the refusal is no sentence");
    return "refused";
  }
  return "taken";
}

function hearWindow(data: unknown): Verdict {
  const message = parseMessage(data);
  if (message?.type === "state") isTrue(message.hash.startsWith("#") && message.t >= 0, "a state has no place");
  return message === null ? "refused" : "taken";
}

function openFile({ name, bytes }: ReturnType<typeof mutatedFile>): Verdict {
  try {
    for (const tensor of readFile(name, bytes).tensors) {
      const { rows, columns, data } = tensor.read();
      isTrue(rows * columns === data.length && data.every(Number.isFinite), "a matrix is not whole");
    }
    return "taken";
  } catch (error) {
    // its message is the sentence that the page shows
    if (error instanceof FileFault && /^[A-Z].{10,300}\.$/s.test(error.message)) return "refused";
    throw error;
  }
}

/** Draws from a stream of numbers that fast-check makes. */
const drawn = fc.infiniteStream(fc.nat(2 ** 30)).map((numbers) => (below: number) => numbers.next().value % below);

function rowOf(what: string, { tried, refused, faults }: Attacked): Row {
  const figure = `${tried} tried, ${refused} refused`;
  return { what, figure: faults[0] ? `${figure}; ${faults[0]}` : figure, required: "", met: true };
}

export const hostile: Part = async ({ root }) => {
  const written: readonly WrittenFile[] = JSON.parse(readFileSync(join(root, "src/files/files.fixtures.json"), "utf8"));
  const files = fc.tuple(fc.constantFrom(...written), drawn).map(([file, below]) => mutatedFile(file, below));
  const attacked: [string, Attacked][] = [
    ["links and pasted text", attack(hostileTexts, openLink, TIMES, SEED)],
    ["messages of pages that frame this one", attack(hostileRequests, hearRequest, TIMES, SEED)],
    ["messages of other windows", attack(hostileFollows, hearWindow, TIMES, SEED)],
    ["files", attack(files, openFile, TIMES, SEED)],
  ];
  for (const { kind, record, parse } of kinds) {
    const records = drawn.map((below) => tampered(record, below));
    const keep = (data: unknown): Verdict => (parse(data) === null ? "refused" : "taken");
    attacked.push([`kept records: a ${kind}`, attack(records, keep, TIMES, SEED)]);
  }
  const tried = attacked.reduce((sum, [, each]) => sum + each.tried, 0);
  const uncaught = attacked.reduce((sum, [, each]) => sum + each.faults.length, 0);
  return [
    ...attacked.map(([what, each]) => rowOf(what, each)),
    { what: "hostile inputs tried", figure: String(tried), required: `≥ ${REQUIRED}`, met: tried >= REQUIRED },
    { what: "uncaught errors and harm done", figure: String(uncaught), required: "0", met: uncaught === 0 },
  ];
};
