import { expect, finished, open, test } from "./test";

const pictures = [
  "V on the directions at 0",
  "Step against position",
  "Progress against position",
  "Ways of W",
  "Directions learned",
];

test("a button leads to the board of the origin and back, and the link says so", async ({ page }) => {
  await open(page, "#v=1&trank=4&init=gauss&scale=0.001&T=400&engine=float64");
  await finished(page);
  await expect(page.getByRole("figure", { name: "Loss", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Explore the origin" }).click();
  await expect(page).toHaveURL(/charts=landscape\.spectrum/);
  for (const name of pictures) await expect(page.getByRole("figure", { name, exact: true })).toBeVisible();
  await expect(page.getByRole("figure", { name: "Loss", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Back to the run" }).click();
  await expect(page).not.toHaveURL(/charts=/);
  await expect(page.getByRole("figure", { name: "Loss", exact: true })).toBeVisible();
});

test("the opening run's escape is told, predicted and seen, and its directions in order", async ({ page }) => {
  await open(page, "#v=1&trank=4&init=gauss&scale=0.001&T=1500&engine=float64&charts=spectrum.directions.paths");
  await finished(page);
  const spectrum = page.getByRole("figure", { name: "Spectrum at V = 0" });
  await expect(spectrum).toContainText("t = 118");
  await expect(spectrum).toContainText("t = 117");
  await expect(page.getByRole("figure", { name: "Directions learned" })).toContainText(
    /σ₁ \d+, σ₂ \d+, σ₃ \d+, σ₄ \d+/,
  );
  await expect(page.getByRole("figure", { name: "Ways of W" })).toContainText(/Passed saddles \{1\}.*\{1, 2, 3\}/);
});

test("entries of B, A and BA are read by keys, those of BA lead to the row of B that they are made of", async ({
  page,
}) => {
  await open(page, "#v=1&m=3&n=2&r=1&init=user&B=1/2/3&A=4:5&T=10&t=0&engine=float64&charts=factors");
  const entry = page.getByRole("slider", { name: "B, A and BA, entry" });
  await entry.press("ArrowDown");
  await expect(entry).toHaveAttribute("aria-valuetext", "BA, row 1, column 1: 4.000");
  await entry.press("ArrowDown");
  await entry.press("ArrowRight");
  await expect(entry).toHaveAttribute("aria-valuetext", "BA, row 2, column 2: 10.00");
  await entry.press("ArrowLeft");
  await entry.press("ArrowLeft");
  await expect(entry).toHaveAttribute("aria-valuetext", "B, row 2, column 1: 2.000");
});

test("full-rank descent alone has no V, and every picture of it says so", async ({ page }) => {
  await open(page, "#v=1&method=full&T=50&engine=float64&charts=landscape.spectrum.position.factors");
  await finished(page);
  await expect(page.getByText("so the stationary point at V = 0 does not exist for it")).toBeVisible();
  await expect(page.getByText("V = 0 does not exist for it.").last()).toBeVisible();
  await expect(page.getByText("has no V whose position could matter")).toBeVisible();
  await expect(page.getByRole("figure", { name: "W − W₀" })).toContainText("there are no factors");
});
