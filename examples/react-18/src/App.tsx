import { StrictMode, useState } from 'react';
import { OrderForm } from './OrderForm.tsx';

export function App() {
  const [open, setOpen] = useState(false);
  return (
    <StrictMode>
      <h1>Order machines</h1>
      <button type="button" onClick={() => setOpen(!open)}>
        {open ? 'Cancel order' : 'New order'}
      </button>
      {open && <OrderForm />}
    </StrictMode>
  );
}
