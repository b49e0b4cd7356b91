/** Where files come in: a button, or a file dropped anywhere on the page. What reads and shows them is fetched then. */
import { FileUp } from "lucide-react";
import { lazy, useEffect } from "react";
import { useFiles, useSession } from "../../hooks/useSession";
import { Part } from "../Part";

const FileDialog = lazy(async () => ({ default: (await import("./FileDialog")).FileDialog }));

export function FileButton() {
  const { files } = useSession();
  return (
    <button
      type="button"
      className="flex items-center gap-1.5 rounded py-0.5 text-[12px] text-mute hover:text-ink"
      onClick={() => files.ask()}
    >
      <FileUp size={13} aria-hidden />
      Your own matrix …
    </button>
  );
}

export function FileSource() {
  const { files } = useSession();
  const asking = useFiles((state) => state.asking);

  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Otherwise the browser would open the file in place of the page.
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) files.ask(file);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
    };
  }, [files]);

  if (!asking) return null;
  return (
    <Part name="The card of files">
      <FileDialog dropped={asking.dropped} onClose={files.close} />
    </Part>
  );
}
