/** A part of the page that may be fetched later and may fail: then its place says so, and the rest lives on. */
import { type ReactNode, Suspense } from "react";
import { ErrorBoundary } from "../ErrorBoundary";

interface Props {
  /** as the subject of a sentence: “The controls” */
  readonly name: string;
  readonly children: ReactNode;
}

/** What browsers say of a file of the page that they could not fetch. */
const notFetched = /import/i;

export function Part({ name, children }: Props) {
  return (
    <ErrorBoundary fallback={(error, retry) => <Failed name={name} error={error} retry={retry} />}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
}

interface FailedProps {
  readonly name: string;
  readonly error: Error;
  readonly retry: () => void;
}

function Failed({ name, error: { message }, retry }: FailedProps) {
  // A browser does not fetch again what it did not get once; a page that is loaded anew goes on as it was.
  const isMissing = notFetched.test(message);
  return (
    <p role="alert" className="part-failed">
      {name} failed: {message}{" "}
      <button type="button" className="button" onClick={isMissing ? () => location.reload() : retry}>
        {isMissing ? "Reload the page" : "Try again"}
      </button>
    </p>
  );
}
