import { expect } from '@open-wc/testing';
import { find, findAll, options } from '../support/picker.js';
import type { Model } from './model.js';
import type { Real } from './real.js';
import { type Step, pick, searches } from './step.js';

const listed = (model: Model): boolean => model.isUsable && model.listed;
const count = (changed: boolean): number => (changed ? 1 : 0);

/** To another page, if there is one: by so many from the page that was asked for last, whether it has come or not. */
function turn(model: Model, by: number): void {
  const page = model.pageAt(by);
  if (page !== undefined) model.ask({ page });
}

/** An arrow leaves the page at its end, but not a page that is about to go. */
function leave(model: Model, { rows, active }: Real, by: number): void {
  if (model.isFresh && rows[rows.indexOf(active) + by] === undefined) turn(model, by);
}

/** A range gives up only what its own steps have added, and takes in only what is shown and can be chosen. */
function extend(model: Model, real: Real, mayChoose: boolean, act: () => void): number {
  const before = model.values;
  const shown = new Set(real.rows);
  act();
  const after = real.picker.values;
  const added = after.filter((id) => !before.includes(id));
  for (const id of before) if (!after.includes(id)) expect([...model.ranged], 'given up by a range').to.include(id);
  for (const id of added) {
    expect(mayChoose && shown.has(id), 'what a range takes in is shown, and answers the question').to.equal(true);
    expect(model.canBeChosen(id), 'what a range takes in can be chosen').to.equal(true);
  }
  const ranged = new Set([...model.ranged, ...added].filter((id) => after.includes(id)));
  const changes = model.choose([...after]);
  model.ranged = ranged;
  return count(changes);
}

