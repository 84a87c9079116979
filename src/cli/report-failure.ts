import { CommanderError } from 'commander';
import { Fault } from '../base/fault.ts';
import { atSite } from './at-site.ts';
import { MISUSES, REFUSALS } from './refusals.ts';

/** How a failure is told: text for each stream, and the exit code (1 refused, 2 wrong usage, 3 fault, 4 a bug of ours). */
export interface FailureReport {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What to print for whatever a command threw; commander has printed its own errors already. */
export function reportFailure(error: unknown, words: readonly string[]): FailureReport {
  if (isPlugin(words)) return reportToMonitoring(error, isVerbose(words));
  if (error instanceof CommanderError) {
    return { exitCode: error.exitCode === 0 ? 0 : 2, stdout: '', stderr: '' };
  }
  if (error instanceof Fault) return reportFault(error, wantsJson(words));
  return { exitCode: 4, stdout: '', stderr: bugText(error, isVerbose(words)) };
}

/** Whoever runs `check` knows the exit codes of monitoring plugins alone: what is not a verdict is UNKNOWN. */
function reportToMonitoring(error: unknown, verbose: boolean): FailureReport {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { exitCode: 0, stdout: '', stderr: '' };
    return { exitCode: 3, stdout: `CHECK UNKNOWN - ${oneLine(error.message)}\n`, stderr: '' };
  }
  const words = error instanceof Error ? error.message : String(error);
  const stderr = error instanceof Fault ? '' : bugText(error, verbose);
  return { exitCode: 3, stdout: `CHECK UNKNOWN - ${oneLine(words)}\n`, stderr };
}

function oneLine(text: string): string {
  return text.split('\n')[0]!.replaceAll('|', '/');
}

/** The program's own options take no value, so the first word without a dash is the command. */
function isPlugin(words: readonly string[]): boolean {
  return words.find((word) => !word.startsWith('-')) === 'check';
}

function reportFault(fault: Fault, json: boolean): FailureReport {
  const { code, message, evidence, remedy } = fault;
  const exitCode = exitCodeOf(code);
  if (json) {
    const stdout = `${JSON.stringify({ fault: { code, message, evidence, remedy } }, null, 2)}\n`;
    return { exitCode, stdout, stderr: '' };
  }
  const seen = evidence
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `  | ${line}\n`)
    .join('');
  return { exitCode, stdout: '', stderr: `${code}\n  ${message}\n${seen}  Fix: ${atSite(remedy)}\n` };
}

function exitCodeOf(code: string): number {
  if (REFUSALS.has(code)) return 1;
  return MISUSES.has(code) ? 2 : 3;
}

function bugText(error: unknown, verbose: boolean): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : '';
  return (
    `This is a bug in Holdfast, not in your spec or your machine.\n  ${message}\n` +
    (verbose ? stack : '  Run it again with -v to see where, and report that.\n')
  );
}

/** True when the command line asks for JSON: `-o json`, `-ojson`, `--output json`, `--output=json`. */
export function wantsJson(words: readonly string[]): boolean {
  const own = ownWords(words);
  return own.some(
    (word, index) =>
      ((word === '-o' || word === '--output') && own[index + 1] === 'json') ||
      word === '-ojson' ||
      word === '--output=json',
  );
}

function isVerbose(words: readonly string[]): boolean {
  return ownWords(words).some((word) => word === '-v' || word === '--verbose');
}

/** Without the words of a command that is only passed on (`lab exec NODE -- COMMAND`). */
function ownWords(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end === -1 ? words : words.slice(0, end);
}
