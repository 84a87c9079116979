import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { haproxySubject } from '../../../../tests/support/lint-subjects.ts';
import { HAPROXY_RULES } from './all-rules.ts';

const root = join(import.meta.dirname, '../../../..');
const files = globSync('tests/golden/*/*/haproxy.cfg', { cwd: root });

/** The site `everything` switches the checks of one pool off, as its user may; elsewhere that is a finding. */
const CHOSEN: ReadonlySet<string> = new Set(['haproxy/server-without-check']);

describe('what Holdfast itself writes for HAProxy', () => {
  it('was found', () => {
    assert.ok(files.length >= 10);
  });

  for (const file of files) {
    it(`has no error and no warning: ${file}`, () => {
      const subject = haproxySubject(readFileSync(join(root, file), 'utf8'));
      const found = HAPROXY_RULES.flatMap((rule) =>
        rule
          .find(subject)
          .filter(({ severity = rule.severity }) => severity !== 'info' && !CHOSEN.has(rule.code))
          .map(({ at, message }) => `${at.line}:${at.column} ${rule.code} ${message}`),
      );
      assert.deepEqual(found, []);
    });
  }
});
