/** From the sheet on screen to a file. */
import { fontFacesFor } from "../../../charts/picture/fontFaces";
import { paintPicture } from "../../../charts/picture/paintPicture";
import { readPicture } from "../../../charts/picture/readPicture";
import { svgOf } from "../../../charts/picture/svgOf";
import { withDensity } from "../../../export/pngDensity";
import { saveFile } from "../../saveFile";
import { dotsPerInch, type Paper } from "./paper";

interface Options {
  readonly paper: Paper;
  readonly resolution: number;
  readonly title: string;
  readonly description: string;
}

export async function savePicture(sheet: HTMLElement, kind: "svg" | "png", options: Options): Promise<void> {
  const { paper, resolution, title, description } = options;
  const picture = readPicture(sheet);
  if (kind === "svg") {
    const fontFaces = await fontFacesFor(picture);
    const svg = svgOf(picture, { millimetres: paper.millimetres, title, description, fontFaces });
    return saveFile("lora-descent.svg", [svg], "image/svg+xml");
  }
  // Letters are painted in the page's typeface, which must be there.
  await document.fonts.ready;
  const canvas = paintPicture(picture, resolution);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser cannot make a PNG of this size: choose a lower resolution.");
  saveFile(
    "lora-descent.png",
    [withDensity(new Uint8Array(await blob.arrayBuffer()), dotsPerInch(resolution))],
    "image/png",
  );
}
