/** Product, what is seen, and what concerns the whole page. */
import { Download, GraduationCap, ImageDown, Keyboard, Monitor, Moon, Presentation, QrCode, Sun } from "lucide-react";
import { memo } from "react";
import { lanesOfLink } from "../controls/useParameter";
import type { Lessons } from "../hooks/useLessons";
import { useExperiment, useSession } from "../hooks/useSession";
import { sentenceFor } from "../sentence";
import { Examples } from "./Examples";
import { PhaseSentence } from "./ledger/Phases";
import { UndoButtons } from "./UndoButtons";

interface Props {
  readonly onHelp: () => void;
  readonly onShare: () => void;
  readonly onExport: () => void;
  readonly lessons: Lessons;
}

export const Header = memo(function Header({ onHelp, onShare, onExport, lessons }: Props) {
  const sentence = useExperiment((state) => sentenceFor(lanesOfLink(state.link)));
  const { download } = useSession();
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-hair px-4 py-2 wide:flex-nowrap wide:px-5.5">
      <h1 className="text-[16px] font-[650] tracking-[-0.01em] whitespace-nowrap">LoRA descent</h1>
      <p className="order-last basis-full text-pretty text-mute wide:order-none wide:min-w-0 wide:flex-1 wide:basis-0">
        {sentence}
        {/* Its line is there from the start, so that the header does not grow. */}
        <span className="hidden min-h-[1.45em] truncate text-[12px] text-mute wide:block">
          <PhaseSentence />
        </span>
      </p>
      <div className="ml-auto flex gap-0.5 min-[22rem]:gap-1.5 wide:ml-0 wide:gap-2.5">
        <UndoButtons />
        <ThemeButton />
        <button type="button" className="button button-quiet px-2" aria-label="Keys" title="Keys (?)" onClick={onHelp}>
          <Keyboard size={16} aria-hidden />
        </button>
        <ProjectorButton />
        <button
          type="button"
          className="button"
          aria-label="Lessons"
          title="Lessons (C)"
          aria-expanded={lessons.isOpen}
          onClick={lessons.isOpen ? lessons.close : lessons.open}
        >
          <GraduationCap size={15} aria-hidden />
          <span className="hidden sm:inline">Lessons</span>
        </button>
        <Examples />
        <button type="button" className="button" aria-label="Download CSV" onClick={download}>
          <Download size={14} aria-hidden />
          <span className="hidden 2xl:inline">Download CSV</span>
        </button>
        <button type="button" className="button" aria-label="Export" title="Export figures and data" onClick={onExport}>
          <ImageDown size={15} aria-hidden />
          <span className="hidden 2xl:inline">Export</span>
        </button>
        <button type="button" className="button" aria-label="Share" title="Share (Q)" onClick={onShare}>
          <QrCode size={15} aria-hidden />
          <span className="hidden sm:inline">Share</span>
        </button>
      </div>
    </header>
  );
});

function ProjectorButton() {
  const { commands } = useSession();
  return (
    <button
      type="button"
      className="button button-quiet px-2 max-sm:hidden"
      aria-label="Projector mode"
      title="Projector mode (P)"
      onClick={commands.projector}
    >
      <Presentation size={16} aria-hidden />
    </button>
  );
}

const themes = ["system", "light", "dark"] as const;
const themeIcons = { system: Monitor, light: Sun, dark: Moon };

function ThemeButton() {
  const { experiment } = useSession();
  const theme = useExperiment((state) => state.link.view.theme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  const Icon = themeIcons[theme];
  return (
    <button
      type="button"
      className="button button-quiet px-2"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}; change to ${next}`}
      onClick={() => experiment.setView({ theme: next })}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
