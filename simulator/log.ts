import type { CloudId } from './credentials.js';

/** One request to a cloud, as it went. */
export interface LogEntry {
  readonly run: string;
  readonly cloud: CloudId;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Whether credentials came with it; never which. */
  readonly credentials: boolean;
  /** When it came, in milliseconds on the simulator's clock (`performance.now()`). */
  readonly started: number;
  /** Of the answer; absent while there is none, and where there never was one. */
  status?: number;
  /** How long it took until its connection was done with it; absent until then. */
  millis?: number;
  /** The client went away before the answer was complete. */
  aborted: boolean;
}

/** Something that the cloud's document does not allow. A test that uses the simulator should fail on it. */
export interface Breach {
  readonly run: string;
  /** As addressed, known or not. */
  readonly cloud: string;
  /** In words. */
  readonly what: string;
  /** Path and query. */
  readonly url: string;
}

/** What a run of requests left behind for the requests after it. */
export interface RunState {
  /** Accepted requests. */
  requests: number;
  /** Failures that were made. */
  failures: number;
  /** When the first accepted request came. */
  first: number | undefined;
  /** The token of the first accepted request. */
  token: string | undefined;
  /** How often that token was accepted. */
  tokenUses: number;
}

/** A demo that runs for days must not fill the memory. */
const maxEntries = 20_000;

/** What happened, by run. */
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

  /** The counts of one run for one segment of an address: other options are another cloud, as it were. */
  state(run: string, segment: string): RunState {
    const key = `${run} ${segment}`;
    const known = this.#states.get(key);
    if (known) return known.state;
    const state: RunState = { requests: 0, failures: 0, first: undefined, token: undefined, tokenUses: 0 };
    this.#states.set(key, { run, state });
    return state;
  }

  /** In the order in which the requests came; of all runs where none is named. */
  log(run?: string): readonly Readonly<LogEntry>[] {
    return this.#log.filter((entry) => run === undefined || entry.run === run).map((entry) => ({ ...entry }));
  }

  breaches(run?: string): readonly Breach[] {
    return this.#breaches.filter((breach) => run === undefined || breach.run === run);
  }

  /** From now on nothing goes wrong in a run. */
  repair(run: string): void {
    this.#repaired.add(run);
  }

  isRepaired(run: string): boolean {
    return this.#repaired.has(run);
  }

  /** Forgets a run, its counts included; all runs where none is named. */
  reset(run?: string): void {
    this.#log = this.#log.filter((entry) => run !== undefined && entry.run !== run);
    this.#breaches = this.#breaches.filter((breach) => run !== undefined && breach.run !== run);
    if (run === undefined) this.#repaired.clear();
    else this.#repaired.delete(run);
    for (const [key, entry] of this.#states) if (run === undefined || entry.run === run) this.#states.delete(key);
  }
}
