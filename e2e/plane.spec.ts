import { expect, finished, open, test } from "./test";

const stableLine = "#v=1&m=1&n=1&L=1&r=1&init=user&B=-0.8&A=0.8&target=1&T=300&engine=float64";

test("a start on the stable line flows into V = 0; moved by keys it leaves, and Enter runs it", async ({ page }) => {
  await open(page, stableLine);
  await finished(page);
  const words = page.locator(".plane-words");
  await expect(words).toContainText("on its stable directions: descent flows into the origin");
  const surface = page.getByRole("application", { name: "Loss over a plane through V = 0" });
  await surface.press("ArrowUp");
  await expect(words).toContainText("J = 0, b > 0");
  await expect(words).toContainText(/Escape predicted at t ≈ \d+, seen at t = \d+/);
  await surface.press("Enter");
  await expect(page).toHaveURL(/init=user&B=-0\.8&A=0\.8\d/);
  await finished(page);
  await expect(words).toContainText("along unstable ones");
});

test("the start is dragged by the pointer, and what was tried is cleared", async ({ page }) => {
  await open(page, stableLine);
  await finished(page);
  const ring = page.locator(".landscape-start");
  await ring.scrollIntoViewIfNeeded();
  const box = (await ring.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 20, y + 30, { steps: 4 });
  await page.mouse.up();
  const words = page.locator(".plane-words");
  await expect(words).toContainText("J = 0, b < 0");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(words).not.toContainText("b < 0");
});

test("dropped starts are counted by the basin that they take", async ({ page }) => {
  await open(page, stableLine);
  await finished(page);
  await page.getByRole("button", { name: "Drop 64 starts" }).click();
  const rows = page.locator(".plane-basins tbody tr");
  await expect(rows).toHaveCount(2);
  const counts = await rows.locator("td:last-child").allInnerTexts();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(64);
});

test("V = 0 is explained, and one key nudges the run out of it", async ({ page }) => {
  await open(page, "#v=1&m=6&n=4&r=2&L=1&init=zero&T=500&engine=float64");
  await finished(page);
  const words = page.locator(".plane-words");
  await expect(words).toContainText("V₀ = 0 is stationary whatever the loss: the gradient is exactly 0");
  await page.getByRole("application", { name: "Loss over a plane through V = 0" }).press("n");
  await expect(page).toHaveURL(/init=user/);
  await finished(page);
  await expect(words).toContainText(/Escape predicted at t ≈ \d+, seen at t = \d+/);
});

test("a larger problem says how much of the way its plane holds, in each of its planes", async ({ page }) => {
  await open(page, "#v=1&trank=4&init=gauss&scale=0.001&T=1500&engine=float64");
  await finished(page);
  const words = page.locator(".plane-words");
  for (const plane of ["unstable and stable at 0", "V₀ and V_T", "principal directions"]) {
    await page.getByLabel("plane of").selectOption({ label: plane });
    await expect(words).toContainText(/The plane holds \d+\s% of the path's length/);
  }
});

test("the plane is read as a table: both coordinates of the path, as the formula has them", async ({ page }) => {
  await open(page, stableLine);
  await finished(page);
  await page.getByRole("application", { name: "Loss over a plane through V = 0" }).press("t");
  const card = page.getByRole("dialog", { name: "Stationary point V = 0" });
  await expect(card.getByRole("columnheader")).toHaveText(["t", "b", "a"]);
  // ∇ℓ = ba − 1; η₀ = 1/(5√2(‖V₀‖² + |∇ℓ|)) and V₁ = V₀ − η₀∇J.
  const [b, a, g] = [-0.8, 0.8, -0.64 - 1];
  const eta = 1 / (5 * Math.SQRT2 * (b * b + a * a + Math.abs(g)));
  const expected = { 0: [b, a], 1: [b - eta * g * a, a - eta * g * b] };
  for (const [t, place] of Object.entries(expected)) {
    const row = card.getByRole("row", { name: new RegExp(`^${t} `) });
    const told = (await row.getByRole("cell").allTextContents()).map((text) => Number(text.replace("−", "-")));
    expect(told).toHaveLength(2);
    for (const [i, value] of told.entries()) expect(value).toBeCloseTo(place[i]!, 3);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "read the chart: table, words and sound" }).click();
  await expect(card).toBeVisible();
});
