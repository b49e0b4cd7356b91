/** Every statement of the paper and ours, judged on one lane of the run on screen. */
import { lazy, Suspense, useMemo } from "react";
import { isDrawable } from "../../../charts/bounds";
import type { BoardLane } from "../../board";
import { useExperiment, useRun, useSession } from "../../hooks/useSession";
import { saveFile } from "../../saveFile";
import { BoundToggle } from "./BoundToggle";
import { type LedgerRow, ledgerRows, ledgerSummary, type Standing } from "./ledgerRows";
import { slackText } from "./slackText";

// Loaded when a certificate is opened: statements in MathML are no part of the first screen.
const LedgerDetail = lazy(async () => ({ default: (await import("./LedgerDetail")).LedgerDetail }));

/** The lane whose ledger is shown, and the certificate that is open: shared by the panel, the charts and the band of phases. */
export interface Focus {
  readonly lane: number;
  readonly certificate: string | null;
}

interface Props {
  readonly lanes: readonly BoardLane[];
  readonly lane: BoardLane;
  readonly selected: string | null;
  readonly onFocus: (focus: Focus) => void;
}

export function LedgerPanel({ lanes, lane, selected, onFocus }: Props) {
  const entries = useRun((state) => state.ledgers[lane.index]) ?? none;
  const list = useMemo(() => ledgerRows(lane.facts.theory, entries), [lane, entries]);
  const toggle = (id: string) => onFocus({ lane: lane.index, certificate: id === selected ? null : id });
  const rowOf = (row: LedgerRow) => (
    <Row key={row.statement.id} row={row} lane={lane} isOpen={row.statement.id === selected} onToggle={toggle} />
  );
  return (
    <section aria-label="Certificates" className="ledger">
      <div className="mb-1.5 grid gap-1.5">
        <h2 className="caption">Certificates</h2>
        {lanes.length > 1 && (
          <select
            className="field w-full text-[12px]"
            aria-label="lane of the certificates"
            value={lane.index}
            onChange={({ target }) => onFocus({ lane: Number(target.value), certificate: selected })}
          >
            {lanes.map(({ index, name }) => (
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      <p className="mb-1 text-[12px] text-mute">{ledgerSummary(list)}</p>
      <ul className="ledger-list">{list.judged.map(rowOf)}</ul>
      {list.inapplicable.length > 0 && (
        <details className="ledger-rest">
          <summary>{list.inapplicable.length} do not apply to this run</summary>
          <ul className="ledger-list">{list.inapplicable.map(rowOf)}</ul>
        </details>
      )}
      <Report />
    </section>
  );
}

const none = [] as const;

const marks: Readonly<Record<Standing, readonly [mark: string, words: string]>> = {
  holds: ["✓", "holds"],
  violated: ["✗", "violated"],
  "below-resolution": ["–", "below resolution"],
  "not-applicable": ["·", "does not apply"],
  pending: ["", "not judged yet"],
};

interface RowProps {
  readonly row: LedgerRow;
  readonly lane: BoardLane;
  readonly isOpen: boolean;
  readonly onToggle: (id: string) => void;
}

function Row({ row, lane, isOpen, onToggle }: RowProps) {
  const { certificate, statement, standing, entry, reason } = row;
  const { id, label, refined } = statement;
  const [mark, words] = marks[standing];
  const canDraw = isDrawable(id, lane.facts.theory);
  return (
    <li data-standing={standing}>
      <div className="ledger-row">
        <button
          type="button"
          className="ledger-open"
          aria-expanded={isOpen}
          title={standing === "not-applicable" ? (reason ?? undefined) : words}
          onClick={() => onToggle(id)}
        >
          <span className="ledger-mark" aria-hidden="true">
            {mark}
          </span>
          <span className="ledger-label">
            {label}
            {refined && (
              <span className="ledger-star" title="refined: our own statement">
                {"\u00a0★"}
              </span>
            )}
            <span className="sr-only">: {words}</span>
          </span>
          <span className="ledger-slack">
            {entry ? slackText(entry, certificate.identity === true) : ""}
            {standing === "below-resolution" && entry?.worstSlack == null && "below"}
          </span>
        </button>
        {canDraw ? <BoundToggle id={id} label={label} refined={refined} /> : <span />}
      </div>
      {standing === "not-applicable" && !isOpen && <p className="ledger-reason">{reason}</p>}
      {isOpen && (
        <Suspense fallback={<div className="ledger-detail" aria-busy="true" />}>
          <LedgerDetail row={row} lane={lane} />
        </Suspense>
      )}
    </li>
  );
}

/** The ledgers of all lanes, with the link that makes them again. */
function Report() {
  const { run, permalink } = useSession();
  const isEmpty = useRun((state) => state.ledgers.every((entries) => entries.length === 0));
  const T = useExperiment((state) => state.link.T);
  async function save(kind: "json" | "md") {
    const { reportMarkdown, reportOf } = await import("../../../export/report");
    const { ledgers } = run.getState();
    if (kind === "md")
      return saveFile("lora-descent-certificates.md", [reportMarkdown(permalink(), ledgers)], "text/markdown");
    const report = { permalink: permalink(), steps: T, certificates: reportOf(ledgers) };
    saveFile("lora-descent-certificates.json", [`${JSON.stringify(report, null, 2)}\n`], "application/json");
  }
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-1.5">
      <button type="button" className="button ledger-report" disabled={isEmpty} onClick={() => save("json")}>
        Report (JSON)
      </button>
      <button type="button" className="button ledger-report" disabled={isEmpty} onClick={() => save("md")}>
        Report (Markdown)
      </button>
    </div>
  );
}
