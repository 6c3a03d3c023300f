import * as z from 'zod/mini';
import { configMistakes, type ProxyConfig } from '../proxy/config.js';
import { createProxy, type CloudProxy, type Log } from '../proxy/index.js';
import { askPortal } from './ask-portal.js';
import type { Metrics } from './metrics.js';
import { Mistakes, References } from './mistakes.js';
import { fieldsOf, Reader } from './reader.js';
import { formMistakes, settingsOf, type Settings } from './settings.js';

export interface Configured {
  readonly settings: Settings;
  readonly metrics: Metrics | undefined;
  readonly proxy: (log: Log) => CloudProxy;
}

/**
 * Checks all of a configuration, and makes what it asks for.
 *
 * @param given - as it stands in the file
 * @throws SettingsError that names every mistake at once, and no value
 */
export async function configure(given: unknown, environment: NodeJS.ProcessEnv): Promise<Configured> {
  const mistakes = new Mistakes();
  mistakes.addAll(formMistakes(given));
  const references = new References(environment, mistakes);
  const resolved = fieldsOf(references.resolve(given));
  const { basePath = '/clouds', allowedOrigins, limits, authorize, store, admin, metrics: wanted } = resolved;
  const reader = new Reader(mistakes, references);
  const config = {
    basePath,
    upstreams: reader.upstreams(resolved['upstreams']),
    authorize: () => true,
    ...(allowedOrigins !== undefined && { allowedOrigins }),
    ...(limits !== undefined && { limits }),
  };
  mistakes.addAll(configMistakes(config));
  const portal = authorize === 'everyone' ? undefined : reader.portal(authorize);
  const shared = store === undefined ? {} : await reader.store(store, fieldsOf(fieldsOf(given)['store'])['url']);
  const metrics = admin === undefined || wanted === false ? undefined : await reader.metrics();
  mistakes.throwAny();

  const settings = settingsOf(given);
  const { clientHeader } = settings;
  const whole = {
    ...config,
    ...shared,
    ...(portal && settings.authorize !== 'everyone' && { authorize: askPortal({ ...settings.authorize, ...portal }) }),
    ...(clientHeader !== undefined && {
      client: (request: Request) => request.headers.get(clientHeader) ?? undefined,
    }),
  };
  return { settings, metrics, proxy: (log) => createProxy(z.custom<ProxyConfig>().parse({ ...whole, log })) };
}
