import { ProxyFailure } from './failure.js';

/**
 * Reads a body whole.
 *
 * @throws ProxyFailure where it is longer than `most` bytes, or whatever ended it
 */
export async function readAll(body: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let step = await reader?.read(); step?.done === false; step = await reader?.read()) {
    length += step.value.length;
    if (length > most) {
      void reader?.cancel().catch(() => undefined);
      throw tooLarge();
    }
    chunks.push(step.value);
  }
  return join(chunks, length);
}

export function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

export const tooLarge = (): ProxyFailure => new ProxyFailure('TOO-LARGE', 'The answer of the cloud is too large');

/** What is done to the bytes on their way. */
export interface Passage {
  /** @throws to break the body off */
  readonly pass: (chunk: Uint8Array) => readonly Uint8Array[];
  /** What was held back until the end. */
  readonly end: () => readonly Uint8Array[];
  /** `cancelled`: whoever reads has gone away. An error: the cloud or a limit broke the body off. */
  readonly finished: (how: 'complete' | 'cancelled' | Error) => void;
}

/** The same body as it comes, at the pace of whoever reads it. */
export function passOn(
  source: ReadableStream<Uint8Array>,
  { pass, end, finished }: Passage,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        // Without a chunk put in nobody would ask again.
        for (let put = false; !put;) {
          const { done, value } = await reader.read();
          for (const piece of done ? end() : pass(value)) {
            if (piece.length === 0) continue;
            controller.enqueue(piece);
            put = true;
          }
          if (!done) continue;
          finished('complete');
          return controller.close();
        }
      } catch (error) {
        const reason = error instanceof Error ? error : new Error('the body broke off');
        finished(reason);
        void reader.cancel(reason).catch(() => undefined);
        controller.error(reason);
      }
    },
    async cancel(reason) {
      finished('cancelled');
      await reader.cancel(reason).catch(() => undefined);
    },
  });
}
