import * as z from 'zod';
import { isHostName, parseIp } from '../base/address.ts';
import { quoted, say, text } from './fields.ts';

const SECRET_URL =
  'write https://HOST/PATH without user and password; a URL that is itself a secret goes under { env: NAME } or { file: PATH }.';

/** A URL that may be read by everybody. One with a user or a password in it is never repeated in a message. */
export const openUrl = z
  .string()
  .superRefine((value, context) => {
    if (/^https?:\/\/[!-~]{1,2000}$/.test(value) && URL.canParse(value)) {
      const { username, password } = new URL(value);
      if (username === '' && password === '') return;
    }
    const message = value.includes('@')
      ? say('spec/secret-in-clear', 'The URL has a user or a password in it.', SECRET_URL)
      : say('spec/bad-url', `${quoted(value)} is not a URL of http or https.`, SECRET_URL);
    context.addIssue({ code: 'custom', message });
  })
  .meta({ pattern: '^https?://' });

export const mailAddress = text(
  'spec/bad-mail-address',
  (value) =>
    value.length <= 254 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]+$/.test(value) &&
    isHostName(value.slice(value.lastIndexOf('@') + 1)),
  'a mail address',
  'write it without a name or brackets: oncall@example.org.',
);

/** `smtp.example.org`, `smtp.example.org:587`, `10.0.0.5:25`, `[fd00::5]:25`. */
export const hostAndPort = text(
  'spec/bad-host',
  (value) => splitHostAndPort(value) !== undefined,
  'a host, with a port or without',
  'write smtp.example.org:587, 10.0.0.5:25 or [fd00::5]:25.',
);

/** undefined when it is none; the port is undefined when none is given. */
export function splitHostAndPort(value: string): { host: string; port: number | undefined } | undefined {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(value);
  if (match === null) return undefined;
  const [, six, other, digits] = match;
  const host = six ?? other ?? '';
  const port = digits === undefined ? undefined : Number(digits);
  const right =
    six === undefined ? isHostName(host) || parseIp(host) !== undefined : parseIp(host) !== undefined;
  return right && (port === undefined || (port > 0 && port < 65_536)) ? { host, port } : undefined;
}

/** A message about an e-mail channel whose log-in is half there, or would be heard by others. */
export function clearPassword(email: {
  readonly server: string;
  readonly user?: string | undefined;
  readonly password?: object | undefined;
  readonly tls: string;
}): string | undefined {
  if ((email.user === undefined) !== (email.password === undefined)) {
    const [there, missing] = email.user === undefined ? ['password', 'user'] : ['user', 'password'];
    return say(
      'spec/missing-key',
      `"${there}" is given without "${missing}".`,
      `add "${missing}:", or remove "${there}".`,
    );
  }
  const host = splitHostAndPort(email.server)?.host ?? '';
  const here = host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
  if (email.tls !== 'none' || email.password === undefined || here) return undefined;
  return say(
    'spec/password-in-clear',
    'The password would travel in clear: "tls: none" with a log-in at another machine.',
    'write "tls: starttls" or "tls: tls".',
  );
}
