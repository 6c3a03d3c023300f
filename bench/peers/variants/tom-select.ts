import { LABEL, make, textsOf, visibleIn } from '../field.js';
import { TomSelect } from '../imports/tom-select.js';
import { offer } from '../page.js';

offer(async (ask) => {
  const host = make('div');
  const select = make('select', { ariaLabel: LABEL });
  // Without an empty one it would take the first image by itself.
  select.append(new Option('', ''));
  host.append(select);
  document.body.append(host);
  const field = new TomSelect(select, {
    options: await ask(),
    valueField: 'uuid',
    labelField: 'name',
    searchField: ['name', 'uuid', 'platform', 'guestOsType', 'architecture', 'format'],
  });
  return {
    shown: () => (field.isOpen ? textsOf(visibleIn(field.dropdown_content, field.dropdown_content.children)) : []),
    open: () => field.open(),
    close: () => field.close(),
    opener: () => field.control,
    searchField: () => field.control_input,
    remove: () => {
      field.destroy();
      host.remove();
    },
  };
});
