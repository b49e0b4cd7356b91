import { readFileSync } from "node:fs";
import { expect, finished, open, test } from "./test";

interface Written {
  readonly name: string;
  readonly base64: string;
}

/** NumPy's own files: src/files/files.fixtures.json. */
const written: readonly Written[] = JSON.parse(readFileSync("src/files/files.fixtures.json", "utf8"));
const fileOf = (name: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(written.find((each) => each.name === name)!.base64, "base64"),
});

test("a small matrix becomes the target and stands in the link", async ({ page }) => {
  await open(page, "#v=1&r=2&T=50");
  await page.getByRole("button", { name: "Your own matrix" }).click();
  const dialog = page.getByRole("dialog", { name: "Your own matrix" });
  await dialog.getByLabel("File").setInputFiles(fileOf("fortran.npy"));
  await expect(dialog).toContainText("4×3");
  await expect(dialog.getByRole("img", { name: /singular values σ₁/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Use", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/m=4&n=3.*target=/);
  await finished(page);
});

test("a file that cannot be used says why, and the run on screen stays", async ({ page }) => {
  await open(page, "#v=1&r=2&T=50");
  const before = page.url();
  await page.getByRole("button", { name: "Your own matrix" }).click();
  const dialog = page.getByRole("dialog", { name: "Your own matrix" });
  const { name, buffer, mimeType } = fileOf("fortran.npy");
  await dialog.getByLabel("File").setInputFiles({ name, mimeType, buffer: buffer.subarray(0, 150) });
  await expect(dialog).toContainText(
    "fortran.npy cannot be used. The file is cut off: 4×3 entries of <f8 need 96 bytes",
  );
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(page.url()).toBe(before);
});

test("an adapter that is dropped on the page is started from", async ({ page }) => {
  await open(page, "#v=1&r=2&T=50");
  // The page takes what is dropped once its controls are there.
  await expect(page.getByRole("button", { name: "Your own matrix" })).toBeVisible();
  await finished(page);
  const { name, buffer } = fileOf("adapter.safetensors");
  const transfer = await page.evaluateHandle(
    ([fileName, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], fileName));
      return data;
    },
    [name, buffer.toString("base64")] as const,
  );
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  const dialog = page.getByRole("dialog", { name: "Your own matrix" });
  await expect(dialog).toContainText("B 4×2, A 2×5");
  await dialog.getByRole("radio", { name: "start of B and A" }).check();
  await dialog.getByRole("button", { name: "Use", exact: true }).click();
  await expect(page).toHaveURL(/m=4&n=5&r=2&init=user&B=.*&A=/);
});

test("a link to a file asks for it, and takes no other in its place", async ({ page }) => {
  await open(page, "#v=1&m=4&n=3&r=2&targetFile=w.npy~0123456789abcdef~4x3&T=50");
  const notices = page.getByRole("region", { name: "Notices" });
  await expect(notices).toContainText("The target is in the file w.npy (4×3, SHA-256 0123456789abcdef…)");
  await finished(page);
});
