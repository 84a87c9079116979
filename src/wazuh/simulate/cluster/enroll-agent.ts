import {
  type EnrollmentAnswer,
  type EnrollmentRequest,
  keyHash,
  parseEnrollmentRequest,
} from '../../protocol/enrollment.ts';
import { isRefusal } from '../../protocol/refusal.ts';
import type { ClientKeys } from './client-keys.ts';
import { isNewer } from './version-order.ts';

export interface EnrollmentRules {
  readonly version: string;
  readonly allowHigherVersions: boolean;
  /** undefined = anybody may enroll. */
  readonly password: string | undefined;
}

/** What the master's authd says to one line. @param from the address that it came from */
export function enrollAgent(
  line: string,
  from: string,
  rules: EnrollmentRules,
  keys: ClientKeys,
): EnrollmentAnswer {
  const request = parseEnrollmentRequest(line);
  if (isRefusal(request)) return { error: request.refused };
  if (request.password !== rules.password) return { error: 'Invalid password' };
  const { version = '' } = request;
  if (!rules.allowHigherVersions && isNewer(version, rules.version))
    return { error: 'Agent version must be lower or equal to manager version' };
  const known = keys.withName(request.name);
  if (known !== undefined && (request.keyHash === undefined || request.keyHash === keyHash(known)))
    return { error: `Duplicate agent name: ${request.name}` };
  return { key: keys.create(request.name, addressOf(request, from)) };
}

function addressOf({ ip }: EnrollmentRequest, from: string): string {
  return ip === 'src' ? from : (ip ?? 'any');
}
