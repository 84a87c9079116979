import { quoteWord } from '../lab/shell-word.ts';
import type { SiteOptions } from './site-doors.ts';

let siteWords = '';

/** From now on hints name the site that the operator named: what is copied from one shall work. */
export function rememberSite(options: SiteOptions): void {
  siteWords = siteWordsOf(options);
}

/** What follows a command to mean that site: ` --lab-name web`; empty = the daemon of this machine. */
export function siteWordsOf(options: SiteOptions): string {
  return wordsOf(options)
    .map((word) => ` ${quoteWord(word)}`)
    .join('');
}

/** The text with the site named in each command of ours that speaks with daemons: `holdfast confirm --lab-name web`. */
export function atSite(text: string): string {
  return text.replace(COMMAND, (command) => command + siteWords);
}

const COMMAND =
  /\bholdfast (?:apply|balance|check|confirm|describe|drift|events|get|history|logs|pause|plan|report|resume|rollback|status|switchover|top|notify test|server (?:drain|ready|maint|weight))\b(?! --(?:lab|lab-name|socket|connect)\b)/g;

function wordsOf({ lab, labName, file, connect, pki, socket }: SiteOptions): readonly string[] {
  if (labName !== undefined) return ['--lab-name', labName];
  if (lab === true) return ['--lab', ...(file === undefined ? [] : ['-f', file])];
  if (connect !== undefined) return ['--connect', connect, ...(pki === undefined ? [] : ['--pki', pki])];
  return socket === undefined ? [] : ['--socket', socket];
}
