import { readFile } from 'node:fs/promises';
import type { ChannelTarget } from '../../../site/channel.ts';
import type { Notice } from '../decide/alert.ts';
import { headline, lines } from './notice-text.ts';
import { delivered, never, notNow, type Sent } from './sent.ts';

export interface Mail {
  readonly target: Extract<ChannelTarget, { kind: 'email' }>;
  readonly notice: Notice;
  /** undefined = nobody logs in. */
  readonly password: string | undefined;
  /** The same for every attempt, so that a mail that was delivered twice is known as one. */
  readonly id: string;
  readonly timeoutMs: number;
  readonly ca: string | undefined;
}

/** Speaks SMTP. Never throws. */
export async function sendEmail(mail: Mail): Promise<Sent> {
  const { target, notice, password, timeoutMs } = mail;
  try {
    const ca = mail.ca === undefined ? undefined : await readFile(mail.ca);
    // Loaded with the first mail: most daemons send none.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host: target.host,
      port: target.port,
      secure: target.tls === 'tls',
      requireTLS: target.tls === 'starttls',
      ignoreTLS: target.tls === 'none',
      ...(ca !== undefined && { tls: { ca } }),
      ...(target.login !== undefined && { auth: { user: target.login.user, pass: password ?? '' } }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const sending = transport.sendMail({
      from: { name: `Holdfast ${notice.site}`, address: target.from },
      to: [...target.to],
      subject: headline(notice).slice(0, 200),
      text: `${lines(notice).join('\n')}\n\n-- \nTold by node ${notice.node} at ${new Date(notice.atMs).toISOString()}.\n`,
      date: new Date(notice.atMs),
      messageId: `<${mail.id}@${target.from.slice(target.from.lastIndexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    // The library bounds each silence; a server that trickles is bounded here.
    const { response, rejected } = await within(sending, timeoutMs);
    transport.close();
    const refused = rejected.length === 0 ? '' : `; refused for ${rejected.join(', ')}`;
    return delivered(`${response}${refused}`);
  } catch (error) {
    const { message, responseCode } = error as Error & { responseCode?: number };
    // RFC 5321, 4.2.1: 5yz is for good, 4yz may go better later.
    return responseCode !== undefined && responseCode >= 500 ? never(message) : notNow(message);
  }
}

async function within<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
