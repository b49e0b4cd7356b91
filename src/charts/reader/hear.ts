/** Plays a line of a chart as a tone, once from left to right, with the crosshair where it sounds; any key ends it. */
import type { ReadableChart, ReadableLine, Voice } from "./readable";
import { type Tones, tonesOf } from "./tones";

/** How long a curve sounds. */
const SECONDS = 4;
/** The tone begins and ends softly: a step in the amplitude would click. */
const FADE = 0.02;
/** These would start it again, or close the card that it is heard from. */
const restarting: readonly string[] = ["h", "Enter", " ", "Escape"];
/** Milliseconds between two places of the crosshair. */
const FOLLOWING_MS = 50;

/** What is heard now; one curve at a time. */
let stopCurrent: (() => void) | null = null;

/** Ends what is heard; false if nothing was. */
export function stopHearing(): boolean {
  const stop = stopCurrent;
  stop?.();
  return stop !== null;
}

/** The tone on a context of its own choice: the page's loudspeaker, or a buffer in tests. Calls back when it has ended. */
export function playTones(context: BaseAudioContext, { frequency, loudness }: Tones, seconds: number): OscillatorNode {
  const tone = context.createOscillator();
  const gain = context.createGain();
  const fade = context.createGain();
  const start = context.currentTime;
  tone.frequency.setValueCurveAtTime(frequency, start, seconds);
  gain.gain.setValueCurveAtTime(loudness, start, seconds);
  fade.gain.setValueAtTime(0, start);
  fade.gain.linearRampToValueAtTime(1, start + FADE);
  fade.gain.setValueAtTime(1, start + seconds - FADE);
  fade.gain.linearRampToValueAtTime(0, start + seconds);
  tone.connect(gain).connect(fade).connect(context.destination);
  tone.start(start);
  tone.stop(start + seconds);
  return tone;
}

/** Resolves when the tone has ended or was stopped. */
export function hear(chart: ReadableChart, line: ReadableLine, voice: Voice): Promise<void> {
  stopHearing();
  const context = new AudioContext();
  const tones = tonesOf(line, chart.stepAt);
  const { cursor } = chart.view.state;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  voice.isPlaying = true;
  return new Promise((resolve) => {
    const follow = () => {
      const at = Math.floor((context.currentTime / SECONDS) * tones.steps.length);
      chart.view.set({ cursor: tones.steps[Math.min(at, tones.steps.length - 1)] ?? null });
    };
    const following = isStill ? undefined : setInterval(follow, FOLLOWING_MS);
    const stop = () => {
      if (stopCurrent !== stop) return;
      stopCurrent = null;
      clearInterval(following);
      window.removeEventListener("keydown", handleKey, { capture: true });
      voice.isPlaying = false;
      chart.view.set({ cursor });
      resolve(context.close());
    };
    const handleKey = (event: KeyboardEvent) => {
      if (restarting.includes(event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
      stop();
    };
    stopCurrent = stop;
    // In the capturing phase, so that a key that something else takes ends it too.
    window.addEventListener("keydown", handleKey, { capture: true });
    playTones(context, tones, SECONDS).addEventListener("ended", stop);
  });
}
