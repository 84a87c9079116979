/** What a manager says to an agent. */
export type ManagerMessage =
  /** Answers a startup and every keepalive. */
  | { readonly says: 'ack' }
  /** Close the connection and open another one. */
  | { readonly says: 'force-reconnect' }
  /** Instead of an ack, when the agent may not connect. */
  | { readonly says: 'error'; readonly message: string }
  /** An active response, a request, a file, or what a newer manager may say; the text as it came. */
  | { readonly says: 'other'; readonly text: string };

const ACK = '#!-agent ack ';
const FORCE_RECONNECT = '#!-force_reconnect';
const ERROR = '#!-err ';

export function parseManagerMessage(text: string): ManagerMessage {
  if (text === ACK || text === ACK.trimEnd()) return { says: 'ack' };
  if (text === FORCE_RECONNECT) return { says: 'force-reconnect' };
  const message = text.startsWith(ERROR) ? errorMessage(text.slice(ERROR.length)) : undefined;
  return message === undefined ? { says: 'other', text } : { says: 'error', message };
}

export function printManagerMessage(message: ManagerMessage): string {
  switch (message.says) {
    case 'ack':
      return ACK;
    case 'force-reconnect':
      return FORCE_RECONNECT;
    case 'error':
      return `${ERROR}${JSON.stringify({ message: message.message })}`;
    case 'other':
      return message.text;
  }
}

/** The unencrypted question whether a manager lives, and its answer. */
export const PING = '#ping';
export const PONG = '#pong';

function errorMessage(text: string): string | undefined {
  try {
    const said: unknown = JSON.parse(text);
    const message = (said as { message?: unknown } | null)?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
