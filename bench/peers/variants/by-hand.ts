import { PAGE, rowByHand } from '../../by-hand.js';
import { LABEL, make, searchIn, textsOf, visibleIn } from '../field.js';
import { offer } from '../page.js';

offer(async (ask) => {
  const search = make('input', { type: 'search', ariaLabel: LABEL });
  const list = make('div', { className: 'by-hand', role: 'listbox' });
  const next = make('button', { textContent: 'Next page' });
  const host = make('div');
  host.append(search, list, next);
  document.body.append(host);

  const find = searchIn(await ask());
  let found = find('');
  let page = 0;
  const draw = () => {
    list.innerHTML = found
      .slice(page * PAGE, (page + 1) * PAGE)
      .map(rowByHand)
      .join('');
  };
  search.addEventListener('input', () => {
    found = find(search.value);
    page = 0;
    draw();
  });
  next.addEventListener('click', () => {
    page++;
    draw();
  });
  draw();

  return {
    shown: () => textsOf(visibleIn(list, list.querySelectorAll('[role=option] > :first-child'))),
    searchField: () => search,
    turn: () => next.click(),
    remove: () => host.remove(),
  };
});
