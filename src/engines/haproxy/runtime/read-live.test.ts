import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fault } from '../../../base/fault.ts';
import { readAnswer } from './read-answer.ts';
import { readLive } from './read-live.ts';

// Words of HAProxy 2.6.12, columns that are not read left out.
const INFO = 'Name: HAProxy\nVersion: 2.6.12-1+deb12u4\nMaxconn: 400\nHard_maxconn: 500\n';
const STATE = `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_fqdn srv_port
3 b 1 s1 127.0.0.1 2 0 9 1 - 18081
3 b 2 s2 2001:DB8:0::1 0 5 1 1 - 18082
3 b 4 s4 127.0.0.1 2 12 1 1 - 18083
`;
const STAT = `# pxname,svname,scur,slim,stot,check_status,used_conn_cur,
f,FRONTEND,0,300,9,,,
b,s1,2,50,7,* L7OK,3,
b,s2,0,,0,INI,0,
`;

describe('what runs', () => {
  it('is read from the answers of HAProxy by the names of their columns', () => {
    const live = readLive({ info: INFO, state: STATE, stat: STAT });
    assert.deepEqual(
      [live.version, live.maxconn, live.hardMaxconn],
      [{ major: 2, minor: 6, patch: 12 }, 400, 500],
    );
    assert.deepEqual([...live.frontends], [['f', 300]]);
    const [first, second, third] = live.servers;
    assert.deepEqual(first, {
      pool: 'b',
      server: 's1',
      poolId: 3,
      serverId: 1,
      host: '127.0.0.1',
      port: 18_081,
      weight: 9,
      initialWeight: 1,
      admin: 'ready',
      isUp: true,
      maxconn: 50,
      check: 'L7OK',
      sessions: 2,
      total: 7,
      usedConnections: 3,
    });
    assert.deepEqual([second?.host, second?.admin, second?.maxconn], ['2001:db8::1', 'maint', 0]);
    // 4 = it was "disabled" in the file and has been put to work since; 8 = drained.
    assert.deepEqual([third?.admin, third?.total], ['drain', 0]);
  });

  it('is not guessed when an answer is something else', () => {
    const good = { info: INFO, state: STATE, stat: STAT };
    for (const bad of [{ info: 'hello' }, { state: '' }, { stat: 'no heading' }])
      assert.throws(
        () => readLive({ ...good, ...bad }),
        (error: unknown) => error instanceof Fault && error.code === 'node/haproxy-unreadable',
      );
  });
});

describe('an answer', () => {
  it('loses its marks', () => {
    assert.equal(readAnswer('x', '[6]: New server registered.\n'), 'New server registered.');
    assert.equal(readAnswer('x', '+ + [5]: Transaction created!\n'), 'Transaction created!');
    assert.equal(readAnswer('x', "[4]: IP changed from 'a' to 'b'\n"), "IP changed from 'a' to 'b'");
    assert.equal(readAnswer('x', ''), '');
  });

  it('that is an error is a fault with the words of HAProxy', () => {
    for (const text of ['[3]: No such server.', '[0]: out', 'Permission denied\n', 'Unknown command: x'])
      assert.throws(
        () => readAnswer('del server b/x', text),
        (error: unknown) =>
          error instanceof Fault && error.code === 'node/haproxy-refused' && error.evidence !== '',
      );
  });
});
