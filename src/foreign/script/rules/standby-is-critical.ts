import type { Rule } from '../../../base/rule.ts';
import { baseName, commandsOf, programOf } from '../grammar/commands-of.ts';
import { expandKnown, knownVariables } from '../grammar/known-variables.ts';
import type { Pipeline, ScriptSource } from '../grammar/source.ts';
import { missingAddresses } from './missing-address.ts';
import type { ScriptSubject } from './subject.ts';

export const standbyIsCritical: Rule<ScriptSubject> = {
  code: 'script/standby-is-critical',
  severity: 'warning',
  title: 'The check is CRITICAL on every healthy standby',
  why: 'Of a pair one node has the VIP and the other has not, when all is well. A check that is CRITICAL without the VIP is red on the standby for ever, so that it is silenced there; after a failover that node is the holder, and nobody hears of it any more.',
  source:
    'Monitoring Plugins Development Guidelines, "Plugin Return Codes": 2 is critical; RFC 5798 section 6.4.2 (Backup)',
  find({ script }) {
    if (knowsItsRole(script)) return [];
    const known = knownVariables(script);
    return missingAddresses(script.steps, known).flatMap(({ address, reaction, index }) => {
      const cry = reaction.find((pipeline) => saysCritical(pipeline));
      const isVip = [script.path, ...reaction.flatMap(textOf)].some((text) => VIRTUAL.test(text));
      const before = commandsOf(script.steps.slice(0, index));
      if (cry === undefined || !isVip || !reaction.some((pipeline) => exits(pipeline, known))) return [];
      // A script that ends well before this question may have asked for its role in some other way.
      if (before.some(({ command }) => /^exit 0?$/.test(command.words.map(({ value }) => value).join(' '))))
        return [];
      return [
        {
          at: cry.at,
          message: `The script is CRITICAL where ${address} is not among the node's own addresses. On the standby it never is, so that the standby is CRITICAL as long as all is well.`,
          remedy: `ask for the VIP from the monitoring host (\`curl -sf --max-time 2 http://${address.includes(':') ? `[${address}]` : address}/…\`), and on each node for what must be true on both: that Keepalived and the proxy answer.`,
        },
      ];
    });
  },
};

/** An address of the node itself must be there on each node; only a virtual one may be elsewhere. */
const VIRTUAL = /(?:^|[^a-z])v_?ip(?:[^a-z]|$)|virtual|floating/i;
const ROLE = /\b(?:master|backup|standby|passive|primary|secondary|peer|role)\b/i;

function knowsItsRole(script: ScriptSource): boolean {
  return commandsOf(script.steps).some(({ command }) => {
    const name = baseName(programOf(command)[0]?.value ?? '');
    const said = [...command.words, ...command.assignments.map(({ word }) => word)];
    if (name === 'hostname' && !said.some(({ value }) => value === '-I')) return true;
    return said.some(({ raw }) => ROLE.test(raw));
  });
}

function textOf({ commands }: Pipeline): readonly string[] {
  return commands.flatMap(({ words }) => words.map(({ raw }) => raw));
}

function saysCritical({ commands }: Pipeline): boolean {
  return commands.some((command) => {
    const [name, ...rest] = programOf(command).map(({ value }) => value);
    return (name === 'echo' || name === 'printf') && /\bCRIT(?:ICAL)?\b/.test(rest.join(' '));
  });
}

/** `exit 2`, also by a variable that is 2 or named so: `$CRITICAL`, `$STATE_CRITICAL`. */
function exits({ commands }: Pipeline, known: ReadonlyMap<string, string>): boolean {
  return commands.some(({ words: [name, code] }) => {
    if (name?.value !== 'exit' || code === undefined) return false;
    const value = expandKnown(code, known);
    return value === '2' || /^\$\{?\w*CRIT/i.test(value);
  });
}
