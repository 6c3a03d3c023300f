import { html, nothing, type TemplateResult } from 'lit';
import type { CloudImage, ImageProblem } from '../../providers/image.js';
import { listOf, zoneOf } from './field-text.js';
import { mark } from './mark.js';
import { apart, cut, iconButton, isolated, verbatim, words } from './parts.js';
import type { PickerView } from './view.js';
import type { PickerActions } from '../../interaction/actions.js';

/** Everything that the cloud returned about an image. */
export function details(image: CloudImage, view: PickerView, actions: PickerActions): TemplateResult {
  const { messages, copied } = view;
  const row = (field: string, value: string | undefined) =>
    value === undefined || value === ''
      ? nothing
      : html`<dt .textContent=${messages.field(field)}></dt>
          <dd><bdi translate="no" .textContent=${cut(value)}></bdi></dd>`;
  return html`<p class="headline">${mark(image)}${verbatim(image.name)}</p>
    ${image.problem ? problem(image.problem, view) : nothing}
    <dl>
      <dt .textContent=${messages.field('id')}></dt>
      <dd>
        <code dir="ltr" translate="no" .textContent=${image.id}></code>
        ${iconButton(
          copied === image.id ? 'check' : 'copy',
          copied === image.id ? messages.copied : messages.copyId,
          () => actions.copy(image.id, '.details code'),
          false,
          false,
        )}
      </dd>
      ${rowsOf(image, view).map(([field, value]) => row(field, value))}
    </dl>
    <details class="raw">
      <summary .textContent=${messages.everything}></summary>
      <pre translate="no" .textContent=${asSent(image.source)}></pre>
    </details>`;
}

/** The maximum nesting depth in the raw response: more is not readable, and thousands of levels cannot be serialized. */
const LEVELS = 40;

/** Invisible marks that change the direction of a line, and some punctuation. JSON allows escapes for them. */
const DIRECTION_MARKS = /[\u202a-\u2069]/g;

function asSent(source: unknown): string | undefined {
  try {
    return JSON.stringify(readable(source, []), null, 2).replace(
      DIRECTION_MARKS,
      (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
    );
  } catch {
    // A custom provider may return anything.
    return undefined;
  }
}

function readable(value: unknown, around: readonly object[]): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (around.length === LEVELS || around.includes(value)) return '…';
  const inner = [...around, value];
  if (Array.isArray(value)) return value.map((item) => readable(item, inner));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item, inner)]));
}

function rowsOf(image: CloudImage, view: PickerView): [field: string, value: string | undefined][] {
  const { messages, formats } = view;
  const bytes = (value: number | undefined) => value && formats.bytes(value);
  const date = (field: 'createdAt' | 'updatedAt') =>
    image[field] && formats.dateTime(image[field], zoneOf(image, field));
  const said = (value: string | undefined) => value && messages.value(value);
  const { os, statusText, facets = {}, facts = {} } = image;
  const status = messages.value(image.status);
  return [
    ['description', image.description],
    ['status', statusText === undefined || statusText === status ? status : `${status} (${isolated(statusText)})`],
    ['os', os && [messages.value(os.family), os.version].filter(Boolean).join(' · ')],
    ['architecture', image.architecture],
    ['visibility', said(image.visibility)],
    ['format', image.format],
    ['sizeBytes', bytes(image.sizeBytes) || undefined],
    ['minDiskBytes', bytes(image.minDiskBytes) || undefined],
    ['minMemoryBytes', bytes(image.minMemoryBytes) || undefined],
    ['createdAt', date('createdAt')],
    ['updatedAt', date('updatedAt')],
    ['location', listOf(image.locations, view)],
    ...Object.entries(facets).map(([id, value]): [string, string | undefined] => [
      id,
      listOf([value ?? []].flat(), view),
    ]),
    ...Object.entries(facts).map(([id, value]): [string, string | undefined] => [
      id,
      typeof value === 'number' ? formats.bytes(value) : value === undefined ? value : messages.value(String(value)),
    ]),
  ];
}

function problem({ code, message, warning, history }: ImageProblem, { messages, formats }: PickerView): TemplateResult {
  return html`<div class="problem" part="problem-details">
    <div class="title">
      ${words(messages.problem)}${code === undefined ? nothing : html`<span>: </span>${verbatim(code)}`}
    </div>
    ${[message, warning].map((text) => (text === undefined ? nothing : html`<p>${verbatim(text)}</p>`))}
    ${
      history.length === 0
        ? nothing
        : html`<div .textContent=${messages.history}></div>
            <ol>
              ${history.map(
                ({ at, severity, domain, code: step, message: text }) =>
                  html`<li>${apart([at && formats.dateTime(at), severity, domain, step, text])}</li>`,
              )}
            </ol>`
    }
  </div>`;
}
