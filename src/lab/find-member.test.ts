import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webSite } from '../../tests/support/web-site.ts';
import { findMember } from './find-member.ts';
import type { Lab } from './lab.ts';
import { planNetwork } from './network-plan.ts';

const { plan } = planNetwork(webSite());
const lab = { name: 'web-edge', plan: { ...plan, aliases: { api1: 'web1' } } } as unknown as Lab;

test('a member is found by its name, or by another name of its address', () => {
  assert.equal(findMember(lab, 'lb2'), 'lb2');
  assert.equal(findMember(lab, 'api1'), 'web1');
});

test('an unknown name is a fault that suggests the nearest one', () => {
  const remedyFor = (name: string) => {
    try {
      return findMember(lab, name);
    } catch (error) {
      return (error as { remedy: string }).remedy;
    }
  };
  assert.match(remedyFor('lb22'), /^did you mean "lb2"\? It has lb1, lb2, web1/);
  assert.match(remedyFor('database'), /^It has lb1/);
});
