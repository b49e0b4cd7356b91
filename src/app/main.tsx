import "./styles.css";
import "../charts/charts.css";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { reflectInDocument } from "./documentState";
import { ErrorBoundary } from "./ErrorBoundary";
import { SessionContext } from "./hooks/useSession";
import { GlossaryProvider } from "./panels/GlossaryProvider";
import { PageFailed } from "./panels/PageFailed";
import { createSession } from "./session";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element #root");

function open(root: HTMLElement): void {
  const session = createSession();
  reflectInDocument(session);
  const reactRoot = createRoot(root);
  // A transition is rendered in slices: whoever comes is answered between them, and the first rows of the run are taken.
  startTransition(() =>
    reactRoot.render(
      <StrictMode>
        <ErrorBoundary fallback={(error) => <PageFailed error={error} session={session} />}>
          <SessionContext value={session}>
            <GlossaryProvider>
              <App />
            </GlossaryProvider>
          </SessionContext>
        </ErrorBoundary>
      </StrictMode>,
    ),
  );
}

// In a task of its own: setting up the modules has taken one.
setTimeout(open, 0, root);
