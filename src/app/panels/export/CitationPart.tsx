/** How to cite the papers and this tool, to copy. */
import { citations } from "../../../export/citation";
import { CopyButton } from "./CopyButton";

export function CitationPart() {
  const address = new URL(".", location.href.split(/[?#]/)[0]).href;
  return (
    <ul className="grid gap-4">
      {citations({ version: __VERSION__, address }).map(({ id, name, bibtex }) => (
        <li key={id}>
          <div className="mb-1 flex items-center justify-between gap-3">
            <h3 className="font-semibold">{name}</h3>
            <CopyButton text={bibtex} what={`BibTeX of ${name}`} />
          </div>
          <textarea
            className="export-text"
            aria-label={`BibTeX of ${name}`}
            rows={bibtex.split("\n").length}
            value={bibtex}
            readOnly
            wrap="off"
          />
        </li>
      ))}
    </ul>
  );
}
