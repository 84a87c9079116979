import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const PACKAGING = join(import.meta.dirname, '../../packaging');
export const RULES_FILE = join(PACKAGING, 'prometheus/holdfast.rules.yml');
export const RULE_TESTS_FILE = join(PACKAGING, 'prometheus/tests/holdfast.test.yml');
const DASHBOARD_FILE = join(PACKAGING, 'grafana/holdfast.json');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook', string>>;
}

export function alertRules(): readonly AlertRule[] {
  const file = parse(readFileSync(RULES_FILE, 'utf8')) as { groups: { rules: AlertRule[] }[] };
  return file.groups.flatMap(({ rules }) => rules);
}

/** Alert → what its tests expect at their moments: how many of it fire. */
export function alertTests(): ReadonlyMap<string, readonly number[]> {
  const file = parse(readFileSync(RULE_TESTS_FILE, 'utf8')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const all = file.tests.flatMap((test) => test.alert_rule_test);
  return new Map(
    [...Map.groupBy(all, ({ alertname }) => alertname)].map(([alert, tests]) => [
      alert,
      tests.map(({ exp_alerts }) => exp_alerts.length),
    ]),
  );
}

interface Target {
  readonly expr?: string;
}

/** Every query of the dashboard, its variables as Grafana would fill them in. */
export function dashboardQueries(): readonly string[] {
  const { panels, annotations, templating } = JSON.parse(readFileSync(DASHBOARD_FILE, 'utf8')) as {
    panels: { targets?: Target[] }[];
    annotations: { list: Target[] };
    templating: { list: { query: string | { query: string } }[] };
  };
  const variables = templating.list.flatMap(({ query }) => {
    const words = typeof query === 'string' ? query : query.query;
    const inner = /^label_values\((.*), \w+\)$/.exec(words)?.[1];
    return inner === undefined ? [] : [inner];
  });
  const targets = [...panels.flatMap((panel) => panel.targets ?? []), ...annotations.list];
  return [...targets.flatMap(({ expr }) => (expr === undefined ? [] : [expr])), ...variables].map((query) =>
    query.replaceAll('$__rate_interval', '1m').replace(/\$(job|haproxy|pool)\b/g, 'some-$1'),
  );
}

/** Names of metrics in a query: whole words, so that `holdfast_haproxy_reloads_total` is none of HAProxy's. */
export function metricsIn(query: string): readonly string[] {
  return query.match(/\b(?:holdfast|process|haproxy)_[a-z0-9_]+/g) ?? [];
}
