import '../../src/register/vm-image-candidates.js';
import { PAGE } from '../by-hand.js';
import { LABEL, make, textsOf, visibleIn, type Field } from './field.js';
import { CLOUD } from './page.js';

/** The picker of this package, which asks the cloud by itself. */
export function mountPicker(appearance: 'list' | 'dropdown'): Field {
  const picker = make('vm-image-candidates', {
    appearance,
    vmInstanceUuid: '1',
    endpoint: CLOUD,
    credentials: 'session',
    pageSize: PAGE,
    label: LABEL,
  });
  document.body.append(picker);
  const find = (selector: string): HTMLElement => {
    const found = picker.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  const shown = () => {
    const list = picker.shadowRoot?.querySelector('#listbox');
    return list ? textsOf(visibleIn(find('.results'), list.querySelectorAll('[role=option] .name'))) : [];
  };
  const toggle = () => find('#field [aria-controls=popup]:not(input)').click();
  return {
    shown,
    ...(appearance === 'dropdown' && {
      open: async () => {
        await picker.updateComplete;
        toggle();
      },
      close: toggle,
      opener: () => find('#search'),
    }),
    searchField: () => find('#search'),
    turn: () => {
      if (appearance === 'list') find('[part~=pager] [aria-label="Next page"]').click();
      else find('.results').scrollTop += find('.results').clientHeight;
    },
    remove: () => picker.remove(),
  };
}
