import type { Holding, Samples } from './measure.js';

/** Minified, gzip. */
export interface Bytes {
  readonly script: number;
  readonly styles: number;
}

export interface PeerResult {
  readonly id: string;
  readonly version?: string | undefined;
  readonly bytes: Bytes;
  /** By the number of images. */
  readonly times: Readonly<Record<string, Samples>>;
  readonly holdings: Holding[];
}

/** What one run has measured, and on what. */
export interface Results {
  readonly date: string;
  readonly processor: string;
  /** Bytes of the machine. */
  readonly memory: number;
  /** How many programs wanted a processor before the run. */
  readonly load: number;
  readonly system: string;
  readonly browser: string;
  readonly rounds: Readonly<Record<string, number>>;
  readonly holds: number;
  /** Images in a field whose memory was measured. */
  readonly held: number;
  readonly peers: readonly PeerResult[];
}
