import { html, nothing, type TemplateResult } from 'lit';
import type { ImagePicker } from 'cloud-image-picker/image-picker';
import type { WorkspaceImages } from 'cloud-image-picker/workspace-images';
import { windows } from './images.ts';

export interface State {
  open: boolean;
  desktop: string;
  servers: readonly string[];
}

export const initial: State = { open: true, desktop: windows, servers: [] };

export interface Actions {
  readonly toggle: () => void;
  readonly usePreset: () => void;
  readonly reset: () => void;
  readonly order: (event: SubmitEvent & { currentTarget: HTMLFormElement }) => void;
  readonly desktop: (event: Event & { currentTarget: WorkspaceImages }) => void;
  readonly servers: (event: Event & { currentTarget: ImagePicker }) => void;
}

/** What the server renders, and then the page, each time that the state has changed. */
export const view = (state: State, actions?: Actions): TemplateResult => html`
  <button type="button" @click=${actions?.toggle}>${state.open ? 'Cancel order' : 'New order'}</button>
  ${state.open ? form(state, actions) : nothing}
`;

const form = ({ desktop, servers }: State, actions?: Actions): TemplateResult => html`
  <form @submit=${actions?.order} @reset=${actions?.reset}>
    <workspace-images
      name="desktop"
      label="Desktop image"
      lang="en"
      required
      proxy="/clouds/desktops"
      value=${windows}
      .value=${desktop}
      @change=${actions?.desktop}
    ></workspace-images>
    <image-picker
      name="servers"
      label="Server images"
      lang="en"
      multiple
      provider="openstack"
      proxy="/clouds/servers"
      .values=${servers}
      @change=${actions?.servers}
    ></image-picker>
    <p>Selected: <output aria-label="Selected">${[desktop, ...servers].join(' ')}</output></p>
    <button type="button" @click=${actions?.usePreset}>Developer preset</button>
    <button>Order</button>
    <button type="reset">Reset</button>
  </form>
`;
