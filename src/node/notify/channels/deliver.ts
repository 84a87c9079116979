import type { SecretLookup } from '../../../release/fill-secrets.ts';
import type { Channel } from '../../../site/channel.ts';
import type { Secret } from '../../../site/site.ts';
import type { Notice } from '../decide/alert.ts';
import { pagerdutyPayload } from './pagerduty-payload.ts';
import { postJson } from './post-json.ts';
import { runCommand } from './run-command.ts';
import { sendEmail } from './send-email.ts';
import { never, notNow, type Sent } from './sent.ts';
import { slackPayload } from './slack-payload.ts';
import { webhookPayload } from './webhook-payload.ts';

export interface Surroundings {
  readonly secrets: SecretLookup;
  /** Where this site can be looked at. */
  readonly externalUrl: string;
  readonly now: () => number;
}

/** What is shown of an answer. */
const MOST_SHOWN = 300;

/** One attempt to deliver one notice. Never throws, and says no secret. */
export async function deliver(
  channel: Channel,
  notice: Notice,
  id: string,
  around: Surroundings,
): Promise<Sent> {
  const values: string[] = [];
  try {
    const sent = await attempt(channel, notice, id, around, (secret) => {
      const value = around.secrets(secret);
      if (value === undefined || value === '') throw new MissingSecret(secret);
      values.push(value);
      return value;
    });
    return { ...sent, says: shown(sent.says, values) };
  } catch (error) {
    // Somebody may write the secret while we wait.
    if (error instanceof MissingSecret) return notNow(error.message);
    return never(shown((error as Error).message, values));
  }
}

async function attempt(
  channel: Channel,
  notice: Notice,
  id: string,
  { externalUrl, now }: Surroundings,
  valueOf: (secret: Secret) => string,
): Promise<Sent> {
  const { to, timeoutMs, ca } = channel;
  const post = async (url: string, body: object, token?: string) =>
    isUrl(url)
      ? await postJson({ url, body, token, timeoutMs, ca }, now())
      : never('the secret is no URL of http or https');
  switch (to.kind) {
    case 'webhook': {
      const url = typeof to.url === 'string' ? to.url : valueOf(to.url);
      return await post(url, webhookPayload(notice, externalUrl), to.token && valueOf(to.token));
    }
    case 'slack':
      return await post(valueOf(to.url), slackPayload(notice));
    case 'pagerduty':
      return await post(to.url, pagerdutyPayload(notice, valueOf(to.key)));
    case 'email': {
      const password = to.login && valueOf(to.login.password);
      return await sendEmail({ target: to, notice, password, id, timeoutMs, ca });
    }
    case 'command':
      return await runCommand(to.argv, notice, webhookPayload(notice, externalUrl), timeoutMs);
  }
}

class MissingSecret extends Error {
  constructor(secret: Secret) {
    const where = 'env' in secret ? `environment variable ${secret.env}` : `file ${secret.file}`;
    super(`the ${where} is missing or empty`);
  }
}

function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** Whoever answers may repeat what it was sent. */
function shown(says: string, secrets: readonly string[]): string {
  const parts = secrets.flatMap((value) => [value, Buffer.from(value).toString('base64'), ...pathOf(value)]);
  const clean = parts.reduce((text, secret) => text.replaceAll(secret, '<secret>'), says);
  return clean.length > MOST_SHOWN ? `${clean.slice(0, MOST_SHOWN)}…` : clean;
}

function pathOf(value: string): string[] {
  if (!isUrl(value)) return [];
  const { pathname, search } = new URL(value);
  return pathname.length > 1 ? [`${pathname}${search}`, pathname] : [];
}
