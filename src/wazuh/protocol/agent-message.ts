/** What an agent says to a manager (facts of Wazuh 4.x: control messages begin with `#!-`, all else is an event). */
export type AgentMessage =
  | { readonly says: 'startup'; readonly version: string | undefined }
  | { readonly says: 'keepalive'; readonly version: string | undefined; readonly ip: string | undefined }
  | { readonly says: 'shutdown' }
  | { readonly says: 'answer'; readonly id: string; readonly text: string }
  | { readonly says: 'event'; readonly queue: string; readonly location: string; readonly text: string }
  /** A control message that is none of these, as from a newer agent. */
  | { readonly says: 'unknown'; readonly text: string };

const STARTUP = '#!-agent startup ';
const SHUTDOWN = '#!-agent shutdown ';
const ANSWER = /^#!-req (\S{1,64}) ([^]*)$/;
const EVENT = /^(.):([^:]*(?:->[^:]*)?):([^]*)$/;

export function parseAgentMessage(text: string): AgentMessage {
  if (text.startsWith(STARTUP)) return { says: 'startup', version: startupVersion(text) };
  if (text.startsWith(SHUTDOWN.trimEnd())) return { says: 'shutdown' };
  const answer = ANSWER.exec(text);
  if (answer !== null) return { says: 'answer', id: answer[1] ?? '', text: answer[2] ?? '' };
  // A keepalive has lines; without one a manager says "Invalid message from agent".
  if (text.startsWith('#!-') && text.includes('\n')) return keepalive(text);
  const event = text.startsWith('#!-') ? null : EVENT.exec(text);
  if (event === null) return { says: 'unknown', text };
  return { says: 'event', queue: event[1] ?? '', location: event[2] ?? '', text: event[3] ?? '' };
}

/** `version` as in `v4.14.7`; agents before 4.6 say none. */
export function printStartup(version: string | undefined): string {
  return `${STARTUP}${version === undefined ? '' : JSON.stringify({ version })}`;
}

export function printShutdown(): string {
  return SHUTDOWN;
}

/** What an agent tells of itself with each keepalive. */
export interface AgentSelf {
  readonly host: string;
  readonly ip: string;
  readonly version: string;
}

export function printKeepalive({ host, ip, version }: AgentSelf): string {
  const system = `Linux |${host} |5.15.0 |#1 |x86_64 [Ubuntu|ubuntu: 22.04.4 LTS (Jammy Jellyfish)]`;
  return `#!-${system} - Wazuh ${version}\nx merged.mg\n#"_agent_ip":${ip}\n`;
}

export function printEvent(queue: string, location: string, text: string): string {
  return `${queue}:${location}:${text}`;
}

function keepalive(text: string): AgentMessage {
  const version = / - Wazuh (v\d{1,4}\.\d{1,4}\.\d{1,4})/.exec(text.slice(0, text.indexOf('\n')))?.[1];
  return { says: 'keepalive', version, ip: /^#"_agent_ip":(\S{1,64})$/m.exec(text)?.[1] };
}

function startupVersion(text: string): string | undefined {
  try {
    const said: unknown = JSON.parse(text.slice(STARTUP.length));
    const version = (said as { version?: unknown } | null)?.version;
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
