/** The numbers: every row as CSV, or what ran and how it was judged as JSON. */
import { experimentJson } from "../../../export/experimentFile";
import { encodeRun } from "../../../permalink/link";
import { useRun, useSession } from "../../hooks/useSession";
import { saveFile } from "../../saveFile";
import { CopyButton } from "./CopyButton";

export function DataPart() {
  const session = useSession();
  const isReady = useRun(({ experiment, adapter }) => experiment !== null && adapter !== null);
  const revision = useRun(({ revision }) => revision);
  if (!isReady) return <p>There is no run yet.</p>;
  const json = recordOf(session);
  return (
    <dl className="export-list" data-revision={revision}>
      <dt>Rows (CSV)</dt>
      <dd>
        <p>Every iterate that is kept, all lanes, under the link that makes them again.</p>
        <button type="button" className="button" onClick={session.download}>
          Save rows (CSV)
        </button>
      </dd>
      <dt>Experiment (JSON)</dt>
      <dd>
        <p>
          Configuration of every lane, link, engine and adapter, version, date, and how each certificate was judged.
        </p>
        <span className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            className="button"
            onClick={() => saveFile("lora-descent.json", [recordOf(session)], "application/json")}
          >
            Save experiment (JSON)
          </button>
          <CopyButton text={json} what="experiment as JSON" />
        </span>
      </dd>
    </dl>
  );
}

function recordOf({ run, experiment, permalink }: ReturnType<typeof useSession>): string {
  const { adapter, experiment: shown, facts, diverged, ledgers, status, lastStep } = run.getState();
  if (!adapter || !shown) return "";
  return experimentJson({
    version: __VERSION__,
    date: new Date().toISOString(),
    permalink: permalink(),
    hash: encodeRun(experiment.getState().link),
    status,
    computed: lastStep,
    adapter,
    experiment: shown,
    facts,
    diverged,
    ledgers,
  });
}
