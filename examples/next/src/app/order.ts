'use server';

/** A real portal checks its session here. */
export async function order(entries: FormData): Promise<void> {
  const portal = process.env['PORTAL'] ?? 'http://127.0.0.1:8080';
  await fetch(`${portal}/orders`, { method: 'POST', body: entries });
}
