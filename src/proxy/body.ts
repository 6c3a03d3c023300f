import { ProxyFailure } from './failure.js';

/**
 * Reads a body whole.
 *
 * @throws ProxyFailure where it is longer than `maxBytes` bytes, or whatever ended it
 */
export async function readAll(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let step = await reader?.read(); step?.done === false; step = await reader?.read()) {
    length += step.value.length;
    if (length > maxBytes) {
      void reader?.cancel().catch(() => undefined);
      throw tooLargeFailure();
    }
    chunks.push(step.value);
  }
  return concat(chunks, length);
}

/** What can be read chunk by chunk, as a reader of a stream. */
export type ChunkReader = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;

/**
 * Reads a body until it ends, is longer than `maxBytes` bytes, or takes longer than so many milliseconds.
 *
 * @returns what has come, and where the rest comes from; no `rest` where there is none
 * @throws whatever ended it
 */
export async function readPrefix(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  milliseconds: number,
): Promise<{ readonly bytes: Uint8Array; readonly rest?: ChunkReader }> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    for (;;) {
      const next = reader.read();
      const step = await Promise.race([next, late]);
      if (step?.done === true) return { bytes: concat(chunks, length) };
      if (step) {
        chunks.push(step.value);
        length += step.value.length;
        if (length <= maxBytes) continue;
      }
      const bytes = concat(chunks, length);
      return { bytes, rest: step ? reader : resumeWith(next, reader) };
    }
  } finally {
    clearTimeout(timer);
  }
}

function resumeWith(next: ReturnType<ChunkReader['read']>, reader: ChunkReader): ChunkReader {
  // It may fail before anyone asks for it.
  next.catch(() => undefined);
  let first: typeof next | undefined = next;
  return {
    read: () => {
      const step = first ?? reader.read();
      first = undefined;
      return step;
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** Some bytes, and then the rest. */
export function chunkReaderOf(bytes: Uint8Array, rest?: ChunkReader): ChunkReader {
  let first: Uint8Array | undefined = bytes;
  return {
    read: async () => {
      if (!first) return rest ? rest.read() : { done: true, value: undefined };
      const value = first;
      first = undefined;
      return { done: false, value };
    },
    cancel: async (reason) => rest?.cancel(reason),
  };
}

export function concat(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

export const tooLargeFailure = (): ProxyFailure =>
  new ProxyFailure('TOO-LARGE', 'The answer of the cloud is too large');

/** What is done to the bytes on their way. */
export interface BodyTransform {
  /** Breaks the body off, also where nobody reads it at the time. */
  readonly signal: AbortSignal;
  /** @throws to break the body off */
  readonly transform: (chunk: Uint8Array) => readonly Uint8Array[];
  /** What was held back until the end. */
  readonly flush: () => readonly Uint8Array[];
  /** `cancelled`: whoever reads has gone away. An error: the cloud or a limit broke the body off. */
  readonly onEnd: (how: 'complete' | 'cancelled' | Error) => void;
}

/** The same body as it comes, at the pace of whoever reads it: nothing is read ahead. */
export function transformBody(
  reader: ChunkReader,
  { signal, transform, flush, onEnd }: BodyTransform,
): ReadableStream<Uint8Array> {
  let onAbort = (): void => undefined;
  const over = (how: 'complete' | 'cancelled' | Error): void => {
    signal.removeEventListener('abort', onAbort);
    onEnd(how);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        onAbort = () => breakOff(controller, signal.reason);
        signal.addEventListener('abort', onAbort);
      },
      async pull(controller) {
        try {
          // Without a chunk put in nobody would ask again.
          for (let put = false; !put;) {
            const { done, value } = await reader.read();
            if (signal.aborted) return;
            for (const piece of done ? flush() : transform(value)) {
              if (piece.length === 0) continue;
              controller.enqueue(piece);
              put = true;
            }
            if (!done) continue;
            over('complete');
            return controller.close();
          }
        } catch (error) {
          if (!signal.aborted) breakOff(controller, error);
        }
      },
      async cancel(reason) {
        over('cancelled');
        await reader.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );

  function breakOff(controller: ReadableStreamDefaultController, error: unknown): void {
    const reason = error instanceof Error ? error : new Error('the body broke off');
    over(reason);
    void reader.cancel(reason).catch(() => undefined);
    controller.error(reason);
  }
}
