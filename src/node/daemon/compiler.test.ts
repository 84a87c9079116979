import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PLAN_SPEC } from '../../../tests/support/a-plan.ts';
import type { Intent } from '../intents/intent.ts';
import { Compiler } from './compiler.ts';

const target = { kind: 'lab', runDir: (node: string) => `/run/${node}` } as const;
const drain: Intent = {
  id: '1@lb1',
  wish: { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' },
  who: 'anna',
  why: '',
  at: '2026-01-02T03:00:00.000Z',
  until: '2026-01-02T04:00:00.000Z',
  version: { counter: 1, node: 'lb1' },
};
const before = Date.UTC(2026, 0, 2, 3, 30);
const after = Date.UTC(2026, 0, 2, 4, 30);

describe('a daemon’s compiler', () => {
  it('compiles the same once, and another spec, name or router id anew', () => {
    const compiler = new Compiler('lb1', target);
    const first = compiler.compile(PLAN_SPEC, 'web.yaml', {});
    assert.equal(compiler.compile(PLAN_SPEC, 'web.yaml', {}), first);
    assert.notEqual(compiler.compile(PLAN_SPEC, 'other.yaml', {}), first);
    assert.notEqual(compiler.compile(PLAN_SPEC, 'web.yaml', { edge: 77 }), first);
    assert.notEqual(compiler.compile(`${PLAN_SPEC}# end\n`, 'web.yaml', {}), first);
  });

  it('knows a revision’s spec by whatever name it was applied', () => {
    const compiler = new Compiler('lb1', target);
    const applied = compiler.compile(PLAN_SPEC, '/home/anna/web.yaml', {});
    assert.equal(compiler.compile(PLAN_SPEC, 'holdfast.yaml', {}), applied);
  });

  it('compiles a node’s files anew when an intent comes or ends', () => {
    const compiler = new Compiler('lb1', target);
    const { site } = compiler.compile(PLAN_SPEC, 'web.yaml', {}) as {
      site: Parameters<Compiler['filesFor']>[0];
    };
    const textOf = (now: number, ...intents: Intent[]) =>
      compiler.filesFor(site, intents, now)?.find(({ path }) => path === 'haproxy.cfg')?.text;
    const plain = textOf(before);
    assert.notEqual(textOf(before, drain), plain);
    assert.equal(textOf(after, drain), plain);
    assert.equal(compiler.filesFor(site, [drain], after), compiler.filesFor(site, [], after));
  });
});
