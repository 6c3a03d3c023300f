import { Controller, useForm, useWatch } from 'react-hook-form';
import 'cloud-image-picker/image-picker';
import 'cloud-image-picker/workspace-images';
import type {} from 'cloud-image-picker/types/react';
import { rockyAndCentos, ubuntu, windows } from './images.ts';

interface Order {
  desktop: string;
  servers: readonly string[];
}

const initial: Order = { desktop: windows, servers: [] };

async function order(values: Order) {
  await fetch('/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(values),
  });
}

/** React Hook Form holds the values: `register` for one image, `Controller` for several. */
export function HookForm() {
  const { control, handleSubmit, register, reset, setValue } = useForm({ defaultValues: initial });
  const { desktop, servers } = useWatch({ control });

  function usePreset() {
    setValue('desktop', ubuntu);
    setValue('servers', rockyAndCentos);
  }

  return (
    <form onSubmit={handleSubmit(order)} onReset={() => reset()}>
      <workspace-images
        {...register('desktop', { required: true })}
        label="Desktop image"
        required
        proxy="/clouds/desktops"
        defaultValue={initial.desktop}
      />
      <Controller
        control={control}
        name="servers"
        render={({ field: { value, onChange, ...field } }) => (
          <image-picker
            {...field}
            label="Server images"
            multiple
            provider="openstack"
            proxy="/clouds/servers"
            values={value}
            onChange={(event) => onChange(event.currentTarget.values)}
          />
        )}
      />
      <p>
        Selected: <output aria-label="Selected">{[desktop, ...(servers ?? [])].join(' ')}</output>
      </p>
      <button type="button" onClick={usePreset}>
        Developer preset
      </button>
      <button>Order</button>
      <button type="reset">Reset</button>
    </form>
  );
}
