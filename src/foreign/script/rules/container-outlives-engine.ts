import type { Rule } from '../../../base/rule.ts';
import { baseName, commandsOf, type PlacedCommand, programOf } from '../grammar/commands-of.ts';
import { knownVariables } from '../grammar/known-variables.ts';
import { engineOf, serviceCommand } from './engine-commands.ts';
import type { ScriptSubject } from './subject.ts';

export const containerOutlivesEngine: Rule<ScriptSubject> = {
  code: 'script/container-outlives-engine',
  severity: 'error',
  title: 'The container runs on when its engine died',
  why: 'The container lives as long as its main process, which here is one that never ends: when the engine dies the container still runs, no restart policy acts, and every client is refused until a person looks.',
  source:
    'Docker documentation, "Start containers automatically": a restart policy acts when the main process exits',
  find({ script }) {
    const known = knownVariables(script);
    const commands = commandsOf(script.steps);
    const engine = commands.map((placed) => startedEngine(placed, known)).find((name) => name !== undefined);
    const waits = commands.findLast(waitsForEver);
    const last = commands.at(-1);
    if (engine === undefined || waits === undefined || waits.pipeline !== last?.pipeline) return [];
    return [
      {
        at: waits.command.at,
        message: `The main process of the container is this one, which never ends: when ${engine} dies the container goes on running without it, and is never restarted.`,
        remedy: `make ${engine} the main process: end with \`exec ${FOREGROUND[engine] ?? engine}\`, and give the container a restart policy and a health check.`,
      },
    ];
  },
};

const FOREGROUND: Readonly<Record<string, string>> = {
  haproxy: 'haproxy -W -db -f /etc/haproxy/haproxy.cfg',
  nginx: "nginx -g 'daemon off;'",
  keepalived: 'keepalived --dont-fork --log-console',
};

function startedEngine(
  { command, pipeline }: PlacedCommand,
  known: ReadonlyMap<string, string>,
): string | undefined {
  const service = serviceCommand(command, known);
  if (service !== undefined) return /^(?:start|restart)$/.test(service.verb) ? service.engine : undefined;
  const [program, ...rest] = programOf(command);
  const values = rest.map(({ value }) => value);
  const engine = engineOf(program?.value ?? '');
  if (engine === undefined || values.some((value) => /^-(?:c|t|v|vv|T|V)$/.test(value))) return undefined;
  // In the background by `&`, or by itself: haproxy with -D, the others unless told otherwise.
  const detaches =
    engine === 'haproxy' ? values.includes('-D') : !/daemon off|^-n$|dont-fork/.test(values.join(' '));
  return pipeline.end === '&' || detaches ? engine : undefined;
}

function waitsForEver({ command }: PlacedCommand): boolean {
  const [program, ...rest] = programOf(command).map(({ value }) => value);
  const name = baseName(program ?? '');
  if (name === 'tail') return rest.some((word) => /^-[a-zA-Z]*[fF]/.test(word) || word === '--follow');
  return name === 'sleep' && rest[0] === 'infinity';
}
