import { useState, type FormEvent } from 'react';
import { ImagePicker, WorkspaceImages } from 'cloud-image-picker/react';
import { rockyAndCentos, ubuntu, windows } from './images.ts';

async function order(event: FormEvent<HTMLFormElement>) {
  event.preventDefault();
  await fetch('/orders', { method: 'POST', body: new FormData(event.currentTarget) });
}

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
    <form onSubmit={order} onReset={reset}>
      <WorkspaceImages
        name="desktop"
        label="Desktop image"
        required
        proxy="/clouds/desktops"
        value={desktop}
        defaultValue={windows}
        onChange={(event) => setDesktop(event.currentTarget.value)}
        onImageError={(event) => console.error(event.detail.kind)}
      />
      <ImagePicker
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
