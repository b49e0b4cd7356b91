/** The message loop: a new run replaces the one before, and commands for any other run than the present one are dropped. */
import type { ToWorker } from "../protocol/messages";
import type { WorkerEnvironment } from "./environment";
import { parseFile } from "./files";
import { createSession, type Session } from "./session";

export interface MessageLoop {
  receive(message: ToWorker): void;
}

export function createMessageLoop(environment: WorkerEnvironment): MessageLoop {
  let session: Session | null = null;
  return {
    receive(message) {
      if (message.type === "parseFile") parseFile(message, environment);
      else if (message.type === "start") {
        // run ids count up: a start that comes late is stale too
        if (session !== null && message.runId <= session.runId) return;
        session = createSession(message, session?.close() ?? Promise.resolve(), environment);
      } else if (message.runId === session?.runId) session.receive(message);
    },
  };
}
