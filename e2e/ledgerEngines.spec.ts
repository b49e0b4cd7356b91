/** What the ledger promises on every engine: no false alarm, and numbers that are those of the run. */
import { column, downloadCsv, expect, finished, open, parseCsv, test } from "./test";

test("every certificate that applies holds, and a statement stands with the numbers of the iterate shown", async ({
  page,
  engine,
}) => {
  await open(page, `#v=1&trank=4&init=gauss&scale=0.1&T=300&engine=${engine}`);
  await finished(page);
  const ledger = page.getByRole("region", { name: "Certificates" });
  await expect(ledger).toContainText(/All \d+ that apply hold/);
  await ledger.getByRole("button", { name: /^Lemma 2/ }).click();
  await expect(ledger).toContainText("In the step from t = 299 to 300");
  const places = ledger.locator("[data-v]");
  const late = await places.allTextContents();
  const scrubber = page.getByRole("slider", { name: "iterate shown" });
  await scrubber.focus();
  await scrubber.press("Home");
  await expect(ledger).toContainText("In the step from t = 0 to 1");
  const early = await places.allTextContents();
  expect(early).not.toEqual(late);

  const [after, before, eta, gradient] = early.map(Number);
  const table = parseCsv(await downloadCsv(page));
  expect(after! / column(table, "loss")[1]!).toBeCloseTo(1, 3);
  expect(before! / column(table, "loss")[0]!).toBeCloseTo(1, 3);
  expect(before! - after!).toBeGreaterThan(0);
  expect(eta! / column(table, "step_size")[0]!).toBeCloseTo(1, 3);
  expect(gradient! ** 2 / column(table, "grad_norm_sq")[0]!).toBeCloseTo(1, 2);
});
