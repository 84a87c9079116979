import type { Notice } from '../decide/alert.ts';
import { headline, lines } from './notice-text.ts';

/** Slack cuts longer messages (docs of chat.postMessage: 40,000; a webhook's are readable far below that). */
const MOST = 3_000;

/** For an incoming webhook; `text` alone is understood by Mattermost and others too. */
export function slackPayload(notice: Notice): object {
  const all = notice.alerts.length === 1 ? lines(notice) : [headline(notice), ...lines(notice)];
  const text = escaped(all.join('\n'));
  return { text: text.length <= MOST ? text : `${text.slice(0, MOST)}…` };
}

/** The three characters that Slack's text gives a meaning to: with them a name could call everybody (`<!channel>`). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
