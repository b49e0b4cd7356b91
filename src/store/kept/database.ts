/** Where records are kept, as the keeper sees it: any of these may reject, for want of room or because the browser keeps nothing. */
export type RecordKind = "sessions" | "pins" | "files";

export interface KeptDatabase {
  /** Every record of a kind whose key begins so, by key. */
  read(kind: RecordKind, prefix?: string): Promise<ReadonlyMap<string, unknown>>;
  keys(kind: RecordKind): Promise<readonly string[]>;
  write(kind: RecordKind, key: string, record: unknown): Promise<void>;
  remove(kind: RecordKind, keys: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Which of the kept sessions are whose: each belongs to one tab at a time, so that no tab writes over what another one shows.
 */
export interface KeptTab {
  /** the session that this tab had before it was loaded anew, gone back to or brought back; null if it was opened */
  readonly before: string | null;
  /** the session of the page that this tab showed last, wherever it led since: free once the browser has put that page away */
  readonly last: string | null;
  /** An id that no session has. */
  fresh(): string;
  /** Makes a session this tab's, for as long as it is open; false if another tab has it. */
  claim(session: string): Promise<boolean>;
  /** Sessions that some tab has. */
  claimed(): Promise<ReadonlySet<string>>;
}
