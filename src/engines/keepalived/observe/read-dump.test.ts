import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDump } from './read-dump.ts';

/* As Keepalived 2.2.7 wrote it, without the lines that nobody reads. */

const BACKUP = `------< VRRP Topology >------
 VRRP Instance = edge
   VRRP Version = 3
   State = BACKUP
   Master router = 10.77.0.11
   Master priority = 190
   Last transition = 1795281573.047546 (Sat Nov 21 17:19:33.047546 2026)
   Read timeout = 1795281598.944360 (Sat Nov 21 17:19:58.944360 2026)
   Master down timer = 174609 usecs
   Priority = 30
   Effective priority = 130
   Advert interval = 50 milli-sec
 VRRP Instance = edge_6
   State = FAULT
   Priority = 30
   Effective priority = 0
`;

test('a backup tells whose adverts it hears, and when it heard the last one', () => {
  assert.deepEqual(readDump(BACKUP), [
    {
      instance: 'edge',
      role: 'BACKUP',
      priority: 130,
      master: { address: '10.77.0.11', priority: 190 },
      advertAtMs: 1_795_281_598_770,
      transitionAtMs: 1_795_281_573_048,
    },
    {
      instance: 'edge_6',
      role: 'FAULT',
      priority: 0,
      master: undefined,
      advertAtMs: undefined,
      transitionAtMs: undefined,
    },
  ]);
});

test('a master tells when it sent its last advert, and hears nobody', () => {
  const [edge] = readDump(
    BACKUP.replace('BACKUP', 'MASTER').replace(/ {3}Master router.*\n {3}Master priority.*\n/, ''),
  );
  assert.equal(edge?.master, undefined);
  assert.equal(edge?.advertAtMs, 1_795_281_598_894);
});

test('of a dump that is worded otherwise nothing is made up', () => {
  assert.deepEqual(readDump(''), []);
  assert.deepEqual(readDump(' VRRP Instance = edge\n   state: backup\n'), [
    {
      instance: 'edge',
      role: 'unknown',
      priority: undefined,
      master: undefined,
      advertAtMs: undefined,
      transitionAtMs: undefined,
    },
  ]);
});
