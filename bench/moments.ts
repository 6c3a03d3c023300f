// What the pages of the benchmarks share: moments at which something has been painted, and answers that are there already.

/** The moment at which the next frame has been painted. */
export const painted = (): Promise<number> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(performance.now());
      };
      port2.postMessage(null);
    }),
  );

/** Some way into a frame: an answer comes when it comes. */
export async function intoFrame(milliseconds: number): Promise<void> {
  await painted();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function until(done: () => boolean): Promise<void> {
  while (!done()) await painted();
}

/** An answer whose body is there already: nothing of it is copied or decoded. */
export const inMemory = (text: string): Response =>
  Object.assign(new Response(), { text: () => Promise.resolve(text) }) satisfies Response;

/** What one side has left behind is not the other's to clear away. */
export function collectGarbage(): void {
  if (!window.gc) throw new Error('needs --expose-gc');
  window.gc();
}

declare global {
  interface Window {
    readonly gc?: () => void;
  }
}
