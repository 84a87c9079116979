import type { LintContext } from '../../src/engines/lint-context.ts';
import { parseCorosync } from '../../src/foreign/corosync/grammar/parse-corosync.ts';
import { parseOssec } from '../../src/foreign/ossec/grammar/parse-ossec.ts';
import { parsePatroni } from '../../src/foreign/patroni/grammar/parse-patroni.ts';
import { parsePcs } from '../../src/foreign/pcs/grammar/parse-pcs.ts';
import { parseScript } from '../../src/foreign/script/grammar/parse-script.ts';
import { parseSentinel } from '../../src/foreign/sentinel/grammar/parse-sentinel.ts';
import { parseSysctl } from '../../src/foreign/sysctl/grammar/parse-sysctl.ts';
import { parseSystemd } from '../../src/foreign/systemd/grammar/parse-systemd.ts';
import { parseZone } from '../../src/foreign/zone/grammar/parse-zone.ts';

const NOTHING_SAID: LintContext = {
  haproxy: undefined,
  keepalived: undefined,
  nginx: undefined,
  maxOutageMs: undefined,
  sessions: undefined,
};

const contextOf = (said: Partial<LintContext>): LintContext => ({ ...NOTHING_SAID, ...said });

/** What the rules of each kind see of a file with this text. */
export const corosyncSubject = (text: string, said: Partial<LintContext> = {}) => ({
  corosync: parseCorosync(text, 'corosync.conf').corosync,
  context: contextOf(said),
});

export const ossecSubject = (text: string, said: Partial<LintContext> = {}) => ({
  ossec: parseOssec(text, 'ossec.conf').ossec,
  context: contextOf(said),
});

export const pcsSubject = (text: string, said: Partial<LintContext> = {}) => ({
  pcs: parsePcs(text, 'pcs.sh').pcs,
  context: contextOf(said),
});

export const sentinelSubject = (text: string, said: Partial<LintContext> = {}) => ({
  sentinel: parseSentinel(text, 'sentinel.conf').sentinel,
  context: contextOf(said),
});

export const patroniSubject = (text: string, said: Partial<LintContext> = {}) => ({
  patroni: parsePatroni(text, 'patroni.yml').patroni,
  context: contextOf(said),
});

export const zoneSubject = (text: string, said: Partial<LintContext> = {}) => ({
  zone: parseZone(text, 'db.example').zone,
  context: contextOf(said),
});

export const systemdSubject = (text: string, path = 'haproxy.service', said: Partial<LintContext> = {}) => ({
  systemd: parseSystemd(text, path).systemd,
  context: contextOf(said),
});

export const sysctlSubject = (text: string, said: Partial<LintContext> = {}) => ({
  sysctl: parseSysctl(text, 'sysctl.conf').sysctl,
  context: contextOf(said),
});

export const scriptSubject = (text: string, path = 'check_ha.sh', said: Partial<LintContext> = {}) => ({
  script: parseScript(text, path).script,
  context: contextOf(said),
});
