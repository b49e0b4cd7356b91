import { describe, expect, test } from "vitest";
import type { LaneConfig } from "../experiment";
import { laneConfig } from "../laneConfig.fixtures";
import type { Audit } from "./audit";
import { auditCertificates, certificates, iterateCertificates, runCertificates } from "./index";
import { createLedger, type LedgerEntry } from "./ledger";
import { runLedger } from "./ledger.fixtures";
import type { LedgerRows } from "./reader";

type Rows = { -readonly [K in keyof LedgerRows]: Float64Array };

const config = laneConfig({ m: 6, n: 5, r: 2, init: "gauss", scale: 0.4 });
const T = 60;
/** The row whose numbers are falsified. */
const AT = 40;

async function honestRun(changes: Partial<LaneConfig> = {}) {
  const { columns, lane } = await runLedger({ ...config, ...changes }, T);
  const copy = (c: number) => Float64Array.from(columns[c]!);
  const rows: Rows = {
    loss: copy(0),
    grad_norm_sq: copy(1),
    step_size: copy(2),
    v_norm_sq: copy(3),
    loss_grad_norm: copy(4),
  };
  return { rows, context: lane.facts.theory };
}

const entryOf = (entries: readonly LedgerEntry[], id: string) => entries.find((entry) => entry.id === id)!;

/** One lie for each column or run certificate: what would have to be recorded for the statement to fail. */
const lies: Readonly<Record<string, (rows: Rows) => void>> = {
  lemma2: ({ loss }) => {
    loss[AT + 1] = loss[AT]!;
  },
  "descent-ratio": ({ loss, step_size, grad_norm_sq }) => {
    loss[AT + 1] = loss[AT]! - 1.08 * step_size[AT]! * grad_norm_sq[AT]!;
  },
  "lemma1-printed": ({ loss }) => {
    loss[AT + 1] = 10 * loss[AT]!;
  },
  "lemma1-corrected": ({ loss }) => {
    loss[AT + 1] = 10 * loss[AT]!;
  },
  "lemma1-sharp": ({ loss, step_size, grad_norm_sq }) => {
    loss[AT + 1] = loss[AT]! - 0.9 * step_size[AT]! * grad_norm_sq[AT]!;
  },
  "gradient-bound": ({ grad_norm_sq, v_norm_sq, loss_grad_norm }) => {
    grad_norm_sq[AT] = 4.001 * v_norm_sq[AT]! * loss_grad_norm[AT]! ** 2;
  },
  "gradient-loss": ({ loss_grad_norm }) => {
    loss_grad_norm[AT]! *= 1 + 1e-9;
  },
  "min-gradient": ({ step_size }) => {
    step_size.fill(1e6);
  },
  "min-gradient-refined": ({ grad_norm_sq }) => {
    for (let t = 0; t <= T; t++) grad_norm_sq[t]! *= 2;
  },
  "projected-descent": ({ loss }) => {
    loss[AT + 1] = 10 * loss[AT]!;
  },
  "rate-projected": ({ grad_norm_sq }) => {
    grad_norm_sq.fill(1e12);
  },
  growth: ({ v_norm_sq }) => {
    v_norm_sq[AT] = 1e4;
  },
  path: ({ v_norm_sq }) => {
    v_norm_sq[AT] = 1e4;
  },
  "step-lower": ({ step_size }) => {
    step_size[AT]! *= 1e-3;
  },
  "step-sum": ({ step_size }) => {
    step_size.fill(1e-9);
  },
  "rate-log": ({ grad_norm_sq }) => {
    grad_norm_sq.fill(1e12);
  },
  "rate-bounded": ({ grad_norm_sq }) => {
    grad_norm_sq.fill(1e12);
  },
  "rate-sqrt": ({ grad_norm_sq }) => {
    grad_norm_sq.fill(1e12);
  },
  "rate-apriori": ({ grad_norm_sq }) => {
    grad_norm_sq.fill(1e12);
  },
};

