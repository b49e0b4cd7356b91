/** What is on screen, to take along: as a link, as a code to scan, or as a frame for another page. Fetched when it is asked for. */
import { useMemo, useState } from "react";
import { lanesOfLink } from "../controls/useParameter";
import { useExperiment, useSession } from "../hooks/useSession";
import { ModalCard } from "../panels/ModalCard";
import { sentenceFor } from "../sentence";
import { CopyField } from "./CopyField";
import { embedCode, frameSizes } from "./embedCode";
import { addressOf, openingsAt } from "./openings";
import { QrPicture } from "./QrPicture";

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { playback } = useSession();
  const link = useExperiment((state) => state.link);
  // The moment that was on screen: the run may go on behind the card.
  const [moment] = useState(playback.getState);
  const openings = useMemo(() => openingsAt(moment, link.T), [moment, link.T]);
  const [chosen, setChosen] = useState(openings[0]?.id);
  const [sizeId, setSizeId] = useState(frameSizes[0]?.id);
  const opening = openings.find(({ id }) => id === chosen) ?? openings[0];
  const size = frameSizes.find(({ id }) => id === sizeId) ?? frameSizes[0];
  if (!opening || !size) return null;
  const address = addressOf(link, opening, "board", location.href);
  const framed = addressOf(link, opening, "embed", location.href);
  const title = `LoRA descent: ${sentenceFor(lanesOfLink(link))}`;

  return (
    <ModalCard title="Share this run" className="share" onClose={onClose}>
      {() => (
        <div className="share-body">
          <QrPicture address={address} />
          <div className="share-texts">
            <fieldset className="share-choice">
              <legend className="caption">The link opens</legend>
              {openings.map(({ id, label }) => (
                <label key={id}>
                  <input type="radio" name="opening" checked={id === opening.id} onChange={() => setChosen(id)} />
                  {label}
                </label>
              ))}
            </fieldset>
            <CopyField isFirst label="Link" action="Copy link" text={address} rows={3} />
            <CopyField
              label="Frame for another page"
              action="Copy frame"
              text={embedCode(framed, title, size)}
              rows={5}
            />
            <label className="share-size">
              Size of the frame
              <select className="field" value={size.id} onChange={({ target }) => setSizeId(target.value)}>
                {frameSizes.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <p className="share-more">
              Whoever opens the link computes the run anew. <a href="./docs/url-api.html">Every key of a link</a>,{" "}
              <a href="./docs/embed.html">driving a frame by script</a>.
            </p>
          </div>
        </div>
      )}
    </ModalCard>
  );
}
