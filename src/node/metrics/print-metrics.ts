import { Counter, Gauge, Registry } from 'prom-client';
import { METRICS, type MetricName } from './metric-catalogue.ts';
import type { Sample } from './sample.ts';

/** Samples in Prometheus' text format 0.0.4; a metric without a sample is left out. */
export async function printMetrics(samples: readonly Sample[]): Promise<string> {
  // A registry for each scrape: no series of a node, VIP or pool that is gone stays behind.
  const registry = new Registry();
  for (const [name, all] of Map.groupBy(samples, (one) => one.name)) fill(registry, name, all);
  return await registry.metrics();
}

function fill(registry: Registry, name: MetricName, samples: readonly Sample[]): void {
  const { type, help, labels } = METRICS[name];
  const options = { name, help, labelNames: [...labels], registers: [registry] };
  if (type === 'gauge') {
    const gauge = new Gauge(options);
    for (const { labels: its, value } of samples) gauge.set(its, value);
    return;
  }
  const counter = new Counter(options);
  for (const { labels: its, value } of samples) counter.inc(its, value);
}