describe("a planted violation is caught", () => {
  test("every column and run certificate has its lie", () => {
    const expected = [...iterateCertificates, ...runCertificates].map((certificate) => certificate.id);
    expect(Object.keys(lies).sort()).toEqual(expected.sort());
  });

  test.each(Object.keys(lies))("%s", async (id) => {
    const isOfProjection = certificates.find((each) => each.id === id)!.about === "projection";
    const { rows, context } = await honestRun(isOfProjection ? { method: "rac", step: "auto" } : {});
    const honest = createLedger(context, "float64");
    honest.append(rows, 0, T + 1);
    expect(entryOf(honest.entries(), id).verdict).toBe("holds");
    lies[id]!(rows);
    const ledger = createLedger(context, "float64");
    ledger.append(rows, 0, T + 1);
    const entry = entryOf(ledger.entries(), id);
    expect(entry.verdict).toBe("violated");
    expect(entry.firstViolation).not.toBeNull();
    expect(entry.worstSlack).toBeLessThan(1);
  });
});

const plausible: Audit = {
  t: 3,
  J: 1,
  nextJ: 0.9,
  sSq: 1,
  eta: 0.1,
  tolJ: 1e-15,
  vSq: 2,
  g: 1,
  gSpectral: 0.9,
  weightChange: 0.1,
  gradientChange: 0.15,
  slope: -0.105,
  weightScale: 3,
  productNorm: 0.5,
  outerNorm: 1,
  quotientError: 1e-10,
  quotientTolerance: 1e-9,
  balanceResidual: 1e-17,
  balanceScale: 2,
};

const auditLies: Readonly<Record<string, Partial<Audit>>> = {
  "gradient-form": { quotientError: 1e-6 },
  "gradient-bound-sharp": { gSpectral: 0.7 },
  "extractor-norms": { productNorm: 0.708 },
  balance: { balanceResidual: 1e-12 },
  smoothness: { gradientChange: 0.201 },
  "descent-lemma": { nextJ: 0.906 },
};

describe("a planted violation of an audited statement is caught", () => {
  test("every audit certificate has its lie", () => {
    expect(Object.keys(auditLies).sort()).toEqual(auditCertificates.map((certificate) => certificate.id).sort());
  });

  test.each(Object.keys(auditLies))("%s", async (id) => {
    const { context } = await honestRun();
    const verdictOf = (audit: Audit) => {
      const ledger = createLedger(context, "float64");
      ledger.audit(audit);
      return entryOf(ledger.entries(), id).verdict;
    };
    expect(verdictOf(plausible)).toBe("holds");
    expect(verdictOf({ ...plausible, ...auditLies[id] })).toBe("violated");
  });
});

describe("on a float32 engine", () => {
  test("a failing row is a suspect only, and counts once its float64 recomputation fails too", async () => {
    const { rows, context } = await honestRun();
    rows.loss[AT + 1] = rows.loss[AT]! * 1.5;
    const innocent = createLedger(context, "float32");
    innocent.append(rows, 0, AT + 2);
    expect(innocent.suspects).toEqual([AT]);
    expect(entryOf(innocent.entries(), "lemma2").verdict).toBe("holds");
    const { t: _, ...honest } = plausible;
    innocent.recheck({ ...honest, t: AT });
    expect(innocent.suspects).toEqual([]);
    expect(entryOf(innocent.entries(), "lemma2").verdict).toBe("holds");
    innocent.recheck({ ...honest, t: AT, nextJ: 1.1 });
    const { verdict, firstViolation } = entryOf(innocent.entries(), "lemma2");
    expect([verdict, firstViolation]).toEqual(["violated", AT]);
  });
});

