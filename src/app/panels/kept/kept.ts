/** What the page shows of what this browser keeps of it: one part, fetched after the first picture. */
export { KeptFacts } from "./KeptFacts";
export { KeptNotices } from "./KeptNotices";
