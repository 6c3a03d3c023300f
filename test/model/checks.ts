import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { findAll, options, text } from '../support/picker.js';
import type { Model } from './model.js';
import type { Real } from './real.js';
import type { Address } from './world.js';

/** What holds at every moment. */
export function check(model: Model, real: Real): void {
  const { picker, form } = real;
  expect(real.errors, 'errors of the page').to.deep.equal([]);
  expect(picker.values, 'values').to.deep.equal(model.values);
  expect(picker.value, 'value').to.equal(model.values[0] ?? '');
  expect(picker.disabled, 'disabled').to.equal(model.disabled);
  expect(form !== null, 'in a form').to.equal(['form', 'other', 'frame'].includes(model.place));
  expect(form ? new FormData(form).getAll(model.name) : [], 'form entries').to.deep.equal(model.entries);
  checkValidity(model, real);
  if (model.place === 'nowhere') return;
  expect(picker.matches(':state(open)'), 'open').to.equal(model.open);
  checkRows(model, real);
}

function checkValidity(model: Model, { picker, status }: Real): void {
  const { validity, willValidate } = picker;
  expect(willValidate, 'willValidate').to.equal(!model.isDisabled);
  if (!willValidate) return;
  const missing = model.required && model.values.length === 0;
  expect(validity.valueMissing, 'valueMissing').to.equal(missing);
  expect(validity.customError, 'customError').to.equal(model.custom !== '');
  const usable = model.values.every((id) => model.canBeChosen(id));
  if (!model.required || usable) {
    const wrong = missing || model.custom !== '';
    // What is known of an image may be from the address before, until this one has answered.
    if (!model.required || status === 'ready') expect(validity.valid, 'valid').to.equal(!wrong);
  } else if (status === 'ready' && model.world === 'zstack') {
    // This cloud lists everything at once.
    expect(validity.badInput, 'badInput').to.equal(true);
  }
  expect(picker.checkValidity(), 'checkValidity').to.equal(validity.valid);
}

function checkRows(model: Model, real: Real): void {
  const { picker, rows, status } = real;
  const images = model.listed ? picker.images.map(({ id }) => id) : [];
  // The rows that are out of sight follow a moment later.
  expect(rows.length, 'rows at once').to.be.at.least(Math.min(images.length, 20));
  expect(rows, 'rows').to.deep.equal(images.slice(0, rows.length));
  for (const state of ['loading', 'error']) {
    expect(picker.matches(`:state(${state})`), state).to.equal(status === state);
  }
  expect(status === 'unconfigured', 'unconfigured').to.equal(!model.configured);
  if (status === 'ready') {
    // The latest question is answered, whatever order the answers came in.
    const { ids, total } = model.answer;
    const shown = picker.images.map(({ id }) => id);
    expect(shown, 'images').to.deep.equal(ids);
    expect(picker.total, 'total').to.equal(total);
  }
  const isShown = new Set(rows);
  const chosen = options(picker).filter(({ ariaSelected }) => ariaSelected === 'true');
  expect(chosen.map((row) => real.idOf(row)).sort(), 'rows that are chosen').to.deep.equal(
    model.values.filter((id) => isShown.has(id)).sort(),
  );
  for (const row of options(picker)) {
    const id = real.idOf(row) ?? '';
    const image = picker.images.find((each) => each.id === id);
    expect(row.querySelector('[part~=name] bdi')?.textContent, 'the name of a row').to.equal(image?.name);
  }
  const all = findAll(picker, '[id]').map(({ id }) => id);
  expect(new Set(all).size, 'ids within').to.equal(all.length);
  for (const pointing of findAll(picker, '[aria-activedescendant]')) {
    const id = pointing.getAttribute('aria-activedescendant') ?? '';
    expect(all, 'what is pointed at').to.include(id);
  }
}

/** How it may end: an address that fails once has done so already, or not. */
const outcomes: Partial<Record<Address, readonly string[]>> = { refused: ['error'], once: ['error', 'ready'] };

/** What holds when everything has come. */
export function checkSettled(model: Model, real: Real): void {
  if (model.place === 'nowhere') return;
  const { picker, status } = real;
  const expected = model.configured ? (outcomes[model.address] ?? ['ready']) : ['unconfigured'];
  expect(status, 'state').to.be.oneOf([...expected]);
  check(model, real);
  if (status !== 'ready' || !model.listed) return;
  const { ids, page, pages } = model.answer;
  const from = (page - 1) * model.pageSize;
  const range = pages === 1 ? '' : `${from + 1}–${from + ids.length} of `;
  expect(text(picker), 'where it stands').to.contain(range);
}

/** What has been said agrees with what there is. */
function checkSaid(model: Model, real: Real): void {
  expect(real.told, 'said of the choice').to.equal(model.told);
  if (!model.listed || !model.configured) return;
  const news = real.lastSaid(
    /Images found: [^;]+(; Page \d+ of \d+)?|No images match|The cloud has no images|You are not allowed|rejected the request/,
  );
  if (real.status !== 'ready') {
    expect(news, 'said of an error').to.be.oneOf(['You are not allowed', 'rejected the request']);
    return;
  }
  const { total, page, pages } = model.answer;
  const place = pages > 1 ? `; Page ${page} of ${pages}` : '';
  const none = model.matches.length === model.images.length ? 'The cloud has no images' : 'No images match';
  const found = total > 0 ? `Images found: ${total}${place}` : none;
  expect(news?.replace('about ', ''), 'said of the list').to.be.oneOf([found, 'No images match']);
}

/** Waits for the end of everything, and for the last word. */
export async function checkEnd(model: Model, real: Real): Promise<void> {
  await real.settle(model);
  checkSettled(model, real);
  const agrees = (): boolean => {
    try {
      checkSaid(model, real);
      return true;
    } catch {
      return false;
    }
  };
  await waitUntil(agrees, 'said', { interval: 20, timeout: 10_000 }).catch(() => checkSaid(model, real));
}
