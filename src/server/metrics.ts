import type { ProxyEvent } from '../proxy/index.js';

export interface Metrics {
  readonly count: (event: ProxyEvent) => void;
  readonly contentType: string;
  /** In the text format of Prometheus. */
  readonly text: () => Promise<string>;
}

/**
 * Counts the events of the log with prom-client.
 *
 * @throws if prom-client is not installed: it is an optional peer dependency
 */
export async function openMetrics(): Promise<Metrics> {
  const { Counter, Histogram, Registry, collectDefaultMetrics } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'cloud_image_proxy_requests_total',
    help: 'Completed requests',
    labelNames: ['upstream', 'outcome', 'status', 'code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'cloud_image_proxy_request_seconds',
    help: 'Time from a request to the last byte of its response',
    labelNames: ['upstream'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const bytes = new Counter({
    name: 'cloud_image_proxy_bytes_total',
    help: 'Bytes of decompressed responses',
    labelNames: ['upstream'],
    registers,
  });
  const signIns = new Counter({
    name: 'cloud_image_proxy_sign_ins_total',
    help: 'Sign-ins to clouds',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const signOuts = new Counter({
    name: 'cloud_image_proxy_sign_outs_total',
    help: 'Sign-outs from clouds',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const storeFailures = new Counter({
    name: 'cloud_image_proxy_store_failures_total',
    help: 'Failures of the shared store',
    registers,
  });
  const refusals = new Counter({
    name: 'cloud_image_proxy_refused_accounts_total',
    help: 'Rejected accounts that are not used for a while',
    labelNames: ['source'],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    count: (event) => {
      switch (event.type) {
        case 'request': {
          const { upstream = '', outcome, status, code = '' } = event;
          requests.inc({ upstream, outcome, status, code });
          seconds.observe({ upstream }, event.milliseconds / 1000);
          bytes.inc({ upstream }, event.bytes);
          break;
        }
        case 'sign-in':
          signIns.inc({ source: event.source, outcome: event.outcome });
          break;
        case 'sign-out':
          signOuts.inc({ source: event.source, outcome: event.outcome });
          break;
        case 'refusal':
          refusals.inc({ source: event.source });
          break;
        case 'store':
          if (event.outcome === 'failed') storeFailures.inc();
      }
    },
  };
}
