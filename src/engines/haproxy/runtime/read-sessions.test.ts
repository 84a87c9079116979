import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IDLE_MS, isIdle } from './is-idle.ts';
import { readSessionList, readSessions } from './read-sessions.ts';

// Words of HAProxy 2.6.12.
const LIST = `0x55c4f719b3a0: proto=tcpv4 src=127.0.0.1:38578 fe=events be=events srv=m1 ts=00 epoch=0 age=1m3s calls=3 rate=0 cpu=0 lat=0 rq[f=848202h,i=0,an=00h,rx=59m59s,wx=,ax=] rp[f=80048202h,i=0,an=00h,rx=59m59s,wx=,ax=] scf=[8,0h,fd=12] scb=[8,1h,fd=13] exp=59m59s rc=0 c_exp=
0x7f07680398b0: proto=tcpv6 src=fd77::200:38592 fe=events:edge be=events srv=m2 ts=00 epoch=0 age=3s calls=3 rate=1 cpu=0 lat=0 rq[f=808000h,i=0,an=00h,rx=59m57s,wx=,ax=] rp[f=80008000h,i=0,an=00h,rx=59m57s,wx=,ax=] scf=[8,0h,fd=14] scb=[8,1h,fd=15] exp=59m57s rc=0 c_exp=
0x55c4f72b7190: proto=unix_stream src=unix:1 fe=GLOBAL be=<NONE> srv=<none> ts=00 epoch=0 age=0s calls=1 rate=1 cpu=0 lat=0 rq[f=c08002h,i=0,an=00h,rx=1d,wx=,ax=] rp[f=80008002h,i=0,an=00h,rx=,wx=,ax=] scf=[8,0h,fd=22] scb=[8,1h,fd=-1] exp=23h59m rc=0 c_exp=
0x55c4f72b7191: proto=tcpv4 src=10.0.0.1:5000 fe=events be=events srv=<none> ts=00 epoch=0 age=0s calls=1 rate=1
`;

const LOOK = `0x55c4f719b3a0: [21/Nov/2026:13:57:37.337378] id=41 proto=tcpv4 source=127.0.0.1:38578
  flags=0x4a, conn_retries=0, conn_exp=<NEVER> conn_et=0x000 srv_conn=0x55c4f70d97a0, pend_pos=(nil) waiting=0 epoch=0
  frontend=events (id=2 mode=tcp), listener=? (id=1) addr=127.0.0.1:21514
  backend=events (id=3 mode=tcp) addr=127.0.0.1:49446
  server=m1 (id=1) addr=127.0.0.1:21601
  task=0x55c4f72b5ba0 (state=0x00 nice=0 calls=3 rate=0 exp=59m59s tmask=0x1 age=3s)
  scf=0x55c4f725a160 flags=0x00000000 state=EST endp=CONN,0x55c4f72b5ab0,0x028c0001 sub=1
      co0=0x55c4f72b5840 ctrl=tcpv4 xprt=RAW mux=PASS data=STRM target=LISTENER:0x55c4f70d79f0
      flags=0x00000300 fd=12 fd.state=121 updt=0 fd.tmask=0x1
  req=0x55c4f719b3c0 (f=0x848202 an=0x0 pipe=0 tofwd=-1 total=1160)
      an_exp=<NEVER> rex=59m59s wex=<NEVER>
      buf=0x55c4f719b3c8 data=(nil) o=0 p=0 i=0 size=0
  res=0x55c4f719b420 (f=0x80048202 an=0x0 pipe=0 tofwd=-1 total=1161)
      an_exp=<NEVER> rex=59m59s wex=<NEVER>
      buf=0x55c4f719b428 data=(nil) o=0 p=0 i=0 size=0
`;
const WAITING = LOOK.replace('data=(nil) o=0 p=0 i=0 size=0', 'data=0x7f07 o=16384 p=8192 i=5 size=16384');

describe('sessions of HAProxy', () => {
  it('are listed with client, server and age; those of the command socket and of no server are not', () => {
    assert.deepEqual(readSessionList(LIST), [
      {
        id: '0x55c4f719b3a0',
        frontend: 'events',
        pool: 'events',
        server: 'm1',
        client: '127.0.0.1',
        port: 38578,
        ageMs: 63_000,
      },
      {
        id: '0x7f07680398b0',
        frontend: 'events:edge',
        pool: 'events',
        server: 'm2',
        client: 'fd77::200',
        port: 38592,
        ageMs: 3_000,
      },
    ]);
  });

  it('are looked at with the bytes that went through and those that wait', () => {
    const [one, other] = readSessions(`${LOOK}${WAITING.replace('0x55c4f719b3a0', '0x55c4f719b3a1')}\n`);
    assert.deepEqual(one, {
      identity: '0x55c4f719b3a0 41 21/Nov/2026:13:57:37.337378 127.0.0.1:38578',
      id: '0x55c4f719b3a0',
      beganAt: '21/Nov/2026:13:57:37.337378',
      frontend: 'events',
      pool: 'events',
      server: 'm1',
      client: '127.0.0.1',
      port: 38578,
      ageMs: 3_000,
      requestBytes: 1160,
      responseBytes: 1161,
      waitingBytes: 0,
    });
    assert.equal(other?.waitingBytes, 16_389);
  });

  it('count what newer versions pass on without a buffer as waiting', () => {
    const [session] = readSessions(
      LOOK.replace('sub=1\n', 'sub=1\n      iobuf.flags=0x00000000 .pipe=7 .buf=0@(nil)+0/0\n'),
    );
    assert.equal(session?.waitingBytes, 7);
  });

  it('are passed over when they are not described wholly', () => {
    assert.deepEqual(readSessions('Session not found.\n'), []);
    assert.deepEqual(readSessions(LOOK.slice(0, LOOK.indexOf('  res='))), []);
    assert.deepEqual(readSessions(LOOK.replace('server=m1', 'server=<NONE>')), []);
  });
});

describe('an idle session', () => {
  const [before] = readSessions(LOOK);
  assert.ok(before);

  it('is the same one with the same bytes a second later', () => {
    assert.equal(isIdle(before, { ...before }, IDLE_MS), true);
    assert.equal(isIdle(before, { ...before }, IDLE_MS - 1), false);
  });

  it('is not one through which anything went, in which anything waits, or that is another one at the same place', () => {
    for (const change of [
      { requestBytes: 1161 },
      { responseBytes: 1 },
      { waitingBytes: 1 },
      { identity: 'another' },
      { server: 'm2' },
    ])
      assert.equal(isIdle(before, { ...before, ...change }, 60_000), false, JSON.stringify(change));
    assert.equal(isIdle({ ...before, waitingBytes: 3 }, before, 60_000), false);
  });
});
