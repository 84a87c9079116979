import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { atSite, rememberSite } from './at-site.ts';

afterEach(() => rememberSite({}));

it('a hint is left as it is where no site was named', () => {
  assert.equal(atSite('see holdfast status; holdfast logs lb1'), 'see holdfast status; holdfast logs lb1');
});

it('a hint names the site as the operator did', () => {
  rememberSite({ labName: 'web' });
  assert.equal(
    atSite('say holdfast confirm in time (holdfast logs lb1 --of node).'),
    'say holdfast confirm --lab-name web in time (holdfast logs --lab-name web lb1 --of node).',
  );
  rememberSite({ lab: true, file: 'my site.yaml' });
  assert.equal(atSite('holdfast rollback'), "holdfast rollback --lab -f 'my site.yaml'");
  rememberSite({ connect: 'lb1:7443', pki: '/etc/pki' });
  assert.equal(
    atSite('holdfast server drain a/b'),
    'holdfast server drain --connect lb1:7443 --pki /etc/pki a/b',
  );
});

it('commands that speak with no daemon, and those that name a site, stay', () => {
  rememberSite({ labName: 'web' });
  for (const text of [
    'holdfast validate -f a.yaml',
    'holdfast lab logs lb1',
    'holdfast status --lab',
    'holdfast-node',
  ])
    assert.equal(atSite(text), text);
});
