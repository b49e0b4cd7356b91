/** A fault of the page itself: says so, and keeps what reproduces it. */
import { Component, type ReactNode } from "react";

interface Props {
  readonly permalink: () => string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="mx-auto grid max-w-xl gap-4 px-5 py-16">
        <h1 className="text-[18px] font-semibold">The page failed</h1>
        <p>This is a fault of the page, not of your configuration. The link below reproduces it; please report it.</p>
        <p className="text-mute">{error.message}</p>
        <p className="rounded-lg border border-edge bg-card p-3 break-all select-all">{this.props.permalink()}</p>
        <p>
          <button type="button" className="button" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
      </main>
    );
  }
}
