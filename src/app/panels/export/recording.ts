/** A recording of a sheet of charts while the playhead runs over it, as WebM: the browser's own recorder on a canvas. */
import type { ChartView } from "../../../charts/chartView";
import { stepText } from "../../../charts/geometry/numberText";
import { paintPicture } from "../../../charts/picture/paintPicture";
import type { Picture } from "../../../charts/picture/picture";
import { readPicture } from "../../../charts/picture/readPicture";

const FRAMES_PER_SECOND = 30;
/** Of a second, at the end, on the last picture. */
const HOLD = 0.6;
const BITS_PER_SECOND = 6e6;
const formats = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];

interface Recording {
  readonly sheet: HTMLElement;
  readonly view: ChartView;
  readonly T: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** from 0 to 1 */
  readonly onProgress: (share: number) => void;
}

/** Null if it was cancelled. Throws an Error whose message a user can read, where the browser records no WebM. */
export async function record({ sheet, view, T, seconds, signal, onProgress }: Recording): Promise<Blob | null> {
  const mimeType = globalThis.MediaRecorder && formats.find((format) => MediaRecorder.isTypeSupported(format));
  if (!mimeType || !("captureStream" in HTMLCanvasElement.prototype))
    throw new Error("This browser cannot record WebM: a recent Chrome, Edge or Firefox can.");
  await document.fonts.ready;
  const picture = readPicture(sheet);
  const film = createFilm(picture, sheet);
  const recorder = new MediaRecorder(film.canvas.captureStream(FRAMES_PER_SECOND), {
    mimeType,
    videoBitsPerSecond: BITS_PER_SECOND,
  });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const ended = new Promise<void>((resolve, reject) => {
    recorder.onstop = () => resolve();
    recorder.onerror = () => reject(new Error("The browser stopped recording."));
  });
  recorder.start();
  await play(seconds, signal, (share) => {
    // Even in log(1 + t), as runs are played
    const t = Math.round(Math.expm1(share * Math.log1p(T)));
    view.set({ playhead: t });
    film.draw(t);
    onProgress(share);
  });
  recorder.stop();
  await ended;
  return signal.aborted ? null : new Blob(chunks, { type: "video/webm" });
}

/** Calls back on animation frames for so many seconds, with how much of them has passed, and a little longer at the end. */
function play(seconds: number, signal: AbortSignal, show: (share: number) => void): Promise<void> {
  return new Promise((resolve) => {
    let start: number | null = null;
    const frame = (now: number) => {
      start ??= now;
      const passed = (now - start) / 1000;
      show(Math.min(1, passed / seconds));
      if (signal.aborted || passed > seconds + HOLD) resolve();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** What stands still is painted once; the drawings are copied from the sheet, frame by frame. */
function createFilm(picture: Picture, sheet: HTMLElement) {
  const still = picture.figures.map((figure) => ({
    ...figure,
    marks: figure.marks.filter(({ kind }) => kind !== "canvas"),
  }));
  const ground = paintPicture({ ...picture, figures: still }, 1);
  const places = picture.figures.flatMap(({ marks }) => marks.filter((mark) => mark.kind === "canvas"));
  const drawings = [...sheet.querySelectorAll<HTMLCanvasElement>(".chart canvas")];
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: ground.width, height: ground.height });
  const context = canvas.getContext("2d");
  return {
    canvas,
    draw(t: number): void {
      if (!context) return;
      context.drawImage(ground, 0, 0);
      for (const [i, { x, y, width, height }] of places.entries())
        if (drawings[i]) context.drawImage(drawings[i], x, y, width, height);
      context.font = '600 20px "Inter Variable", Inter, sans-serif';
      context.textAlign = "right";
      context.fillStyle = "#1b1e23";
      context.fillText(`t = ${stepText(t)}`, ground.width - 28, ground.height - 28);
    },
  };
}
