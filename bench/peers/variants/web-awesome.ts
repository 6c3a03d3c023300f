import { LABEL, make, textsOf, visibleIn } from '../field.js';
import '../imports/web-awesome.js';
import { offer } from '../page.js';

const FIRST = 12;

offer(async (ask) => {
  const select = make('wa-select', { label: LABEL });
  document.body.append(select);
  select.append(...(await ask()).map(({ uuid, name }) => make('wa-option', { value: uuid, textContent: name })));
  return {
    shown: () =>
      select.open ? textsOf(visibleIn(document.documentElement, [...select.children].slice(0, FIRST))) : [],
    open: async () => {
      // One that is opened before its first rendering is never let go of, even when it has been closed.
      await select.updateComplete;
      await select.show();
    },
    close: () => select.hide(),
    opener: () => select.combobox,
    remove: () => select.remove(),
  };
});
