import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { METRICS } from '../../src/node/metrics/metric-catalogue.ts';
import { alertRules, alertTests, dashboardQueries, metricsIn } from '../support/alert-rules.ts';
import { sourceFiles } from './source-files.ts';

const ours = (query: string) => metricsIn(query).filter((name) => !name.startsWith('haproxy_'));

describe('the alert rules', () => {
  it('use metrics that exist, and labels that those have', () => {
    for (const { alert, expr } of alertRules()) {
      for (const name of ours(expr)) assert.ok(Object.hasOwn(METRICS, name), `${alert}: ${name}`);
      for (const [, name = '', matchers = ''] of expr.matchAll(/\b(holdfast_\w+)\{([^}]*)\}/g)) {
        const { labels } = METRICS[name as keyof typeof METRICS];
        for (const [, label = ''] of matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)) {
          assert.ok((labels as readonly string[]).includes(label), `${alert}: ${name} has no label ${label}`);
        }
      }
    }
  });

  it('have a test in which they fire, and one in which they do not', () => {
    const tests = alertTests();
    for (const { alert } of alertRules()) {
      const fired = tests.get(alert) ?? [];
      assert.ok(fired.includes(1) && fired.includes(0), `${alert}: ${fired.join(' ')}`);
    }
    assert.deepEqual(
      [...tests.keys()].sort(),
      alertRules()
        .map(({ alert }) => alert)
        .sort(),
    );
  });

  it('name a severity, and a command that says what to do', () => {
    const sources = sourceFiles()
      .map(({ text }) => text)
      .join('\n');
    for (const { alert, labels, annotations } of alertRules()) {
      assert.match(labels.severity, /^(critical|warning)$/, alert);
      assert.match(annotations.runbook, /^holdfast (explain|logs|notify) /, alert);
      const code = /^holdfast explain (\S+)$/.exec(annotations.runbook)?.[1];
      // What is a code in the sources has a page: another test sees to that.
      if (code !== undefined) assert.ok(sources.includes(`'${code}'`), `${alert}: ${code}`);
    }
  });
});

describe('the dashboard', () => {
  it('asks for metrics that exist', () => {
    const queries = dashboardQueries();
    assert.ok(queries.length > 25, String(queries.length));
    for (const query of queries) {
      assert.notEqual(metricsIn(query).length, 0, query);
      for (const name of ours(query)) assert.ok(Object.hasOwn(METRICS, name), `${name} in ${query}`);
    }
  });

  it('is the one file that its tags and its name say, without an id of somebody’s Grafana', () => {
    const text = readFileSync(join(import.meta.dirname, '../../packaging/grafana/holdfast.json'), 'utf8');
    const { title, uid, id } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual({ title, uid, id }, { title: 'Holdfast', uid: 'holdfast', id: undefined });
  });
});
