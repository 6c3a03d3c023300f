import { html, nothing, type TemplateResult } from 'lit';
import type { CloudImage, ImageProblem } from '../../providers/image.js';
import { apart, textButton } from './parts.js';
import type { PickerActions, PickerView } from './view.js';

/** Everything the cloud said about the active image. */
export function details(view: PickerView, actions: PickerActions): TemplateResult | typeof nothing {
  const { messages, result, active, copied } = view;
  const image = result?.images[active];
  if (!image) return nothing;
  const row = (field: string, value: string | undefined) =>
    value === undefined || value === ''
      ? nothing
      : html`<dt>${messages.field(field)}</dt>
          <dd><bdi>${value}</bdi></dd>`;
  return html`<details class="details" part="details">
    <summary part="details-summary">${messages.details}: <bdi class="name">${image.name}</bdi></summary>
    <div class="body">
      ${image.problem ? problem(image.problem, view) : nothing}
      <dl>
        <dt>${messages.field('id')}</dt>
        <dd>
          <code dir="ltr">${image.id}</code>
          ${textButton(copied ? messages.copied : messages.copyId, () => actions.copy(image.id))}
        </dd>
        ${rowsOf(image, view).map(([field, value]) => row(field, value))}
      </dl>
      <details class="raw">
        <summary>${messages.everything}</summary>
        <pre>${JSON.stringify(image.source, null, 2)}</pre>
      </details>
    </div>
  </details>`;
}

function rowsOf(image: CloudImage, { messages, formats }: PickerView): [field: string, value: string | undefined][] {
  const bytes = (value: number | undefined) => value && formats.bytes(value);
  const date = (value: Date | undefined) => value && formats.dateTime(value);
  const said = (value: string | undefined) => value && messages.value(value);
  const { os, statusText, facets = {} } = image;
  const status = messages.value(image.status);
  return [
    ['description', image.description],
    ['status', statusText === undefined || statusText === status ? status : `${status} (${statusText})`],
    ['os', os && [messages.value(os.family), os.version].filter(Boolean).join(' · ')],
    ['architecture', image.architecture],
    ['visibility', said(image.visibility)],
    ['format', image.format],
    ['sizeBytes', bytes(image.sizeBytes) || undefined],
    ['minDiskBytes', bytes(image.minDiskBytes) || undefined],
    ['minMemoryBytes', bytes(image.minMemoryBytes) || undefined],
    ['createdAt', date(image.createdAt)],
    ['updatedAt', date(image.updatedAt)],
    ['location', formats.list(image.locations)],
    ...Object.entries(facets).map(([id, value]): [string, string | undefined] => [
      id,
      formats.list([value ?? []].flat().map(messages.value)),
    ]),
  ];
}

function problem({ code, message, warning, history }: ImageProblem, { messages, formats }: PickerView): TemplateResult {
  return html`<div class="failure" part="problem-details">
    <div class="title">${messages.problem}${code === undefined ? nothing : html`: <bdi>${code}</bdi>`}</div>
    ${[message, warning].map((text) => (text === undefined ? nothing : html`<p><bdi>${text}</bdi></p>`))}
    ${
      history.length === 0
        ? nothing
        : html`<div>${messages.history}</div>
            <ol>
              ${history.map(
                ({ at, code: step, message: text }) =>
                  html`<li>${apart([at && formats.dateTime(at), step, text])}</li>`,
              )}
            </ol>`
    }
  </div>`;
}
