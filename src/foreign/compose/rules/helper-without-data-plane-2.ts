import type { Rule } from '../../../base/rule.ts';
import type { ComposeService, ComposeValue } from '../grammar/tree.ts';
import { settingOf, textOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const helperWithoutDataPlane2: Rule<ComposeSubject> = {
  code: 'compose/helper-without-data-plane-2',
  severity: 'error',
  title: "Wazuh's helper cannot speak with this HAProxy",
  why: "Images of HAProxy 3 bring version 3 of the Data Plane API, which has no /v2 any more. Wazuh's helper speaks v2 alone: it ends at its start with error 3047 and does not try again.",
  source: 'wazuh/wazuh#36384; Data Plane API, 3.0 release notes',
  find: ({ compose }) => {
    const hasManager = compose.services.some((service) => /\bwazuh-manager\b/.test(textOf(service, 'image')));
    if (!hasManager) return [];
    return compose.services.flatMap((service) => {
      const image = textOf(service, 'image');
      const setting = settingOf(service, 'image');
      const isThree = /(?:^|\/)haproxytech\/haproxy-[a-z]+:(?:s6-)?3(?:\.|$|-)/.test(image);
      if (setting === undefined || !isThree || !opensDataPlane(service)) return [];
      return [
        {
          at: setting.value.at,
          message: `${image} has version 3 of the Data Plane API, and the HAProxy helper of Wazuh speaks version 2 alone: it ends at its start.`,
          remedy: 'use an image of HAProxy 2.8, or spread agents without the helper.',
        },
      ];
    });
  },
};

/** It is an API that others shall reach: a file of it is mounted, or a port of it is there. */
function opensDataPlane({ settings }: ComposeService): boolean {
  return settings.some(({ key, value }) =>
    wordsIn(value).some(
      (word) =>
        /dataplane/i.test(word) ||
        (/^(?:ports|expose)$/.test(key) && /(?:^|:)(?:5555|6443)(?:$|\/)/.test(word)),
    ),
  );
}

function wordsIn(value: ComposeValue): string[] {
  if (value.kind === 'scalar') return [value.text];
  if (value.kind === 'list') return value.items.flatMap(wordsIn);
  return value.entries.flatMap(({ value: inner }) => wordsIn(inner));
}
