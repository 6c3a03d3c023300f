import { LABEL, make, textsOf, visibleIn } from '../field.js';
import '../imports/vaadin-combo-box.js';
import { offer } from '../page.js';

offer(async (ask) => {
  const box = make('vaadin-combo-box', { label: LABEL, itemLabelPath: 'name', itemValuePath: 'uuid' });
  box.style.inlineSize = '40rem';
  document.body.append(box);
  box.items = await ask();
  const scroller = () => box.querySelector('vaadin-combo-box-scroller');
  return {
    shown: () => {
      const list = box.opened ? scroller() : null;
      return list ? textsOf(visibleIn(list, list.querySelectorAll('vaadin-combo-box-item'))) : [];
    },
    open: () => box.open(),
    close: () => box.close(),
    opener: () => box.inputElement,
    searchField: () => box.inputElement,
    turn: () => {
      const list = scroller();
      if (list) list.scrollTop += list.clientHeight;
    },
    remove: () => box.remove(),
  };
});
