// Before the elements.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { hydrate } from '@lit-labs/ssr-client';
import { render } from 'lit';
import 'cloud-image-picker/image-picker';
import 'cloud-image-picker/workspace-images';
import { rockyAndCentos, ubuntu } from './images.ts';
import { initial, view, type Actions, type State } from './view.ts';

let state = initial;
const place = document.querySelector<HTMLElement>('#app');

function set(change: Partial<State>): void {
  state = { ...state, ...change };
  if (place) render(view(state, actions), place);
}

const actions: Actions = {
  toggle: () => set({ ...initial, open: !state.open }),
  usePreset: () => set({ desktop: ubuntu, servers: rockyAndCentos }),
  // Once the form has been reset.
  reset: () => queueMicrotask(() => set({ ...initial })),
  order(event) {
    event.preventDefault();
    void fetch('/orders', { method: 'POST', body: new FormData(event.currentTarget) });
  },
  desktop: ({ currentTarget: { value } }) => set({ desktop: value }),
  servers: ({ currentTarget: { values } }) => set({ servers: values }),
};

if (place) hydrate(view(state, actions), place);
