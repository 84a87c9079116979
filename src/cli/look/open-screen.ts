import type { WriteStream } from 'node:tty';
import { visible } from '../print-table.ts';

/** A terminal that is drawn on. What was there before is there again when it is closed. */
export interface Screen {
  readonly width: () => number;
  readonly draw: (text: string) => void;
  readonly onResize: (listener: () => void) => void;
  readonly close: () => void;
}

const [ENTER, LEAVE] = ['\u001b[?1049h\u001b[?25l', '\u001b[?25h\u001b[?1049l'];

/** Whether the cursor of a stream can be moved; a terminal that does not tell its size, or says it is dumb, cannot. */
export function canDraw(stream: WriteStream, term = process.env['TERM']): boolean {
  return stream.isTTY === true && term !== 'dumb' && stream.columns > 0 && stream.rows > 0;
}

/** The other screen of a terminal (xterm's 1049), without a cursor; given back at the latest when the process ends. */
export function openScreen(terminal: WriteStream): Screen {
  let open = true;
  const listeners: (() => void)[] = [];
  const close = (): void => {
    if (!open) return;
    open = false;
    for (const listener of listeners) terminal.off('resize', listener);
    process.off('exit', close);
    terminal.write(LEAVE);
  };
  terminal.write(ENTER);
  process.on('exit', close);
  return {
    width: () => terminal.columns,
    draw: (text) => {
      const lines = clip(text, terminal.columns, terminal.rows);
      // Each line is overwritten and what is right of it and below is cleared, which flickers less than an empty screen.
      terminal.write(`\u001b[H${lines.map((line) => `${line}\u001b[K`).join('\r\n')}\u001b[J`);
    },
    onResize: (listener) => {
      listeners.push(listener);
      terminal.on('resize', listener);
    },
    close,
  };
}

/** The lines that fit; when some do not, the last one says how many. */
export function clip(text: string, columns: number, rows: number): string[] {
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(0, lines.length > rows ? rows - 1 : rows).map((line) => clipLine(line, columns));
  return lines.length > rows ? [...shown, `… ${lines.length - rows + 1} more lines`] : shown;
}

function clipLine(line: string, columns: number): string {
  if (visible(line).length <= columns) return line;
  let left = columns - 1;
  const kept = line.replace(/(\u001b\[[0-9;]*m)|([^\u001b])/gu, (part, colour: string | undefined) => {
    if (colour !== undefined) return part;
    left -= 1;
    return left >= 0 ? part : '';
  });
  return `${kept}…`;
}
