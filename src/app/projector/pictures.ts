/**
 * A second window that shows only pictures while this one drives it. It runs the same link itself, which gives the same numbers,
 * and is told the link, the iterate shown, the crosshair and the zoom: a few dozen bytes a frame instead of the rows.
 */
import { decodeLink, encodeLink, encodeRun } from "../../permalink/link";
import type { Session } from "../session";
import { FOLLOWS } from "./follows";
import { type Message, parseMessage } from "./messages";

/** What the windows talk through: tests pass their own. */
interface Port {
  post(message: Message): void;
  listen(onData: (data: unknown) => void): void;
}

/** The part of a session that is driven or followed. */
type Driven = Pick<Session, "experiment" | "run" | "playback" | "chartView" | "client">;

/** Which window of this tab's drives: one channel for all windows that it opens, and another one for every other tab. */
let channel: string | null = null;

export function openPictures(session: Session): void {
  if (channel === null) {
    channel = `lora-descent:${performance.timeOrigin}`;
    drive(session, channelPort(channel));
  }
  const address = new URL(location.href);
  address.search = `?${FOLLOWS}=${encodeURIComponent(channel)}`;
  address.hash = picturesOf(session);
  window.open(address, "_blank", "popup,width=1280,height=720");
}

/** The link of the pictures: computed to the end, and paused, since the driving window says what is shown. */
function picturesOf({ experiment }: Driven): string {
  const { link } = experiment.getState();
  return encodeLink({ ...link, view: { ...link.view, mode: "projector", play: false, t: null } });
}

/** Tells whoever follows what changed, and all of it when asked. */
export function drive(session: Driven, port: Port): void {
  const { experiment, playback, chartView } = session;
  let told = "";
  function tell() {
    const { cursor, anchor, zoom } = chartView.state;
    const t = Math.max(0, playback.getState().selected);
    const message: Message = { type: "state", hash: picturesOf(session), t, cursor, anchor, zoom };
    const text = JSON.stringify(message);
    if (text === told) return;
    told = text;
    port.post(message);
  }
  port.listen((data) => {
    if (parseMessage(data)?.type !== "hello") return;
    told = "";
    tell();
  });
  // Frames bring the crosshair and the zoom; a covered window has none, and its playhead moves all the same.
  chartView.onFrame(tell);
  playback.subscribe(tell);
  experiment.subscribe(tell);
}

/** Shows what the driving window shows. */
export function follow({ experiment, run, playback, client, chartView }: Driven, port: Port): void {
  let t = 0;
  // A new run shows an iterate of its own choice first.
  const seek = () => {
    const { selected } = playback.getState();
    const wanted = Math.min(t, experiment.getState().link.T);
    if (selected !== Math.min(wanted, run.getState().lastStep)) client.seek(wanted);
  };
  run.subscribe(seek);
  port.listen((data) => {
    const message = parseMessage(data);
    if (message?.type !== "state") return;
    const { link } = decodeLink(message.hash);
    const { link: now } = experiment.getState();
    if (encodeRun(link) !== encodeRun(now)) experiment.replace(link);
    else if (encodeLink(link) !== encodeLink({ ...now, view: { ...now.view, t: null } })) experiment.setView(link.view);
    const { cursor, anchor, zoom } = message;
    chartView.set({ cursor, anchor, zoom });
    t = message.t;
    seek();
  });
  port.post({ type: "hello" });
}

export function channelPort(name: string): Port {
  const opened = new BroadcastChannel(name);
  return {
    post: (message) => opened.postMessage(message),
    listen(onData) {
      opened.onmessage = ({ data }) => onData(data);
    },
  };
}
