import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeepalived } from '../grammar/parse.ts';
import { isKnown } from './entries.ts';
import { readKeepalived } from './read-keepalived.ts';

function read(...texts: readonly string[]) {
  return readKeepalived(texts.map((text, index) => parseKeepalived(text, `k${index}.conf`).source));
}

const PAIR = `global_defs {
  vrrp_version 3
}
vrrp_script chk {
  script "/usr/local/bin/chk.sh --url 'http://x/'"
  interval 2
  timeout 1
  weight -20 reverse
  fall 3
  user nobody
}
track_file f { file /run/f
}
vrrp_instance VI_1 {
  state MASTER
  interface eth0
  virtual_router_id 51
  priority 150
  advert_int 0.5
  authentication {
    auth_type PASS
    auth_pass "12 34"
  }
  unicast_src_ip 10.0.0.11
  unicast_peer {
    10.0.0.12 min_ttl 255
    FD00::0001
  }
  virtual_ipaddress {
    10.0.0.5/24 dev eth1 label eth1:1
    10.0.0.6
    fd00::0:5/64
    nonsense/99
  }
  virtual_ipaddress_excluded { 10.0.0.7/33
  }
  track_script {
    chk
    other weight 5
  }
  track_file { f weight 2 reverse
  }
  track_interface { eth2
  }
  nopreempt
  preempt_delay 4
  notify_master "/x y" root
  notify_fifo /not/one
}
vrrp_sync_group G {
  group { VI_1
    VI_2 VI_3
  }
  track_process { p }
  sync_group_tracking_weight
}
virtual_server 10.0.0.5 80 {
  real_server 10.0.1.1 80 {
    weight 1
    TCP_CHECK { connect_timeout 3 }
  }
  real_server 10.0.1.2 80 { weight 1 }
}
`;

test('an instance says what stands in it, each value with its place', () => {
  const [instance] = read(PAIR).meaning.instances;
  assert.ok(instance !== undefined);
  const { name, state, routerId, priority, advertSeconds, version, authType, authPassword } = instance;
  assert.deepEqual(
    [name, state?.value, routerId?.value, priority?.value, advertSeconds?.value, version?.value],
    ['VI_1', 'MASTER', 51, 150, 0.5, 3],
  );
  assert.deepEqual(priority?.at, { path: 'k0.conf', line: 18, column: 12, endLine: 18, endColumn: 15 });
  assert.deepEqual([authType?.value, authPassword?.value, authPassword?.at.endColumn], ['PASS', '12 34', 22]);
  assert.deepEqual([instance.interface?.value, instance.unicastSource?.value], ['eth0', '10.0.0.11']);
  assert.deepEqual(
    instance.unicastPeers.map(({ value }) => value),
    ['10.0.0.12', 'fd00::1'],
  );
  assert.deepEqual(
    [instance.noPreempt?.value, instance.preemptDelay?.value, instance.syncGroup],
    [true, 4, 'G'],
  );
  assert.deepEqual(
    instance.notifies.map(({ event }) => event),
    ['notify_master'],
  );
  assert.deepEqual([instance.at.line, instance.at.column, instance.at.endColumn], [14, 1, 19]);
});

test('addresses are read with family, prefix and device, also those that cannot be read', () => {
  const [instance] = read(PAIR).meaning.instances;
  assert.deepEqual(
    instance?.addresses.map(({ address, family, prefix, device, at }) => [
      address,
      family,
      prefix,
      device,
      at.line,
    ]),
    [
      ['10.0.0.5', 4, 24, 'eth1', 30],
      ['10.0.0.6', 4, undefined, undefined, 31],
      ['fd00::5', 6, 64, undefined, 32],
      ['nonsense', undefined, undefined, undefined, 33],
    ],
  );
  assert.deepEqual(
    instance?.excludedAddresses.map(({ prefix }) => prefix),
    [undefined],
  );
});

