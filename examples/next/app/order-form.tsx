'use client';

import { useState } from 'react';
import 'cloud-image-picker/image-picker';
import 'cloud-image-picker/workspace-images';
import type { ImagePicker } from 'cloud-image-picker/image-picker';
import type { WorkspaceImages } from 'cloud-image-picker/workspace-images';
import type {} from 'cloud-image-picker/types/react';
import { rockyAndCentos, ubuntu, windows } from './images';
import { order } from './order';

// What has no attribute of its name: a server cannot write it, and React does not set it when it hydrates the page.

function setUpDesktop(field: WorkspaceImages | null) {
  // What a reset restores, and React after the action.
  if (field) field.defaultValue = windows;
}

function setUpServers(field: ImagePicker | null) {
  if (field) field.selectable = ({ os }) => os?.family !== 'windows' || 'Needs a licence';
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
    <form action={order} onReset={reset}>
      <workspace-images
        ref={setUpDesktop}
        name="desktop"
        label="Desktop image"
        required
        proxy="/clouds/desktops"
        page-size={20}
        value={desktop}
        onChange={(event) => setDesktop(event.currentTarget.value)}
      />
      <image-picker
        ref={setUpServers}
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
