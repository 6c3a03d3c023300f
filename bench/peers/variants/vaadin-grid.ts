import { cellsOf, columns, type Row } from '../../by-hand.js';
import { HEIGHT, make, textsOf, visibleIn } from '../field.js';
import '../imports/vaadin-grid.js';
import { offer } from '../page.js';

offer(async (ask) => {
  const grid = document.createElement('vaadin-grid');
  grid.style.blockSize = HEIGHT;
  const name = make('vaadin-grid-filter-column', { path: 'name', header: 'Name', flexGrow: 3 });
  const others = columns.map((header, at) => {
    const column = make('vaadin-grid-column', { header });
    column.renderer = (root, _column, { item }) => (root.textContent = cellsOf(item as Row)[at] ?? '');
    return column;
  });
  grid.append(name, ...others);
  document.body.append(grid);
  grid.items = await ask();
  const table = () => grid.shadowRoot?.querySelector<HTMLElement>('#table');
  return {
    shown: () => {
      const body = grid.shadowRoot?.querySelector('#items');
      const list = table();
      if (!body || !list) return [];
      const slots = [...body.querySelectorAll('tr:not([hidden]) td:first-child slot')];
      const cells = slots.flatMap((slot) => (slot instanceof HTMLSlotElement ? slot.assignedElements() : []));
      return textsOf(visibleIn(list, cells));
    },
    searchField: () => {
      const field = grid.querySelector<HTMLElement>('vaadin-text-field input');
      if (!field) throw new Error('no filter');
      return field;
    },
    turn: () => {
      const list = table();
      if (list) list.scrollTop += list.clientHeight;
    },
    remove: () => grid.remove(),
  };
});