test('a track has its own weight, else that of what it tracks, else the default of its kind', () => {
  const { instances, syncGroups } = read(PAIR).meaning;
  assert.deepEqual(
    instances[0]?.tracks.map(({ kind, name, weight, isReversed }) => [kind, name, weight, isReversed]),
    [
      ['script', 'chk', -20, true],
      ['script', 'other', 5, false],
      ['file', 'f', 2, true],
      ['interface', 'eth2', 0, false],
    ],
  );
  assert.deepEqual(
    syncGroups[0]?.tracks.map(({ weight }) => weight),
    [1],
  );
});

test('scripts, files, groups and servers are read', () => {
  const { scripts, trackFiles, syncGroups, virtualServers } = read(PAIR).meaning;
  const [script] = scripts;
  assert.deepEqual(
    [script?.name, script?.command?.value, script?.command?.at.column, script?.user?.value],
    ['chk', "/usr/local/bin/chk.sh --url 'http://x/'", 10, 'nobody'],
  );
  assert.deepEqual(
    [script?.intervalSeconds?.value, script?.timeoutSeconds?.value, script?.fall?.value, script?.rise],
    [2, 1, 3, undefined],
  );
  assert.deepEqual([trackFiles[0]?.file?.value, trackFiles[0]?.weight], ['/run/f', undefined]);
  assert.deepEqual(
    syncGroups[0]?.members.map(({ value }) => value),
    ['VI_1', 'VI_2', 'VI_3'],
  );
  assert.equal(syncGroups[0]?.tracksWeights, true);
  assert.deepEqual(virtualServers[0]?.name, '10.0.0.5 80');
  assert.deepEqual(
    virtualServers[0]?.realServers.map(({ address, checkers }) => [address, checkers]),
    [
      ['10.0.1.1 80', ['TCP_CHECK']],
      ['10.0.1.2 80', []],
    ],
  );
});

test('a command of several words, glued quotes or single quotes is one text', () => {
  const command = (words: string) =>
    read(`vrrp_script a {\n script ${words}\n}\n`).meaning.scripts[0]?.command?.value;
  assert.equal(command('/bin/a -b  c'), '/bin/a -b c');
  assert.equal(command('/bin/a -u="b c" d'), '/bin/a -u=b c d');
  assert.equal(command("'/bin/a b'"), '/bin/a b');
  assert.equal(command(''), undefined);
});

test('the last of several values counts, and what is no number is NaN', () => {
  const [instance] = read('vrrp_instance a {\n priority 5\n priority 7\n virtual_router_id x7\n}\n').meaning
    .instances;
  assert.equal(instance?.priority?.value, 7);
  assert.ok(Number.isNaN(instance?.routerId?.value));
});

test('what depends on a condition or a definition is not known, in a value as in a list', () => {
  const [instance] = read(`vrrp_instance a {
  @high priority 170
  @low priority 85
  virtual_router_id $ID
  virtual_ipaddress {
    10.0.0.5/24
    @high 10.0.0.6/24
  }
  state BACKUP
}
`).meaning.instances;
  assert.ok(instance !== undefined);
  assert.deepEqual(instance.unknown, ['priority', 'virtual_router_id', 'virtual_ipaddress']);
  assert.deepEqual(
    [instance.priority, instance.routerId, instance.addresses.length],
    [undefined, undefined, 1],
  );
  assert.deepEqual([isKnown(instance, 'priority'), isKnown(instance, 'state')], [false, true]);
});

test('a line made by a definition may say anything', () => {
  const [instance] = read('vrrp_instance a {\n $ALL\n $X=1\n}\n').meaning.instances;
  assert.ok(instance !== undefined);
  assert.equal(isKnown(instance, 'priority'), false);
});

test('values within a conditional block are known, given that it is in force', () => {
  const [instance] = read('@a vrrp_instance a {\n priority 7\n}\n').meaning.instances;
  assert.deepEqual(
    [instance?.priority?.value, instance?.unknown, instance?.entry.isConditional],
    [7, [], true],
  );
});

