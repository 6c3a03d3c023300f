import { StrictMode, useState, type ComponentType } from 'react';

export function App({ form: Form }: { form: ComponentType }) {
  const [open, setOpen] = useState(false);
  return (
    <StrictMode>
      <h1>Order machines</h1>
      <button type="button" onClick={() => setOpen(!open)}>
        {open ? 'Cancel order' : 'New order'}
      </button>
      {open && <Form />}
    </StrictMode>
  );
}
