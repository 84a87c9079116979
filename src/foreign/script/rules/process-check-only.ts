import type { Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import { hostOf, isLoopback } from '../../is-loopback.ts';
import { baseName, commandsOf, type PlacedCommand, programOf } from '../grammar/commands-of.ts';
import { expandKnown, knownVariables } from '../grammar/known-variables.ts';
import { engineOf, serviceCommand } from './engine-commands.ts';
import { isCheck } from './is-check.ts';
import type { ScriptSubject } from './subject.ts';

export const processCheckOnly: Rule<ScriptSubject> = {
  code: 'script/process-check-only',
  severity: 'warning',
  title: 'The check only asks for a process',
  why: 'An engine that hangs, or that serves no port any more, still has its process and its unit is still active: the check says well, the VIP stays, and every client waits.',
  source: 'measured: HAProxy stopped with SIGSTOP stays active for systemctl; keepalived issue 2184',
  find({ script }) {
    if (!isCheck(script)) return [];
    const known = knownVariables(script);
    const commands = commandsOf(script.steps);
    if (commands.some((placed) => asksTheEngine(placed, known))) return [];
    return commands.flatMap((placed) => {
      const found = processCheck(placed, known);
      if (found === undefined) return [];
      return [
        {
          at: found.at,
          message: `${found.how} only tells that ${found.engine} has a process: one that hangs passes, and the VIP stays with it.`,
          remedy: `ask ${found.engine} itself, with a time limit: \`curl -sf --max-time 1 http://127.0.0.1/…\`${found.engine === 'haproxy' ? ', or `show info` on its socket' : ''}.`,
        },
      ];
    });
  },
};

/** A request to this machine, or to an address that is not known here. */
function asksTheEngine({ command }: PlacedCommand, known: ReadonlyMap<string, string>): boolean {
  const [program, ...rest] = programOf(command);
  const name = baseName(program?.value ?? '');
  const values = rest.map((word) => expandKnown(word, known));
  if (/^(?:socat|hatop)$/.test(name)) return true;
  if (command.redirects.some(({ target }) => target.startsWith('/dev/tcp/'))) return true;
  if (!/^(?:curl|wget|nc|ncat|netcat|telnet|http|openssl|check_http|check_tcp)$/.test(name)) return false;
  // A literal address of another machine is a server behind the balancer.
  const literal = values.map(hostOf).filter((host) => /^\d+\.\d+\.\d+\.\d+$/.test(host));
  return literal.length === 0 || literal.some(isLoopback) || values.some((value) => /[$`]/.test(value));
}

function processCheck(
  { command, pipeline, index }: PlacedCommand,
  known: ReadonlyMap<string, string>,
): { engine: string; how: string; at: Span } | undefined {
  const [program, ...rest] = programOf(command);
  if (program === undefined) return undefined;
  const name = baseName(program.value);
  const values = rest.map((word) => expandKnown(word, known));
  const engine = values.map(engineOf).find((found) => found !== undefined && found !== 'keepalived');
  const service = serviceCommand(command, known);
  if (
    service !== undefined &&
    service.engine !== 'keepalived' &&
    /^(?:is-active|status)$/.test(service.verb)
  ) {
    return { engine: service.engine, how: `${name} ${service.verb}`, at: command.at };
  }
  if (engine === undefined) return undefined;
  if (name === 'pgrep' || name === 'pidof') return { engine, how: name, at: command.at };
  if (name === 'killall' && values.includes('-0')) return { engine, how: 'killall -0', at: command.at };
  const before = pipeline.commands[index - 1];
  const isOfPs = before !== undefined && baseName(programOf(before)[0]?.value ?? '') === 'ps';
  if (name === 'grep' && isOfPs) return { engine, how: 'ps | grep', at: command.at };
  return undefined;
}
