/** Hands text or bytes to the browser as a file to download. */
export function saveFile(name: string, parts: readonly BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Browsers read the file after this task: the address must outlive it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
