import type { CloudId } from './credentials.js';

/** One request to a cloud. */
export interface LogEntry {
  readonly run: string;
  readonly cloud: CloudId;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Whether it had credentials; never the credentials themselves. */
  readonly credentials: boolean;
  /** When it arrived, by the simulator's `performance.now()`. */
  readonly started: number;
  /** The status of the response; absent if there is none yet, or none at all. */
  status?: number;
  /** How long it took until the response was closed; absent until then. */
  millis?: number;
  /** The client disconnected before the response was complete. */
  aborted: boolean;
}

/** A violation of the cloud's document. Tests should fail on it. */
export interface Breach {
  readonly run: string;
  /** The cloud in the address, known or not. */
  readonly cloud: string;
  /** In words. */
  readonly what: string;
  /** Path and query. */
  readonly url: string;
}

/** The state of a run that later requests depend on. */
export interface RunState {
  /** Accepted requests. */
  requests: number;
  /** Faults so far. */
  failures: number;
  /** When the first accepted request arrived. */
  first: number | undefined;
  /** The token of the first accepted request. */
  token: string | undefined;
  /** How often that token was accepted. */
  tokenUses: number;
}

/** Limited, so that a demo that runs for days does not fill the memory. */
const maxEntries = 20_000;

/** The requests and breaches by run. */
export class History {
  #log: LogEntry[] = [];
  #breaches: Breach[] = [];
  readonly #repaired = new Set<string>();
  readonly #states = new Map<string, { readonly run: string; readonly state: RunState }>();

  record(entry: LogEntry): void {
    this.#log.push(entry);
    if (this.#log.length > maxEntries * 2) this.#log = this.#log.slice(-maxEntries);
  }

  breach(breach: Breach): void {
    this.#breaches.push(breach);
    if (this.#breaches.length > maxEntries * 2) this.#breaches = this.#breaches.slice(-maxEntries);
  }

  /** The counts of one run for one address segment: with other options, they start again. */
  state(run: string, segment: string): RunState {
    const key = `${run} ${segment}`;
    const known = this.#states.get(key);
    if (known) return known.state;
    const state: RunState = { requests: 0, failures: 0, first: undefined, token: undefined, tokenUses: 0 };
    this.#states.set(key, { run, state });
    return state;
  }

  /** In order of arrival; of all runs by default. */
  log(run?: string): readonly Readonly<LogEntry>[] {
    return this.#log.filter((entry) => run === undefined || entry.run === run).map((entry) => ({ ...entry }));
  }

  breaches(run?: string): readonly Breach[] {
    return this.#breaches.filter((breach) => run === undefined || breach.run === run);
  }

  /** Turns off all faults of a run. */
  repair(run: string): void {
    this.#repaired.add(run);
  }

  isRepaired(run: string): boolean {
    return this.#repaired.has(run);
  }

  /** Clears a run and its counts; all runs by default. */
  reset(run?: string): void {
    this.#log = this.#log.filter((entry) => run !== undefined && entry.run !== run);
    this.#breaches = this.#breaches.filter((breach) => run !== undefined && breach.run !== run);
    if (run === undefined) this.#repaired.clear();
    else this.#repaired.delete(run);
    for (const [key, entry] of this.#states) if (run === undefined || entry.run === run) this.#states.delete(key);
  }
}
