import type { Rule } from '../../../base/rule.ts';
import { baseName, commandsOf, programOf } from '../grammar/commands-of.ts';
import { expandKnown, knownVariables } from '../grammar/known-variables.ts';
import type { Step } from '../grammar/source.ts';
import type { ScriptSubject } from './subject.ts';

export const configCheckHalfRead: Rule<ScriptSubject> = {
  code: 'script/config-check-half-read',
  severity: 'warning',
  title: 'Only exit code 1 of haproxy -c counts',
  why: 'haproxy -c ends with 2 when the file has no listener and HAProxy would not start, with 127 when the program is missing and with 137 or 139 when it was killed: the script takes all of them for success and goes on to stop or reload.',
  source:
    'measured with HAProxy 2.6: "Configuration file has no error but will not start (no listener) => exit(2)."',
  find({ script }) {
    const known = knownVariables(script);
    return script.steps.flatMap((step, index) => {
      if (step.kind !== 'pipeline' || !checksConfiguration(step, known)) return [];
      const next = script.steps.slice(index + 1).find((candidate) => candidate.kind === 'pipeline');
      const [test] = next?.commands ?? [];
      const words = test?.words.map(({ value }) => value).join(' ') ?? '';
      if (test === undefined || !/^(?:\[\[?|test) \$\? (?:-eq|==?) 1(?: \]\]?)?$/.test(words)) return [];
      return [
        {
          at: test.at,
          message:
            'haproxy -c also ends with 2 (the file is valid but nothing would listen), 127 or 139; this test takes them for success.',
          remedy: 'test for anything but 0: `if ! haproxy -c …; then`, or [ $? -ne 0 ].',
        },
      ];
    });
  },
};

function checksConfiguration(step: Step, known: ReadonlyMap<string, string>): boolean {
  return commandsOf([step]).some(({ command }) => {
    const [program, ...rest] = programOf(command).map((word) => expandKnown(word, known));
    return baseName(program ?? '') === 'haproxy' && rest.includes('-c');
  });
}
