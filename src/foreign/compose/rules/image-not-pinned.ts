import type { Rule } from '../../../base/rule.ts';
import { settingOf, textOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const imageNotPinned: Rule<ComposeSubject> = {
  code: 'compose/image-not-pinned',
  severity: 'info',
  title: 'Image without a fixed version',
  why: 'The next pull may bring another major version to one node and not to the other, at the moment when a container is made anew: during a repair.',
  source: 'Docker documentation, "Building best practices", pin base image versions',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      const image = textOf(service, 'image');
      const setting = settingOf(service, 'image');
      const tag = /:([^/:@]+)$/.exec(image)?.[1];
      if (setting === undefined || image === '' || /[$@]/.test(image)) return [];
      if ((tag !== undefined && tag !== 'latest') || settingOf(service, 'build') !== undefined) return [];
      return [
        {
          at: setting.value.at,
          message: `${image} is whatever is newest when it is pulled: two nodes may run different versions.`,
          remedy: 'name a version, or a digest.',
        },
      ];
    }),
};