/** What a person does, by synthesised events: those of the browser itself would take a hundred times as long. */
export const person: readonly Step[] = [
  {
    name: 'click a row',
    when: listed,
    run: (model, real, at) => {
      const row = options(real.picker)[at % 20];
      const seen = row && real.idOf(row);
      if (!row || seen === undefined) return 0;
      real.click(row);
      return count(model.toggle(seen));
    },
  },
  {
    name: 'Shift-click a row',
    when: (model) => listed(model) && model.multiple,
    run: (model, real, at) => {
      const row = options(real.picker)[at % 20];
      return row ? extend(model, real, true, () => real.click(row, { shiftKey: true })) : 0;
    },
  },
  {
    name: 'press Shift and an arrow',
    when: (model) => listed(model) && model.multiple,
    run: (model, real, at) => {
      const { rows, active } = real;
      const by = at % 2 ? 1 : -1;
      const there = rows[rows.indexOf(active) + by];
      const fresh = model.isFresh;
      const changes = extend(model, real, fresh, () =>
        real.press(by > 0 ? 'ArrowDown' : 'ArrowUp', { shiftKey: true }),
      );
      if (fresh && rows.length > 0 && there === undefined) turn(model, by);
      return changes;
    },
  },
  {
    name: 'press Enter or Space',
    when: listed,
    run: (model, real, at) => {
      const { active, rows } = real;
      const fresh = model.isFresh;
      if (rows.length === 0) return 0;
      real.press(at % 2 || model.dropdown ? 'Enter' : ' ');
      return fresh && active !== undefined ? count(model.toggle(active)) : 0;
    },
  },
  {
    name: 'press an arrow, Home or End',
    when: listed,
    run: (model, real, at) => {
      if (real.rows.length === 0) return;
      const key = pick(model.dropdown ? ['ArrowDown', 'ArrowUp'] : ['ArrowDown', 'ArrowUp', 'Home', 'End'], at);
      const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (by !== 0) leave(model, real, by);
      real.press(key);
    },
  },
  {
    name: 'press Page Down or Page Up',
    when: listed,
    run: (model, real, at) => {
      if (real.rows.length === 0) return;
      // As quick as a person can, or quicker.
      for (let times = 0; times <= at % 4; times++) {
        turn(model, at % 3 ? 1 : -1);
        real.press(at % 3 ? 'PageDown' : 'PageUp');
      }
    },
  },
  {
    name: 'press the button of the next or previous page',
    when: listed,
    run: (model, real, at) => {
      const by = at % 3 ? 1 : -1;
      if (findAll(real.picker, '.pager').length === 0) return;
      const button = real.button(by > 0 ? 'Next page' : 'Previous page');
      expect(button !== undefined, 'there is a page to turn to').to.equal(model.pageAt(by) !== undefined);
      if (!button) return;
      turn(model, by);
      real.click(button);
    },
  },
  {
    name: 'press the button to load anew',
    when: listed,
    run: (_, real) => {
      const button = real.button('Reload');
      if (button) real.click(button);
    },
  },
  {
    name: 'press Control and A',
    when: (model) => listed(model) && model.multiple && !model.dropdown,
    run: (model, real) => {
      if (real.rows.length === 0) return 0;
      const fresh = model.isFresh;
      real.press('a', { ctrlKey: true });
      return fresh ? everything(model, real) : 0;
    },
  },
  {
    name: 'select all',
    when: (model) => listed(model) && model.multiple,
    run: (model, real) => {
      const button = real.button('Select all');
      if (!button) return 0;
      expect(model.isFresh, 'everything can be selected only of what is asked about').to.equal(true);
      real.click(button);
      return everything(model, real);
    },
  },
  {
    name: 'clear the choice',
    when: (model) => listed(model) && model.multiple && model.values.length > 1,
    run: (model, real) => {
      const button = findAll(real.picker, '.choice button').find((each) => each.textContent.trim() === 'Clear');
      if (!button) return 0;
      real.click(button);
      return count(model.choose([]));
    },
  },
  {
    name: 'remove a token',
    when: (model) => model.isUsable && model.multiple && model.dropdown && model.values.length > 0,
    run: (model, real, at) => {
      const tokens = findAll(real.picker, '.field .token button');
      const place = at % Math.max(1, Math.min(tokens.length, model.values.length));
      const token = tokens[place];
      if (!token) return 0;
      real.click(token);
      return count(model.choose(model.values.filter((_, position) => position !== place)));
    },
  },
  {
    name: 'press Backspace',
    when: (model) => model.isUsable && model.dropdown,
    run: (model, real) => {
      const takes = model.multiple && model.search === '' && model.values.length > 0;
      real.press('Backspace');
      real.press('Backspace', { repeat: true });
      return takes ? count(model.choose(model.values.slice(0, -1))) : 0;
    },
  },
  {
    name: 'type',
    when: (model) => model.isUsable,
    run: (model, real, at) => {
      const field = findAll(real.picker, '#search')[0];
      // With few images, or none, there is nothing to search.
      if (!(field instanceof HTMLInputElement)) return;
      field.focus();
      field.value = pick(searches, at);
      model.open = model.dropdown;
      model.ask({ search: field.value });
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
  },
  {
    name: 'open',
    when: (model) => model.isUsable && model.dropdown && !model.open,
    run: (model, real, at) => {
      model.open = true;
      if (at % 2) real.press('ArrowDown');
      else real.click(find(real.picker, '.field'));
    },
  },
  {
    name: 'leave the popup',
    when: (model) => model.isUsable && model.open,
    run: (model, real, at) => {
      model.close();
      if (at % 2) {
        // What lies over the list closes first.
        if (findAll(real.picker, '.panel').length > 0) real.press('Escape');
        real.press('Escape');
      } else
        real.picker.ownerDocument.body.dispatchEvent(
          new PointerEvent('pointerdown', { bubbles: true, composed: true }),
        );
    },
  },
  {
    name: 'filter',
    when: listed,
    run: (model, real, at) => {
      const filter = real.button('Filters', 'Filters,');
      if (!filter) return;
      if (findAll(real.picker, '.filters').length === 0) filter.click();
      const boxes = findAll(real.picker, '.filters [type=checkbox]').filter(
        (box): box is HTMLInputElement => box instanceof HTMLInputElement && wanted(model).includes(box.value),
      );
      const box = boxes[at % Math.max(1, boxes.length)];
      if (!box) return;
      const values = model.filters[model.filterId] ?? [];
      model.ask({
        filters: {
          ...model.filters,
          [model.filterId]: box.checked ? values.filter((value) => value !== box.value) : [...values, box.value],
        },
      });
      box.click();
    },
  },
  {
    name: 'sort by a heading',
    when: listed,
    run: (model, real) => {
      const heading = findAll(real.picker, '.columns button')[0];
      if (!heading) return;
      model.ask({ sort: model.sort === '' ? 'name:asc' : model.sort === 'name:asc' ? 'name:desc' : '' });
      real.click(heading);
    },
  },
  {
    name: 'try again',
    when: (model) => listed(model),
    run: (_, real) => {
      const button = real.button('Try again');
      if (button) real.click(button);
    },
  },
];

const wanted = (model: Model): readonly string[] =>
  model.filterId === 'status' ? ['ready', 'failed'] : ['windows', 'linux'];
/** Every match where all are known: in the cloud that lists everything at once, unless it is asked anew. Else those of the page. */
function everything(model: Model, real: Real): number {
  const before = model.values;
  const { values } = real.picker;
  const matches = model.matches.map(({ id }) => id).filter((id) => model.canBeChosen(id));
  const page = real.rows.filter((id): id is string => id !== undefined && model.canBeChosen(id));
  const added = values.filter((id) => !before.includes(id));
  expect(values.slice(0, before.length), 'what was chosen before stays').to.deep.equal(before);
  for (const id of added) expect(matches, 'a match').to.include(id);
  const known = model.world === 'zstack' && real.status === 'ready';
  for (const id of known ? matches : page) expect(values, 'selected').to.include(id);
  model.changed();
  return count(model.choose([...values]));
}
