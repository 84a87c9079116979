import termkit from 'terminal-kit';
import type { Size } from './frame.ts';
import type { Ink, Line } from './spans.ts';

/** A terminal that is drawn on; what was there before is there again when it is closed. */
export interface TopScreen {
  readonly size: () => Size;
  /** Draws what is not as it was drawn last. */
  readonly draw: (lines: readonly Line[]) => void;
  /** The next frame is drawn whole, whatever stands there. */
  readonly forget: () => void;
  /** Gives the terminal back, until `enter`. */
  readonly leave: () => void;
  readonly enter: () => void;
  readonly close: () => void;
}

export interface TopScreenOptions {
  readonly colour: boolean;
  readonly onKey: (key: string) => void;
  readonly onResize: () => void;
}

type Attributes = termkit.ScreenBuffer.Attributes;

const COLOURS: Readonly<Record<Ink, Attributes>> = {
  plain: {},
  strong: { bold: true },
  good: { color: 'green', bold: true },
  warn: { color: 'yellow', bold: true },
  bad: { color: 'red', bold: true },
  dim: { color: 'gray' },
  scream: { color: 'brightWhite', bgColor: 'red', bold: true },
  chosen: { inverse: true },
};

/** NO_COLOR: what is loud is loud by weight. */
const WEIGHTS: Readonly<Record<Ink, Attributes>> = {
  ...COLOURS,
  good: {},
  warn: { bold: true },
  bad: { bold: true },
  dim: {},
  scream: { inverse: true, bold: true },
};

/** Takes the terminal of this process: its other screen, its keys, no cursor. */
export function openTopScreen({ colour, onKey, onResize }: TopScreenOptions): TopScreen {
  const { terminal } = termkit;
  const inks = colour ? COLOURS : WEIGHTS;
  let isOpen = false;
  let buffer = bufferOf(terminal);
  const leave = (): void => {
    if (!isOpen) return;
    isOpen = false;
    terminal.grabInput(false);
    terminal.styleReset();
    terminal.fullscreen(false);
    terminal.hideCursor(false);
  };
  const enter = (): void => {
    if (isOpen) return;
    isOpen = true;
    terminal.fullscreen(true);
    terminal.hideCursor();
    terminal.grabInput(true);
    buffer = bufferOf(terminal);
  };
  const key = (name: string): void => onKey(name);
  const resized = (): void => {
    buffer = bufferOf(terminal);
    if (isOpen) terminal.clear();
    onResize();
  };
  terminal.on('key', key);
  terminal.on('resize', resized);
  process.on('exit', leave);
  // Whoever tells of the crash shall find the terminal as it was.
  process.prependListener('uncaughtException', leave);
  enter();
  return {
    size: () => ({ width: buffer.width, height: buffer.height }),
    draw: (lines) => {
      if (!isOpen) return;
      buffer.fill({ attr: {}, char: ' ' });
      lines.forEach((line, y) => put(buffer, line, y, inks));
      buffer.draw({ delta: true });
    },
    forget: () => {
      buffer = bufferOf(terminal);
      if (isOpen) terminal.clear();
    },
    leave,
    enter,
    close: () => {
      leave();
      terminal.off('key', key);
      terminal.off('resize', resized);
      process.off('exit', leave);
      process.off('uncaughtException', leave);
    },
  };
}

function bufferOf(terminal: termkit.Terminal): termkit.ScreenBuffer {
  return new termkit.ScreenBuffer({ dst: terminal, width: terminal.width, height: terminal.height });
}

function put(
  buffer: termkit.ScreenBuffer,
  line: Line,
  y: number,
  inks: Readonly<Record<Ink, Attributes>>,
): void {
  let x = 0;
  for (const { text, ink } of line) {
    // The library writes its own figures into what it is given.
    buffer.put({ x, y, attr: { ...inks[ink] }, wrap: false, dx: 1, dy: 0 }, text);
    x += termkit.stringWidth(text);
  }
}
