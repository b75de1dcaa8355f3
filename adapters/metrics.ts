import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { millis } from '../core/instant.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Outbox } from '../core/ports/engine.ts';
import type { Meter } from '../core/ports/meter.ts';

export interface Metrics extends Meter {
  /** Seconds until the answer went out. `surface` is the first part of the path, never more: paths carry ids. */
  answered(surface: string, status: number, seconds: number): void;
  /** Prometheus text. */
  page(): Promise<string>;
}

/** Discord and Slack both tell their people after this that nobody answered. */
const chatPatienceSeconds = 3;

export function createMetrics(outbox: Pick<Outbox, 'counts'>, clock: Clock): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'col_answer_seconds',
    help: 'Time until the answer went out, by surface and status class',
    labelNames: ['surface', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.15, 0.3, 1, 3, 10],
    registers,
  });
  const deliveries = new Counter({
    name: 'col_deliveries_total',
    help: 'Deliveries to reactions, by result',
    labelNames: ['reaction', 'result'],
    registers,
  });
  const platformCalls = new Counter({
    name: 'col_platform_calls_total',
    help: 'Calls to learning platforms, by result',
    labelNames: ['platform', 'call', 'result'],
    registers,
  });
  const acknowledgements = new Histogram({
    name: 'col_chat_acknowledge_seconds',
    help: 'Time until somebody in a chat had a first word, by platform and command',
    labelNames: ['platform', 'verb'],
    buckets: [0.02, 0.05, 0.1, 0.3, 1, chatPatienceSeconds, 10],
    registers,
  });
  const lateOnes = new Counter({
    name: 'col_chat_acknowledge_late_total',
    help: 'First words after the three seconds that Discord and Slack wait for one',
    labelNames: ['platform', 'verb'],
    registers,
  });
  const repeats = new Counter({
    name: 'col_chat_repeats_total',
    help: 'Acts that a chat platform told again, dropped',
    labelNames: ['platform'],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const waiting = gauge('col_deliveries_waiting', 'Deliveries that wait');
  const setAside = gauge('col_deliveries_set_aside', 'Deliveries that somebody must look at');
  const oldest = gauge('col_deliveries_oldest_seconds', 'How long the oldest due delivery has waited');

  return {
    answered: (surface, status, seconds) =>
      answers.observe({ surface, status: `${Math.floor(status / 100)}xx` }, seconds),
    delivery: (reaction, result) => deliveries.inc({ reaction, result }),
    platformCall: (platform, call, result) => platformCalls.inc({ platform, call, result }),
    acknowledged(platform, verb, seconds) {
      acknowledgements.observe({ platform, verb }, seconds);
      if (seconds >= chatPatienceSeconds) lateOnes.inc({ platform, verb });
    },
    repeated: (platform) => repeats.inc({ platform }),
    async page() {
      const counts = await outbox.counts();
      waiting.set(counts.waiting);
      setAside.set(counts.setAside);
      oldest.set(counts.oldestDue ? Math.max(0, millis(clock.now()) - millis(counts.oldestDue)) / 1000 : 0);
      return registry.metrics();
    },
  };
}
