'use client';

import dynamic from 'next/dynamic';
import { Toggle } from '../toggle';

/** Not rendered on the server: React sets properties, as in any page of its own. */
const OrderForm = dynamic(() => import('./order-form'), { ssr: false });

export default function Page() {
  return (
    <Toggle>
      <OrderForm />
    </Toggle>
  );
}
