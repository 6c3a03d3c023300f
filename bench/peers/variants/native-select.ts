import { LABEL, make } from '../field.js';
import { offer } from '../page.js';

offer(async (ask) => {
  const select = make('select', { ariaLabel: LABEL });
  document.body.append(select);
  select.append(...(await ask()).map(({ uuid, name }) => new Option(name, uuid)));
  return {
    // Its popup is no part of the page: nothing in it can be seen from here. The first image stands in the field.
    shown: () => (select.options.length > 0 ? [select.options[0]?.text ?? ''] : []),
    remove: () => select.remove(),
  };
});
