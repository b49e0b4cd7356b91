/** A window of pictures follows the one that opened it: what it takes for that is fetched by such windows alone. */
import { useEffect } from "react";
import { FOLLOWS } from "../projector/follows";
import { useSession } from "./useSession";

const channel = new URLSearchParams(location.search).get(FOLLOWS);

/** Whether this window follows another one. */
export function useFollowing(): boolean {
  const session = useSession();
  useEffect(() => {
    if (channel === null) return;
    let isGone = false;
    // A window of pictures is in projector mode: what follows comes with what shows.
    import("../projector/Projector").then(({ channelPort, follow }) => {
      if (!isGone) follow(session, channelPort(channel));
    });
    return () => {
      isGone = true;
    };
  }, [session]);
  return channel !== null;
}
