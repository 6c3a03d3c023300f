'use server';

/** A real portal checks its session here. */
export async function order(entries: FormData): Promise<void> {
  // React's own, for pages without JavaScript.
  for (const name of [...entries.keys()]) if (name.startsWith('$ACTION_')) entries.delete(name);
  await fetch(`${process.env['PORTAL']}/orders`, { method: 'POST', body: entries });
}
