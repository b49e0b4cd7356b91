/** The permalink: what the page, the command line and tests use of it. Everything that determines a run and its view. */
import { decodeLink } from "./decode";

export { decodeLink, readLink } from "./decode";
export { encodeLink, encodeRun } from "./encode";
export { experimentOf } from "./lanes";
export type { Link, Notice, View } from "./types";

/** The run of the bare page, playing. */
export const openingLink = decodeLink("").link;
/** Every key at its default. */
export const defaultLink = decodeLink("#v=1").link;
