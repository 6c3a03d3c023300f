'use client';

import { useState, type ReactNode } from 'react';

/** The server renders the order, too. */
export function Toggle({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(!open)}>
        {open ? 'Cancel order' : 'New order'}
      </button>
      {open && children}
    </>
  );
}
