import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCurrentConnections, parseFrontends, parseSessionsOf } from './haproxy-cli.ts';

// Words of HAProxy 2.6.12.
const SHOW_SESS = `0x55d0c0: proto=tcpv4 src=10.77.0.200:40122 fe=web be=web srv=web1 ts=00 epoch=0 age=2s calls=3 rate=0 cpu=0 lat=0 rq[f=848000h,i=0,an=00h] rp[f=80048202h] scps[]
0x55d0c8: proto=tcpv4 src=10.77.0.200:40124 fe=web:edge2 be=web srv=web2 ts=00 epoch=0 age=2s
0x55d0d0: proto=unix_stream src=unix:1 fe=GLOBAL be=<NONE> srv=<none> ts=02 epoch=0 age=0s
`;

describe('haproxy CLI answers', () => {
  it('finds the sessions of a frontend, not those of one with a longer name', () => {
    assert.deepEqual(parseSessionsOf(SHOW_SESS, ['web']), ['0x55d0c0']);
    assert.deepEqual(parseSessionsOf(SHOW_SESS, ['web', 'web:edge2']), ['0x55d0c0', '0x55d0c8']);
  });

  it('finds frontends, not what else has statistics', () => {
    const stats = '# pxname,svname,qcur\nweb,FRONTEND,,\nweb:edge2,FRONTEND,,\nFRONTEND,web1,0,\n\n';
    assert.deepEqual(parseFrontends(stats), ['web', 'web:edge2']);
  });

  it('counts client connections, or says that it does not know', () => {
    assert.equal(parseCurrentConnections('Maxconn: 9\nCurrConns: 17\nCumConns: 20'), 17);
    assert.equal(parseCurrentConnections(undefined), undefined);
  });
});
