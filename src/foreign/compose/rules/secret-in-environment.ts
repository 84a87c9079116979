import type { Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import type { ComposeService } from '../grammar/tree.ts';
import { settingOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

const SECRET = /(?:^|_)(?:PASSWORD|PASSWD|PASS|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|SECRET_?KEY|ACCESS_?KEY)$/i;

export const secretInEnvironment: Rule<ComposeSubject> = {
  code: 'compose/secret-in-environment',
  severity: 'warning',
  title: 'Password written into the file',
  why: 'It is in the repository, in backups and in "docker inspect", it is the same on every installation that copied the file, and nobody changes it.',
  source: 'Docker documentation, "Manage sensitive data with secrets in Docker Compose"',
  find: ({ compose }) =>
    compose.services.flatMap((service) =>
      variablesOf(service)
        .filter(({ name, value }) => SECRET.test(name) && value !== '' && !value.includes('$'))
        .map(({ name, at }) => ({
          at,
          message: `${name} of ${service.name} is written into this file for all who can read it.`,
          remedy: `write "\${${name}}" and keep the value in the environment, or use "secrets" and ${name}_FILE where the image knows it.`,
        })),
    ),
};

function variablesOf(service: ComposeService): readonly { name: string; value: string; at: Span }[] {
  const environment = settingOf(service, 'environment')?.value;
  if (environment?.kind === 'map') {
    return environment.entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [{ name: key, value: value.text, at: value.at }] : [],
    );
  }
  if (environment?.kind !== 'list') return [];
  return environment.items.flatMap((item) => {
    if (item.kind !== 'scalar') return [];
    const [name = '', ...rest] = item.text.split('=');
    return [{ name, value: rest.join('='), at: item.at }];
  });
}