describe("a row that says nothing", () => {
  test("below the resolution of the engine is neither held nor violated", () => {
    const context = { ...emptyContext(), J0: 1 };
    const ledger = createLedger(context, "float64");
    const twice = (x: number) => Float64Array.of(x, x);
    const flat = { loss: twice(1), grad_norm_sq: twice(1e-20), step_size: twice(0.1), v_norm_sq: twice(1) };
    ledger.append({ ...flat, loss_grad_norm: twice(1e-10) }, 0, 2);
    expect(entryOf(ledger.entries(), "lemma2").verdict).toBe("below-resolution");
  });

  test("is not finite: it ends the judgement, and what was held stays held", async () => {
    const { rows, context } = await honestRun();
    rows.loss[AT] = Number.NaN;
    const ledger = createLedger(context, "float64");
    ledger.append(rows, 0, T + 1);
    expect(ledger.lastStep).toBe(AT - 1);
    expect(entryOf(ledger.entries(), "lemma2").verdict).toBe("holds");
  });
});

describe("outside its assumptions a certificate says why", () => {
  const reasonsOf = async (changes: Parameters<typeof laneConfig>[0]) => {
    const { ledger } = await runLedger(laneConfig(changes), 5);
    return ledger.entries();
  };

  test("another step rule than (8): Lemma 2 does not apply, Lemma 1 does", async () => {
    const entries = await reasonsOf({ step: "star" });
    expect(entryOf(entries, "lemma2").reason).toBe("the step size is star, not rule (8)");
    expect(entryOf(entries, "lemma1-sharp").verdict).toBe("holds");
  });

  test("L < 1: rule (8) loses its guarantee, and the run of §h13 shows the failure", async () => {
    const { ledger, columns } = await runLedger(
      laneConfig({
        m: 1,
        n: 1,
        r: 1,
        L: 0.01,
        init: "user",
        target: { rows: 1, columns: 1, data: Float64Array.of(300) },
        B: { rows: 1, columns: 1, data: Float64Array.of(-0.5) },
        A: { rows: 1, columns: 1, data: Float64Array.of(0.5) },
      }),
      5,
    );
    expect([...Array.from(columns[0]!).slice(0, 3)].map((J) => J.toFixed(1))).toEqual(["450.8", "453.0", "462.2"]);
    const entry = entryOf(ledger.entries(), "lemma2");
    expect(entry.verdict).toBe("not-applicable");
    expect(entry.reason).toBe("rule (8) needs L ≥ 1, and here L = 0.01; outside its assumptions it fails from t = 0");
  });

  test("full-rank descent has no V: only statements on ℓ remain", async () => {
    const entries = await reasonsOf({ method: "full" });
    const left = entries.filter((entry) => entry.reason === null);
    expect(new Set(left.map((entry) => entry.verdict))).toEqual(new Set(["holds"]));
    expect(left.map((entry) => entry.id)).toEqual([
      "gradient-loss",
      "projected-descent",
      "rate-projected",
      "smoothness",
      "descent-lemma",
    ]);
  });

  test("a rule that believes in too small a constant is told so; too large a one is valid", async () => {
    expect(entryOf(await reasonsOf({ L: 4, Lhat: 2 }), "growth").reason).toContain("below the true smoothness 4");
    expect(entryOf(await reasonsOf({ L: 4, Lhat: 9 }), "growth").reason).toBeNull();
  });
});

function emptyContext() {
  return {
    L: 1,
    trueL: 1,
    infimum: 0,
    factored: true,
    plainDescent: true,
    rule: "paper",
    eta: null,
    projected: false,
    J0: 1,
    V0Sq: 1,
    imbalance0: 0,
    rho: null,
    frozenNorm: 0,
    rounding: { perGradient: 1, shift: 1, rootPerWeight: 0, root: 0, perWeight: 0, offset: 0, terms: 100 },
  };
}

test("a run of no rows has judged nothing", () => {
  const ledger = createLedger(emptyContext(), "float64");
  expect(ledger.entries()).toHaveLength(certificates.length);
  expect(new Set(ledger.entries().map((entry) => entry.verdict))).toEqual(new Set(["not-applicable"]));
});
