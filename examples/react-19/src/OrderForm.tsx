import { useState } from 'react';
import 'cloud-image-picker/image-picker';
import 'cloud-image-picker/workspace-images';
import type {} from 'cloud-image-picker/types/react';
import { rockyAndCentos, ubuntu, windows } from './images.ts';

async function order(entries: FormData) {
  await fetch('/orders', { method: 'POST', body: entries });
}

/** The values are React state. After the action, React resets the form. */
export function OrderForm() {
  const [desktop, setDesktop] = useState(windows);
  const [servers, setServers] = useState<readonly string[]>([]);

  function reset() {
    setDesktop(windows);
    setServers([]);
  }

  function usePreset() {
    setDesktop(ubuntu);
    setServers(rockyAndCentos);
  }

  return (
    <form action={order} onReset={reset}>
      <workspace-images
        name="desktop"
        label="Desktop image"
        required
        proxy="/clouds/desktops"
        value={desktop}
        defaultValue={windows}
        onChange={(event) => setDesktop(event.currentTarget.value)}
      />
      <image-picker
        name="servers"
        label="Server images"
        multiple
        provider="openstack"
        proxy="/clouds/servers"
        values={servers}
        onChange={(event) => setServers(event.currentTarget.values)}
      />
      <p>
        Selected: <output aria-label="Selected">{[desktop, ...servers].join(' ')}</output>
      </p>
      <button type="button" onClick={usePreset}>
        Developer preset
      </button>
      <button>Order</button>
      <button type="reset">Reset</button>
    </form>
  );
}
