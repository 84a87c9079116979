import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { keepalivedPidOnVolume } from './keepalived-pid-on-volume.ts';

const find = (text: string) => keepalivedPidOnVolume.find(composeSubject(text));

describe('keepalivedPidOnVolume', () => {
  it('fires at the mount', () => {
    const text = `services:
  ka:
    image: keepalived
    volumes:
      - run:/run
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:9']);
    assert.equal(
      findings[0]?.message,
      "/run of ka is kept on a volume, and with it Keepalived's pid files: after a kill it may refuse to start.",
    );
    assert.equal(findings[0]?.remedy, 'take the volume out, or make it a tmpfs ("tmpfs: [/run]").');
  });

  it('knows the long form and the folder', () => {
    const text = `services:
  ka:
    image: keepalived
    volumes:
      - { type: volume, source: a, target: /var/run/keepalived }
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:9']);
    assert.equal(
      findings[0]?.message,
      "/var/run/keepalived of ka is kept on a volume, and with it Keepalived's pid files: after a kill it may refuse to start.",
    );
    assert.equal(
      findings[0]?.remedy,
      'take the volume out, or make it a tmpfs ("tmpfs: [/var/run/keepalived]").',
    );
  });

  it('says nothing of a tmpfs', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    volumes:
      - { type: tmpfs, target: /run }
`),
      [],
    );
  });

  it('says nothing of configuration', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    volumes: ["./k.conf:/etc/keepalived/keepalived.conf:ro", "/run/x.sock:/run/x.sock"]
`),
      [],
    );
  });

  it('says nothing of other services', () => {
    assert.deepEqual(
      find(`services:
  db:
    image: postgres
    volumes: ["a:/run"]
`),
      [],
    );
  });
});
