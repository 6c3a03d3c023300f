import { moduleError, type ProviderError } from './errors.js';
import type { Provider } from './provider.js';

/** A built-in provider whose module has not been loaded yet. */
export interface UnloadedProvider {
  readonly id: string;
  /** Why the last attempt to load it failed. */
  readonly error?: ProviderError | undefined;
  /** Loads it, unless that is pending. Never rejects: `providerOf` returns the outcome. */
  load(): Promise<void>;
}

const modules = new Map<string, () => Promise<Provider>>([
  ['horizon', async () => (await import('./horizon.js')).horizon],
  ['zstack', async () => (await import('./zstack.js')).zstack],
  ['huawei-workspace', async () => (await import('./huawei-workspace.js')).huaweiWorkspace],
  ['hostway', async () => (await import('./hostway.js')).hostway],
  ['huawei-cloud-phone', async () => (await import('./huawei-cloud-phone.js')).huaweiCloudPhone],
  ['openstack', async () => (await import('./openstack.js')).openstack],
  ['json', async () => (await import('./json-list.js')).jsonList],
]);

const providers = new Map<string, Provider | UnloadedProvider>();

function unloaded(id: string, module: () => Promise<Provider>): UnloadedProvider {
  let loading: Promise<void> | undefined;
  const failed = (): void => {
    providers.set(id, {
      id,
      error: moduleError(`The module of the provider ${id}`),
      load() {
        const next = unloaded(id, module);
        providers.set(id, next);
        return next.load();
      },
    });
  };
  return { id, load: () => (loading ??= module().then(registerProvider, failed)) };
}

/** Registers a provider, which then need not be loaded. */
export function registerProvider(provider: Provider): void {
  providers.set(provider.id, provider);
}

/** The provider with an id, or the object itself; `undefined` for an unknown id. */
export function providerOf(given: string | Provider | null | undefined): Provider | UnloadedProvider | undefined {
  if (typeof given !== 'string') return given ?? undefined;
  const module = modules.get(given);
  if (module && !providers.has(given)) providers.set(given, unloaded(given, module));
  return providers.get(given);
}

export const isUnloaded = (provider: Provider | UnloadedProvider | undefined): provider is UnloadedProvider =>
  provider !== undefined && 'load' in provider;
