import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { sendKeys } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { needs } from '../support/engine.js';
import { press } from '../support/keys.js';
import {
  button,
  chosen,
  find,
  findAll,
  mount,
  names,
  newRun,
  openPanel,
  options,
  ready,
  search,
  settled,
  tags,
  text,
  unmount,
  shownOf,
} from '../support/picker.js';

/** What has the focus within the picker; `undefined` where it has been lost. */
const focused = (picker: ImageField): Element | undefined =>
  document.activeElement === picker ? (picker.shadowRoot?.activeElement ?? undefined) : undefined;

/** What a screen reader would call what has the focus. */
function focusedName(picker: ImageField): string {
  const element = focused(picker);
  if (!element) return document.activeElement?.tagName.toLowerCase() ?? '';
  if (element.role === 'listbox') return 'the images';
  const label = element.getAttribute('aria-label') ?? element.closest('label')?.firstChild?.parentElement?.textContent;
  const words = element instanceof HTMLSelectElement ? label?.replace(element.textContent, '') : label;
  return (words ?? element.textContent).replace(/\s+/g, ' ').trim();
}

async function tabTo(picker: ImageField, name: string): Promise<void> {
  for (let steps = 0; focusedName(picker) !== name; steps++) {
    if (steps > 40) throw new Error(`“${name}” cannot be reached by Tab, only “${focusedName(picker)}”`);
    await press('Tab');
  }
}

async function keys(picker: ImageField, ...combinations: string[]): Promise<void> {
  await press(...combinations);
  await settled(picker);
}

const active = (picker: ImageField): string | undefined => {
  const id = focused(picker)?.getAttribute('aria-activedescendant') ?? '';
  const position = options(picker).findIndex((option) => option.id === id);
  return picker.images[position]?.id;
};

const ids = (picker: ImageField): string[] => picker.images.map(({ id }) => id);

const said = (picker: ImageField): string => find(picker, '[role=status]').textContent;

const says = (picker: ImageField, words: string): Promise<void> =>
  waitUntil(() => said(picker).includes(words), `“${words}” is said`);

/** Where the keyboard comes from, and where it goes to: out of the page it would be lost to the browser’s own controls. */
function startBefore(picker: ImageField): void {
  const [before, after] = ['Before', 'After'].map((name) => {
    const button = document.createElement('button');
    button.textContent = name;
    return button;
  });
  picker.before(before ?? '');
  picker.after(after ?? '');
  before?.focus();
}

