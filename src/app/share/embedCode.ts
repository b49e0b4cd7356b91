/** What another page takes over to show the run in a frame: three lines of HTML. */

export interface FrameSize {
  readonly id: string;
  readonly label: string;
  readonly width: string;
  readonly height: string;
}

export const frameSizes: readonly FrameSize[] = [
  { id: "wide", label: "full width × 600", width: "100%", height: "600" },
  { id: "medium", label: "900 × 600", width: "900", height: "600" },
  { id: "small", label: "640 × 480", width: "640", height: "480" },
  { id: "phone", label: "360 × 640", width: "360", height: "640" },
];

/** `title` says what the frame holds, for those who do not see it. */
export function embedCode(address: string, title: string, { width, height }: FrameSize): string {
  return [
    `<iframe src="${inAttribute(address)}"`,
    `  title="${inAttribute(title)}"`,
    `  width="${width}" height="${height}" style="border: 0" loading="lazy" allow="fullscreen"></iframe>`,
  ].join("\n");
}

const references: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };

const inAttribute = (text: string) => text.replace(/[&"<>]/g, (character) => references[character] ?? character);
