'use client';

import { useActionState, useState } from 'react';
import 'cloud-image-picker/image-picker';
import 'cloud-image-picker/workspace-images';
import type { CloudImage } from 'cloud-image-picker/types';
import type {} from 'cloud-image-picker/types/react';
import { rockyAndCentos, ubuntu, windows } from './images';
import { order } from './order';

const selectable = ({ os }: CloudImage) => os?.family !== 'windows' || 'Needs a licence';

/** Attributes, which the server writes. What has none of its name is set in a `ref`, because hydration sets no properties. */
export function OrderForm() {
  const [desktop, setDesktop] = useState(windows);
  const [servers, setServers] = useState<readonly string[]>([]);
  const [, submit, pending] = useActionState((_: unknown, entries: FormData) => order(entries), undefined);

  function reset() {
    setDesktop(windows);
    setServers([]);
  }

  function usePreset() {
    setDesktop(ubuntu);
    setServers(rockyAndCentos);
  }

  return (
    <form action={submit} onReset={reset}>
      <fieldset disabled={pending}>
        <workspace-images
          ref={(field) => {
            if (field) field.defaultValue = windows;
          }}
          name="desktop"
          label="Desktop image"
          required
          proxy="/clouds/desktops"
          page-size={20}
          value={desktop}
          onChange={(event) => setDesktop(event.currentTarget.value)}
        />
        <image-picker
          ref={(field) => {
            if (field) field.selectable = selectable;
          }}
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
      </fieldset>
    </form>
  );
}