test('a file to include that was not given, or a definition outside blocks, leaves the whole partial', () => {
  assert.equal(read(PAIR).meaning.isPartial, false);
  const include = 'include /etc/keepalived/conf.d/*.conf\n';
  assert.deepEqual(
    read(include).meaning.includes.map(({ patterns, isGiven }) => [patterns, isGiven]),
    [[['/etc/keepalived/conf.d/*.conf'], false]],
  );
  assert.equal(read(include).meaning.isPartial, true);
  assert.equal(read(include, PAIR).meaning.isPartial, false);
  assert.equal(read('include k2.conf\n', PAIR).meaning.isPartial, true);
  assert.equal(read('$ALL\n').meaning.isPartial, true);
  assert.equal(read('$ALL=1\n').meaning.isPartial, false);
  assert.equal(read('vrrp_instance a {\n include b\n}\n').meaning.isPartial, true);
});

test('a block that needs a name and has none is a problem', () => {
  const { problems } = read('vrrp_instance {\n}\nglobal_defs {\n}\n');
  assert.deepEqual(
    problems.map(({ code, line, column }) => [code, line, column]),
    [['keepalived/block-without-name', 1, 1]],
  );
});

test('weights come from what is tracked, of every kind and by both names of its block', () => {
  const text = `vrrp_script s {
  weight 1 reverse
}
vrrp_track_file f {
  weight 2
}
track_process p {
  weight 3 reverse
}
vrrp_track_process q {
  process sshd
  quorum 1
}
vrrp_instance a {
  track_script {
    s
    f
  }
  track_file {
    f
  }
  track_process {
    p
    q
  }
}
`;
  const { instances, trackProcesses, trackFiles } = read(text).meaning;
  assert.deepEqual(
    instances[0]?.tracks.map(({ kind, name, weight, isReversed, hasOwnWeight }) => [
      kind,
      name,
      weight,
      isReversed,
      hasOwnWeight,
    ]),
    [
      ['script', 's', 1, true, false],
      ['script', 'f', 0, false, false],
      ['file', 'f', 2, false, false],
      ['process', 'p', 3, true, false],
      ['process', 'q', 1, false, false],
    ],
  );
  assert.deepEqual(
    trackProcesses.map(({ name, process, weight, at }) => [
      name,
      process?.value,
      weight?.value,
      at.endColumn,
    ]),
    [
      ['p', undefined, 3, 16],
      ['q', 'sshd', undefined, 21],
    ],
  );
  assert.deepEqual(trackFiles[0]?.name, 'f');
});

test('a block without a name is told with what it is', () => {
  const kinds =
    'vrrp_instance vrrp_script vrrp_sync_group track_file vrrp_track_file track_process vrrp_track_process'.split(
      ' ',
    );
  for (const kind of kinds) {
    const [found, ...others] = read(`${kind} {\n}\n`).problems;
    assert.equal(
      found?.message,
      `This ${kind} has no name: Keepalived does not take it, and nothing can refer to it.`,
    );
    assert.deepEqual([found.remedy, others.length], [`Write a name behind ${kind}.`, 0]);
    assert.deepEqual(read(`${kind} x {\n}\n`).problems, []);
  }
  assert.deepEqual(read('global_defs {\n}\nstatic_routes {\n}\n').problems, []);
});

test('what may bring blocks in makes the whole partial, definitions and includes that were given do not', () => {
  const isPartial = (...texts: string[]) => read(...texts).meaning.isPartial;
  assert.equal(isPartial('vrrp_instance a {\n}\n$A=1\n'), false);
  assert.equal(isPartial('$OTHER\n'), true);
  assert.equal(isPartial('vrrp_instance a {\n}\n$OTHER\n'), true);
  assert.equal(isPartial('~SEQ(A,1,2) vrrp_instance a\n'), true);
  assert.equal(isPartial('include k1.conf\n', 'global_defs {\n}\n'), false);
  assert.equal(isPartial('include k1.conf\n'), true);
  assert.equal(isPartial('include k1.conf k2.conf\n', 'global_defs {\n}\n'), true);
  assert.equal(isPartial('include /etc/k?.conf\n', 'global_defs {\n}\n'), false);
  assert.equal(isPartial('include k1xconf\n', 'global_defs {\n}\n'), true);
  assert.equal(isPartial('include k0.conf\n', 'global_defs {\n}\n'), true);
});