describe('without a mouse', () => {
  afterEach(unmount);

  for (const tag of tags) {
    it(`one image is searched for and chosen: <${tag}>`, async () => {
      const picker = await ready(tag, { options: { size: 45 }, attributes: { required: '' } });
      const wanted = picker.images[3];
      startBefore(picker);
      await press('Tab');
      expect(focusedName(picker)).to.equal('Search images');
      await sendKeys({ type: wanted?.id ?? '' });
      await settled(picker);
      await waitUntil(() => picker.total === 1);
      await tabTo(picker, 'the images');
      await keys(picker, 'Enter');
      expect(picker.value).to.equal(wanted?.id);
      expect(picker.form?.checkValidity()).to.equal(true);
      // Nothing has been closed or lost: the next Tab goes on from here.
      expect(focusedName(picker)).to.equal('the images');
    });

    it(`several are chosen, seen and taken back: <${tag}>`, async () => {
      const picker = await ready(tag, { options: { size: 8 }, attributes: { multiple: '' } });
      startBefore(picker);
      await tabTo(picker, 'the images');
      await keys(picker, ' ', 'ArrowDown', 'ArrowDown', ' ', 'Shift+ArrowDown');
      const [first, , third, fourth] = picker.images;
      expect(picker.values).to.deep.equal([first?.id, third?.id, fourth?.id]);
      expect(chosen(picker)).to.have.length(3);
      await says(picker, '3 selected');
      // What is chosen can be looked at by itself, wherever it is, and taken back.
      await tabTo(picker, '3 selected');
      await keys(picker, 'Enter');
      expect(ids(picker)).to.deep.equal([first?.id, third?.id, fourth?.id]);
      find(picker, '#listbox').focus();
      await keys(picker, 'Home', 'ArrowDown', ' ');
      expect(picker.values).to.deep.equal([first?.id, fourth?.id]);
      await tabTo(picker, '2 selected');
      await keys(picker, 'Enter');
      expect(options(picker)).to.have.length(8);
      expect(chosen(picker)).to.have.length(2);
      await tabTo(picker, 'Clear');
      await keys(picker, 'Enter');
      expect(picker.values).to.deep.equal([]);
      expect(focused(picker) !== undefined, 'the focus is not lost with the button').to.equal(true);
    });

    it(`a dropdown is opened, searched and left: <${tag}>`, async () => {
      const picker = await ready(tag, { options: { size: 45 }, attributes: { appearance: 'dropdown' } });
      startBefore(picker);
      await press('Tab');
      // It reads on at its end.
      await keys(picker, 'ArrowDown', ...Array.from({ length: 21 }, () => 'ArrowDown'));
      expect(picker.matches(':state(open)')).to.equal(true);
      expect(options(picker).length).to.be.least(40);
      const wanted = picker.images[21];
      expect(active(picker)).to.equal(wanted?.id);
      await keys(picker, 'Enter');
      expect(picker.value).to.equal(wanted?.id);
      expect(picker.matches(':state(open)')).to.equal(false);
      expect(focusedName(picker)).to.equal('Image');
    });

    it(`an error is left by trying again: <${tag}>`, async () => {
      const picker = await ready(tag, { options: { run: newRun(), fail: '500', times: 2 } });
      startBefore(picker);
      await tabTo(picker, 'Try again');
      await keys(picker, 'Enter');
      expect(picker.state.status).to.equal('error');
      expect(focused(picker) !== undefined, 'the focus after a retry that failed').to.equal(true);
      await tabTo(picker, 'Try again');
      await keys(picker, 'Enter');
      expect(options(picker)).to.have.length(shownOf(tag));
      expect(focused(picker) !== undefined, 'the focus after a retry that succeeded').to.equal(true);
    });
  }

  it('Tab goes through a picker as one reads it', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 45 },
      attributes: { filters: '{"status":"ready"}', 'page-size': '10' },
    });
    options(picker)[0]?.click();
    // So wide that there are headings.
    picker.style.inlineSize = '1000px';
    await picker.updateComplete;
    startBefore(picker);
    const visited: string[] = [];
    await press('Tab');
    for (; focused(picker) && visited.length < 40; await press('Tab')) visited.push(focusedName(picker));
    const name = picker.images[0]?.name ?? '';
    const headings = findAll(picker, '.columns button').map((heading) => heading.getAttribute('aria-label'));
    expect(headings).to.have.length.greaterThan(3);
    expect(visited).to.deep.equal([
      'Search images',
      'All',
      'Filters, 1 active',
      'Remove filter Status: Ready',
      'Clear all',
      ...headings,
      'the images',
      name,
      'Details',
      'Clear',
      'Previous page',
      'Next page',
      'Reload',
    ]);
  });
});

