import type { ReactNode } from 'react';

export const metadata = { title: 'Order machines' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <h1>Order machines</h1>
        {children}
      </body>
    </html>
  );
}
