import type { ImageField } from '../../src/components/image-field.js';
import type { HeardRequest, ToldAnswer } from '../servers/told-cloud.js';
import { mount, type PickerTag } from './picker.js';
import { toldServers } from './simulator.js';

const { told, stranger } = toldServers;

/** The origin of what `tell` returns. */
export const toldUrl = told;

/** Another origin, open to every page, which nobody should ask anything. */
export const strangerUrl = stranger;

/** Of the page's own origin, told and heard in the same way. */
export const ownUrl = `${location.origin}/told`;

/**
 * Has a server of another origin than the page's answer so, and when there are several answers, with one after the other.
 *
 * @returns a base address, all requests below which get them
 */
export async function tell(answers: ToldAnswer | readonly ToldAnswer[], server = told): Promise<string> {
  const response = await fetch(`${server}/-/tell`, { method: 'POST', body: JSON.stringify([answers].flat()) });
  return server + (await response.text());
}

/** The requests that have come below an address of `tell`, or to a whole server. */
export async function heard(address: string): Promise<readonly HeardRequest[]> {
  const { origin, pathname } = new URL(address);
  const [server, path] = address.startsWith(ownUrl) ? [ownUrl, address.slice(ownUrl.length)] : [origin, pathname];
  const response = await fetch(`${server}/-/heard?path=${path.replace(/\/$/, '')}`);
  return (await response.json()) as HeardRequest[];
}

/**
 * Has a picker ask for one answer after the other, and looks at it each time. Its pages are of two images, because most of the time
 * would go into placeholders.
 *
 * @returns the address that it asked
 */
export async function eachAnswer(
  tag: PickerTag,
  credentials: ImageField['credentials'],
  answers: readonly ToldAnswer[],
  look: (picker: ImageField) => void,
): Promise<string> {
  const endpoint = await tell(answers);
  const picker = mount(tag, {
    attributes: { 'page-size': '2' },
    properties: { endpoint, proxy: undefined, credentials },
  });
  let answered: () => void = () => {};
  for (const type of ['image-load', 'image-error']) picker.addEventListener(type, () => answered());
  for (const at of answers.keys()) {
    const next = new Promise<void>((resolve) => (answered = resolve));
    if (at > 0) picker.reload();
    await next;
    await picker.updateComplete;
    look(picker);
  }
  return endpoint;
}
