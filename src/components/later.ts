/** What only a dropdown needs, once it has been loaded. */
export let dropdown: typeof import('./dropdown.js').parts | undefined;

export async function loadDropdown(): Promise<void> {
  try {
    ({ parts: dropdown } = await import('./dropdown.js'));
  } catch {
    // Where it cannot be loaded, a list does as well.
  }
}

/** Milliseconds that a first rendering waits for what is being loaded: then it does without. */
const LONGEST_WAIT = 2000;

/** Resolves when a promise does, or when it has taken too long. */
export function withinTime(promise: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_WAIT)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
