import { ProxyFailure } from './failure.js';

/**
 * Reads a whole body.
 *
 * @throws ProxyFailure if it is longer than `maxBytes`, or the error that ended it
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

/** Reads chunk by chunk, like the reader of a stream. */
export type ChunkReader = Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;

/**
 * Reads a body until it ends, exceeds `maxBytes`, or takes longer than a number of milliseconds.
 *
 * @returns the bytes read, and a reader of the rest, if there is any
 * @throws the error that ended the body
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
  // It may be rejected before it is read.
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

/** Reads some bytes, and then the rest. */
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

export const tooLargeFailure = (): ProxyFailure => new ProxyFailure('TOO-LARGE', 'The cloud’s response is too large');

/** Transforms a body, like the transformer of a TransformStream. */
export interface BodyTransform {
  /** Aborts the body, even if nothing is reading it. */
  readonly signal: AbortSignal;
  /** @throws to abort the body */
  readonly transform: (chunk: Uint8Array) => readonly Uint8Array[];
  /** The bytes that were held back until the end. */
  readonly flush: () => readonly Uint8Array[];
  /** `cancelled`: the reader has gone away. An error: the cloud or a limit ended the body early. */
  readonly onEnd: (how: 'complete' | 'cancelled' | Error) => void;
}

/** Streams the transformed body at the pace of its reader: nothing is read ahead. */
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
          // A pull that enqueues nothing would not be repeated.
          for (let enqueued = false; !enqueued;) {
            const { done, value } = await reader.read();
            if (signal.aborted) return;
            for (const piece of done ? flush() : transform(value)) {
              if (piece.length === 0) continue;
              controller.enqueue(piece);
              enqueued = true;
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
    const reason = error instanceof Error ? error : new Error('the body ended early');
    over(reason);
    void reader.cancel(reason).catch(() => undefined);
    controller.error(reason);
  }
}