describe('the keys of the list', () => {
  afterEach(unmount);

  async function inList(attributes: Record<string, string> = {}, size = 45): Promise<ImageField> {
    const picker = await ready('vm-image-candidates', { options: { size }, attributes });
    find(picker, '#listbox').focus();
    return picker;
  }

  it('Home, End and the arrows go through a page, and on to the next', async () => {
    const picker = await inList();
    const page = ids(picker);
    await keys(picker, 'End');
    expect(active(picker)).to.equal(page[19]);
    await keys(picker, 'ArrowDown');
    expect(page).not.to.include(active(picker));
    expect(active(picker)).to.equal(ids(picker)[0]);
    await keys(picker, 'ArrowUp');
    expect(active(picker)).to.equal(page[19]);
    await keys(picker, 'Home', 'ArrowUp');
    expect(active(picker), 'there is nothing before the first').to.equal(page[0]);
  });

  it('PageDown and PageUp turn pages, and stop at the ends', async () => {
    const picker = await inList();
    await keys(picker, 'PageDown');
    expect(text(picker)).to.contain('21–40 of 45');
    await keys(picker, 'PageDown');
    await keys(picker, 'PageDown');
    expect(text(picker)).to.contain('41–45 of 45');
    expect(active(picker)).to.equal(ids(picker)[4]);
    await says(picker, 'Page 3 of 3');
    await keys(picker, 'PageUp');
    await keys(picker, 'PageUp');
    await keys(picker, 'PageUp');
    expect(text(picker)).to.contain('1–20 of 45');
    expect(active(picker)).to.equal(ids(picker)[0]);
    expect(focusedName(picker)).to.equal('the images');
  });

  it('letters go to the next image whose name begins with them', async () => {
    const picker = await inList({ sort: 'name:asc' });
    const all = names(picker);
    const initial = all.at(-1)?.[0] ?? '';
    const withInitial = all.flatMap((name, at) => (name.toLowerCase().startsWith(initial.toLowerCase()) ? [at] : []));
    await keys(picker, initial);
    expect(active(picker)).to.equal(ids(picker)[withInitial[0] ?? -1]);
    await keys(picker, initial);
    expect(active(picker), 'the same letter again goes on').to.equal(
      ids(picker)[withInitial[1] ?? withInitial[0] ?? -1],
    );
    expect(picker.value, 'going there chooses nothing').to.equal('');
  });

  it('Shift and an arrow choose a range, which shrinks on the way back', async () => {
    const picker = await inList({ multiple: '' });
    const page = ids(picker);
    await keys(picker, 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    expect(picker.values).to.deep.equal(page.slice(1, 5));
    await keys(picker, 'Shift+ArrowUp');
    expect(picker.values).to.deep.equal(page.slice(1, 4));
  });

  it('Shift and Space choose from the last choice to here, and keep what was chosen before', async () => {
    const picker = await inList({ multiple: '' });
    const page = ids(picker);
    await keys(picker, ' ', 'ArrowDown', 'ArrowDown', ' ', 'ArrowDown', 'ArrowDown', 'Shift+ ');
    expect(new Set(picker.values)).to.deep.equal(new Set([page[0], page[2], page[3], page[4]]));
  });

  it('Control, Shift and Home or End choose everything from here', async () => {
    const picker = await inList({ multiple: '' });
    const page = ids(picker);
    await keys(picker, 'End', 'ArrowUp', 'Control+Shift+End');
    expect(picker.values).to.deep.equal(page.slice(18));
    await keys(picker, 'Control+Shift+Home');
    expect(new Set(picker.values)).to.deep.equal(new Set(page.slice(0, 19)));
  });

  it('Control and A choose what matches on every page, and the count is said', async () => {
    const picker = await inList({ multiple: '' });
    expect(text(picker)).to.contain('Select all 45');
    await keys(picker, 'Control+a');
    expect(picker.values).to.have.length(45);
    await says(picker, '45 selected');
    picker.values = [];
    await search(picker, 'win');
    expect(picker.total).to.be.lessThan(45);
    find(picker, '#listbox').focus();
    await keys(picker, 'Control+a');
    expect(picker.values).to.have.length(picker.total);
  });

  it('none of them chooses several where one is wanted', async () => {
    const picker = await inList();
    const page = ids(picker);
    await keys(picker, 'Control+a');
    expect(picker.values).to.deep.equal([]);
    await keys(picker, ' ', 'Shift+ArrowDown');
    expect(picker.values).to.have.length(1);
    await keys(picker, 'Home', 'Enter');
    expect(picker.values).to.deep.equal([page[0]]);
  });

  it('Escape is left to whatever the picker is in', async () => {
    const picker = await inList();
    const heard: boolean[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.defaultPrevented);
    document.addEventListener('keydown', listen);
    await press('Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).to.deep.equal([false]);
    expect(focusedName(picker)).to.equal('the images');
  });
});

describe('the focus is never lost', () => {
  afterEach(unmount);

  const onButton = async (picker: ImageField, name: string): Promise<void> => {
    button(picker, name).focus();
    await keys(picker, 'Enter');
  };

  it('at the last page, where the button that went there can do no more', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    await onButton(picker, 'Next page');
    await keys(picker, 'Enter');
    expect(text(picker)).to.contain('41–45 of 45');
    expect(focusedName(picker)).to.equal('Next page');
    await keys(picker, 'Enter');
    expect(text(picker)).to.contain('41–45 of 45');
    expect(focusedName(picker)).to.equal('Next page');
    await says(picker, 'Page 3 of 3');
  });

  it('when a filter is taken away by its chip, one by one or all at once', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 100 },
      attributes: { filters: '{"status":["ready","failed"],"os":"linux"}' },
    });
    const chips = () => findAll(picker, '.chip').map((chip) => chip.textContent.trim());
    expect(chips()).to.deep.equal(['Status: Ready', 'Status: Failed', 'System: Linux']);
    await onButton(picker, 'Remove filter Status: Ready');
    expect(chips()).to.deep.equal(['Status: Failed', 'System: Linux']);
    expect(focusedName(picker)).to.equal('Remove filter Status: Failed');
    await tabTo(picker, 'Clear all');
    await keys(picker, 'Enter');
    expect(chips()).to.deep.equal([]);
    expect(picker.total).to.equal(100);
    expect(focusedName(picker)).to.equal('Search images');
  });

  it('when a filter makes other filters go', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 100 } });
    await openPanel(picker, 'filters');
    const boxes = findAll(picker, '.groups [type=checkbox]').filter((box) => box.offsetWidth > 0);
    expect(boxes).to.have.length.greaterThan(5);
    for (const box of boxes) {
      box.focus();
      const name = focusedName(picker);
      await press(' ');
      await picker.updateComplete;
      await settled(picker);
      expect(focusedName(picker).replace(/\d+$/, '')).to.equal(name.replace(/\d+$/, ''));
      picker.filters = {};
      await picker.updateComplete;
      await settled(picker);
    }
  });

  it('when nothing matches any more, and what was searched for is cleared', async () => {
    const picker = await ready('vm-image-candidates');
    find(picker, '#listbox').focus();
    await search(picker, 'no image is called this');
    expect(focusedName(picker), 'the list has gone').to.equal('Search images');
    await says(picker, 'No images match.');
    await tabTo(picker, 'Clear search and filters');
    await keys(picker, 'Enter');
    expect(options(picker)).to.have.length(12);
    expect(focusedName(picker)).to.equal('Search images');
  });

  it('while it sorts, loads anew and changes the size of its pages', async () => {
    const picker = await ready('vm-image-candidates', { options: { size: 45 } });
    picker.style.inlineSize = '1000px';
    await waitUntil(() => button(picker, 'Sort by name').offsetWidth > 0, 'headings');
    await onButton(picker, 'Sort by name');
    expect(picker.sort).to.equal('name:asc');
    expect(focusedName(picker)).to.equal('Sort by name, ascending');
    await keys(picker, ' ');
    expect(focusedName(picker)).to.equal('Sort by name, descending');
    await onButton(picker, 'Reload');
    expect(focusedName(picker)).to.equal('Reload');
    find(picker, '#listbox').focus();
    picker.pageSize = 50;
    await picker.updateComplete;
    await settled(picker);
    expect(options(picker)).to.have.length(45);
    expect(focusedName(picker)).to.equal('the images');
  });

  it('when a search of the whole catalogue is stopped, or ends', async () => {
    const picker = mount('workspace-images', { options: { size: 3000, latency: 60 }, attributes: { search: 'win' } });
    await waitUntil(
      () => findAll(picker, 'button').some((element) => element.textContent.trim() === 'Stop'),
      'it searches',
      {
        timeout: 4000,
      },
    );
    await onButton(picker, 'Stop');
    expect(focusedName(picker)).to.be.oneOf(['Continue', 'the images']);
    await onButton(picker, 'Continue');
    await waitUntil(() => picker.state.status === 'ready' && !text(picker).includes('Stopped'), 'the search ends', {
      timeout: 6000,
    });
    expect(focusedName(picker)).to.equal('the images');
  });

  it(
    'when the list gives way to an error, and comes back',
    needs('credentials of its own', async () => {
      const picker = await ready('workspace-images', { options: { run: newRun(), 'expire-after': 1 } });
      find(picker, '#listbox').focus();
      await keys(picker, 'End');
      const last = active(picker);
      picker.reload();
      await picker.updateComplete;
      await settled(picker);
      expect(picker.state.status).to.equal('error');
      expect(active(picker), 'it is still where it was').to.equal(last);
      await says(picker, 'Your sign-in to the cloud has expired');
      picker.setAttribute('project-id', 'another');
      await picker.updateComplete;
      await settled(picker);
      expect(focusedName(picker)).to.equal('Search images');
    }),
  );

  it('in a dropdown, whatever in it had the focus when it closes', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 45 },
      attributes: { appearance: 'dropdown' },
    });
    picker.focus();
    await keys(picker, 'ArrowDown');
    for (const name of ['All', 'Filters', 'Details', 'Reload']) {
      await tabTo(picker, name);
      expect(picker.matches(':state(open)')).to.equal(true);
      await keys(picker, 'Escape');
      expect(picker.matches(':state(open)')).to.equal(false);
      expect(focusedName(picker)).to.equal('Image');
      await keys(picker, 'ArrowDown');
    }
  });

  it('in a dropdown for several, where a label leads to the field and not to the first token', async () => {
    const picker = await ready('vm-image-candidates', {
      attributes: { appearance: 'dropdown', multiple: '', id: 'field' },
    });
    const label = document.createElement('label');
    label.htmlFor = 'field';
    label.textContent = 'Start from';
    picker.before(label);
    picker.values = ids(picker).slice(0, 2);
    await picker.updateComplete;
    label.click();
    expect(focusedName(picker)).to.equal('Start from');
    picker.blur();
    picker.focus();
    expect(focusedName(picker)).to.equal('Start from');
  });

  it('in a dropdown for several, where everything that matches can be chosen and given up again', async () => {
    const picker = await ready('vm-image-candidates', {
      options: { size: 45 },
      attributes: { appearance: 'dropdown', multiple: '' },
    });
    let changes = 0;
    picker.addEventListener('change', () => changes++);
    picker.focus();
    await keys(picker, 'Backspace');
    expect(changes, 'nothing was there to take back').to.equal(0);
    await keys(picker, 'ArrowDown');
    await tabTo(picker, 'Select all 45');
    await keys(picker, 'Enter');
    expect(picker.values).to.have.length(45);
    await press('Shift+Tab');
    expect(focusedName(picker)).to.equal('Clear');
    await keys(picker, 'Enter');
    expect(picker.values).to.deep.equal([]);
    expect(focused(picker) !== undefined).to.equal(true);
  });
});
