import { simulate } from "./simulate";
import { column, downloadCsv, expect, finished, open, parseCsv, test } from "./test";

/** Well-conditioned runs, on which rounding is not amplified: float32 must stay within the budget for 1000 steps. */
const links = [
  "v=1&T=1000",
  "v=1&m=8&n=6&r=2&init=gauss&scale=0.5&T=1000",
  "v=1&loss=regression&m=6&n=5&r=2&noise=0.1&T=1000",
  "v=1&loss=logistic&m=6&n=5&r=2&T=1000",
  "v=1&method=full&step=constant&eta=1/L&T=1000",
];

/** Largest error of J allowed by the budget, relative to max(J, 1e-5 J₀); of ‖V‖², relative. */
const LOSS_TOLERANCE = 1e-5;
const LOSS_FLOOR = 1e-5;
const NORM_TOLERANCE = 1e-5;

for (const link of links) {
  test(`the engine asked for computes what the command line computes: ${link}`, async ({ page, engine }) => {
    await open(page, `#${link}&engine=${engine}`);
    await finished(page);
    await expect(page.locator("html")).toHaveAttribute("data-engine", engine);
    const csv = await downloadCsv(page);
    const oracle = simulate(`#${link}&engine=${engine}`);
    // exp and log differ by an ulp between versions of V8, the arithmetic of the other losses does not.
    if (engine === "float64" && !link.includes("loss=logistic")) expect(csv).toBe(oracle);
    const [got, wanted] = [parseCsv(csv), parseCsv(oracle)];
    expect(got.rows.length).toBe(1001);
    const [loss, lossWanted] = [column(got, "loss"), column(wanted, "loss")];
    const floor = LOSS_FLOOR * (lossWanted[0] ?? 0);
    const lossErrors = loss.map((J, t) => Math.abs(J - lossWanted[t]!) / Math.max(lossWanted[t]!, floor));
    expect(Math.max(...lossErrors)).toBeLessThanOrEqual(LOSS_TOLERANCE);
    const [norm, normWanted] = [column(got, "v_norm_sq"), column(wanted, "v_norm_sq")];
    const normErrors = norm.map((x, t) => (x === normWanted[t] ? 0 : Math.abs(x - normWanted[t]!) / normWanted[t]!));
    expect(Math.max(...normErrors)).toBeLessThanOrEqual(NORM_TOLERANCE);
  });
}

test("the badge says how the steps were executed", async ({ page, engine }) => {
  await open(page, `#v=1&T=200&engine=${engine}`);
  await finished(page);
  await page.getByRole("button", { name: /float(32|64)/ }).click();
  const execution = {
    webgpu: "one generated program",
    webgl: "few passes a step, generated",
    float64: "generated WebAssembly",
  };
  await expect(page.getByText(execution[engine])).toBeVisible();
});
