import assert from 'node:assert/strict';
import type { HaproxyMeaning } from '../../src/engines/haproxy/meaning/meaning.ts';
import { command } from '../../src/engines/haproxy/runtime/commands.ts';
import type { LiveHaproxy, LiveServer, ServerAdmin } from '../../src/engines/haproxy/runtime/live.ts';
import type { RuntimeStep } from '../../src/engines/haproxy/runtime/runtime-step.ts';
import { type WantedHaproxy, type WantedServer, wantedOf } from '../../src/engines/haproxy/runtime/wanted.ts';
import type { EngineVersion } from '../../src/engines/lint-context.ts';

export interface ModelServer {
  host: string;
  port: number;
  weight: number;
  maxconn: number;
  admin: ServerAdmin;
  sessions: number;
  readonly initialWeight: number;
  readonly hasServedHttp: boolean;
  /** Its options that no command changes. */
  readonly fixed: readonly string[];
}

/** A HAProxy in a few lines: takes steps as the real one would, and throws where the real one refuses. */
export interface RuntimeModel {
  readonly version: EngineVersion;
  readonly wanted: WantedHaproxy;
  readonly servers: Map<string, ModelServer>;
  readonly frontends: Map<string, number>;
  maxconn: number;
}

const HARD_MAXCONN = 2_000;

/** It has started with this file and has served for a while. */
export function modelOf(meaning: HaproxyMeaning, version: EngineVersion, sessions = 1): RuntimeModel {
  const wanted = wantedOf(meaning);
  const servers = wanted.pools.flatMap((pool) =>
    pool.servers.map((server): [string, ModelServer] => [
      `${pool.name}/${server.name}`,
      { ...startOf(server), sessions, hasServedHttp: pool.isHttp },
    ]),
  );
  return {
    version,
    wanted,
    servers: new Map(servers),
    frontends: new Map(wanted.frontends),
    maxconn: wanted.maxconn ?? HARD_MAXCONN,
  };
}

export function startOf(server: WantedServer): ModelServer {
  return {
    host: server.place?.host ?? '-',
    port: server.place?.port ?? 0,
    weight: server.weight,
    initialWeight: server.weight,
    maxconn: server.maxconn,
    admin: server.isDisabled ? 'maint' : 'ready',
    sessions: 0,
    hasServedHttp: false,
    fixed: fixedWords(server.options.map(({ name, values }) => [name, ...values].join(' '))),
  };
}

export function liveOf(model: RuntimeModel): LiveHaproxy {
  const servers = [...model.servers].map(([key, server], index): LiveServer => {
    const [pool = '', name = ''] = key.split('/');
    return {
      ...server,
      pool,
      server: name,
      poolId: 3,
      serverId: index + 1,
      isUp: server.admin === 'ready',
      check: '',
      total: server.hasServedHttp || server.sessions > 0 ? 9 : 0,
      usedConnections: server.sessions,
    };
  });
  const { version, maxconn, frontends } = model;
  return { version, maxconn, hardMaxconn: HARD_MAXCONN, frontends, servers };
}

export function takeStep(model: RuntimeModel, step: RuntimeStep): void {
  switch (step.kind) {
    case 'process-limit':
      command.processLimit(step.maxconn);
      assert.ok(step.maxconn <= HARD_MAXCONN, 'Value out of range.');
      model.maxconn = step.maxconn;
      return;
    case 'frontend-limit':
      command.frontendLimit(step.frontend, step.maxconn);
      assert.ok(model.frontends.has(step.frontend), 'No such frontend.');
      model.frontends.set(step.frontend, step.maxconn);
      return;
    case 'certificate':
      return;
    case 'add':
      addServer(model, step);
      return;
    default:
      changeServer(model, step);
  }
}

type ServerStep = Exclude<RuntimeStep, { kind: 'process-limit' | 'frontend-limit' | 'certificate' | 'add' }>;

function addServer(model: RuntimeModel, step: Extract<RuntimeStep, { kind: 'add' }>): void {
  const { pool, server, host, port, words } = step;
  const key = `${pool}/${server}`;
  assert.ok(isAtLeast(model, 2, 6), 'experimental');
  assert.ok(!model.servers.has(key), 'Already exists a server with the same name in backend.');
  assert.equal(algorithmOf(model, pool), 'dynamic', 'Backend must use a dynamic load balancing');
  assert.ok(command.add(pool, server, host, port, words).length <= 15_000);
  for (const word of ['resolvers', 'init-addr', 'enabled', ...(isAtLeast(model, 3, 0) ? [] : ['cookie'])])
    assert.ok(!words.includes(word), `'${word}' option is not accepted for dynamic server`);
  if (words.includes('check') && step.admit === 'ready') assert.ok(step.isChecked);
  const after = (name: string, otherwise: number) =>
    words.includes(name) ? Number(words[words.indexOf(name) + 1]) : otherwise;
  const weight = after('weight', 1);
  model.servers.set(key, {
    host,
    port,
    weight,
    initialWeight: weight,
    maxconn: after('maxconn', 0),
    admin: step.admit,
    sessions: 0,
    hasServedHttp: false,
    fixed: fixedWords(joinValues(words)),
  });
}

function changeServer(model: RuntimeModel, step: ServerStep): void {
  const key = `${step.pool}/${step.server}`;
  const server = model.servers.get(key);
  assert.ok(server, 'No such server.');
  if (step.kind === 'address') {
    command.address(step.pool, step.server, step.host, step.port);
    assert.equal(step.admin, server.admin);
    server.host = step.host;
    server.port = step.port;
  } else if (step.kind === 'weight') {
    command.weight(step.pool, step.server, step.value);
    if (algorithmOf(model, step.pool) === 'static')
      assert.ok(['0%', '100%'].includes(step.value), 'Backend is using a static LB algorithm');
    const percent = /^(\d+)%$/.exec(step.value)?.[1];
    server.weight =
      percent === undefined ? Number(step.value) : (server.initialWeight * Number(percent)) / 100;
  } else if (step.kind === 'server-limit') server.maxconn = step.maxconn;
  else if (step.kind === 'state') server.admin = step.to;
  else if (step.kind === 'empty') {
    server.sessions = 0;
    server.admin = 'maint';
  } else {
    assert.equal(server.admin, 'maint', 'Only servers in maintenance mode can be deleted.');
    assert.equal(server.sessions, 0, 'Server still has connections attached to it, cannot remove it.');
    const isFixed = isAtLeast(model, 2, 7) || (model.version.patch ?? 0) >= 17;
    assert.ok(isFixed || !server.hasServedHttp, 'use after free');
    assert.ok(isAtLeast(model, 2, 6), 'experimental');
    model.servers.delete(key);
  }
}

function algorithmOf(model: RuntimeModel, pool: string): string | undefined {
  const algorithm = model.wanted.pools.find(({ name }) => name === pool)?.algorithm;
  return algorithm === 'ordered' ? 'dynamic' : algorithm;
}

function isAtLeast({ version }: RuntimeModel, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

const CHANGEABLE = /^(?:weight|maxconn|disabled|enabled|no-check)\b/;

function fixedWords(options: readonly string[]): string[] {
  return options.filter((option) => !CHANGEABLE.test(option)).toSorted();
}

const WITH_VALUE = new Set('weight maxconn inter fall rise cookie slowstart port'.split(' '));

function joinValues(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    joined.push(WITH_VALUE.has(word) ? `${word} ${words[(index += 1)]}` : word);
  }
  return joined;
}
