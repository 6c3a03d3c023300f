import * as z from 'zod/mini';
import { configIssues, type ProxyConfig } from '../proxy/config.js';
import { createProxy, type CloudProxy, type Log } from '../proxy/index.js';
import { askPortal } from './ask-portal.js';
import type { Metrics } from './metrics.js';
import { IssueList, ReferenceResolver } from './config-issues.js';
import { asObject, ConfigReader } from './config-reader.js';
import { settingsIssues, settingsOf, type Settings } from './settings.js';

export interface ServerConfig {
  readonly settings: Settings;
  readonly metrics: Metrics | undefined;
  readonly createProxy: (log: Log) => CloudProxy;
}

/**
 * Validates the configuration and builds the proxy and the metrics.
 *
 * @param given - the parsed configuration file
 * @throws SettingsError with every mistake, and no value
 */
export async function configure(given: unknown, environment: NodeJS.ProcessEnv): Promise<ServerConfig> {
  const issues = new IssueList();
  issues.addAll(settingsIssues(given));
  const references = new ReferenceResolver(environment, issues);
  const resolved = asObject(references.resolve(given));
  const { basePath = '/clouds', allowedOrigins, limits, authorize, store, admin, metrics: wanted } = resolved;
  const reader = new ConfigReader(issues, references);
  const config = {
    basePath,
    upstreams: reader.upstreams(resolved['upstreams']),
    authorize: () => true,
    ...(allowedOrigins !== undefined && { allowedOrigins }),
    ...(limits !== undefined && { limits }),
  };
  issues.addAll(configIssues(config));
  const portal = authorize === 'everyone' ? undefined : reader.portal(authorize);
  const shared = store === undefined ? {} : await reader.store(store, asObject(asObject(given)['store'])['url']);
  const metrics = admin === undefined || wanted === false ? undefined : await reader.metrics();
  issues.throwAny();

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
  return { settings, metrics, createProxy: (log) => createProxy(z.custom<ProxyConfig>().parse({ ...whole, log })) };
}
