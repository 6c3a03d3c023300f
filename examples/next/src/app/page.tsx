import { OrderForm } from './order-form';
import { Toggle } from './toggle';

// Rendered for each request.
export const dynamic = 'force-dynamic';

export default function Page() {
  return (
    <Toggle>
      <OrderForm />
    </Toggle>
  );
}
