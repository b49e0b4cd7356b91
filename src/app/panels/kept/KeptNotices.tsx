/** What this browser keeps of the page is put in its place; where there is a choice it is offered, and what cannot be kept is said. */
import { useState, useSyncExternalStore } from "react";
import { decodeLink, experimentOf } from "../../../permalink/link";
import type { Offer } from "../../../store/kept/keeper";
import { isSafe } from "../../browserStorage";
import { useSession } from "../../hooks/useSession";
import { FOLLOWS } from "../../projector/follows";
import { sentenceFor } from "../../sentence";
import { countWord } from "../../words";
import { NoticeCard } from "../NoticeCard";
import { forgetAll, keeperOf } from "./keeperOf";

/** A frame is the guest of another page, and a window that follows another one has nothing of its own. */
const isOfItsOwn = window.top === window && !new URLSearchParams(location.search).has(FOLLOWS);

export function KeptNotices() {
  if (!isOfItsOwn) return null;
  return isSafe ? <SafeNotice /> : <Restored />;
}

function Restored() {
  const keeper = keeperOf(useSession());
  const { offer, fault } = useSyncExternalStore(keeper.store.subscribe, keeper.store.getState);
  return (
    <>
      {offer && (
        <NoticeCard tone="info" onDismiss={keeper.dismiss}>
          <span className="kept-offer">{offerText(offer)}</span>{" "}
          <button type="button" className="text-accent underline" onClick={keeper.goOn}>
            Continue where you were
          </button>
        </NoticeCard>
      )}
      {fault && (
        <NoticeCard tone="info" onDismiss={keeper.dismiss}>
          {fault}
        </NoticeCard>
      )}
    </>
  );
}

function offerText({ hash, pins }: Offer): string {
  const sentence = sentenceFor(experimentOf(decodeLink(hash).link).lanes);
  const beside = pins > 0 ? ` With ${countWord(pins)} pinned ${pins === 1 ? "run" : "runs"}.` : "";
  return `Your last visit: ${sentence}${beside}`;
}

function SafeNotice() {
  const [isShown, setIsShown] = useState(true);
  const [isForgotten, setIsForgotten] = useState(false);
  const forget = () =>
    forgetAll().then(
      () => setIsForgotten(true),
      () => setIsForgotten(true),
    );
  if (!isShown) return null;
  return (
    <NoticeCard tone="info" onDismiss={() => setIsShown(false)}>
      Safe mode: nothing runs until it is asked to, and what this browser keeps for the page is left alone.{" "}
      {isForgotten ? (
        "It is cleared."
      ) : (
        <button type="button" className="text-accent underline" onClick={forget}>
          Clear it
        </button>
      )}
    </NoticeCard>
  );
}
