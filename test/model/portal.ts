import { judges, places, type Model } from './model.js';
import { pick, searches, type Step } from './step.js';
import { addresses, type Address } from './world.js';

/** An id of the list, or one that is in no list. */
const someId = (model: Model, at: number): string => (at % 7 === 0 ? 'ghost' : (model.images[at % 50]?.id ?? 'ghost'));

const sorts = ['', 'name:asc', 'name:desc'];
const sizes = [5, 20, 50];
const ofWorld = ({ filterId }: Model): readonly string[] =>
  filterId === 'status' ? ['ready', 'failed'] : ['windows', 'linux'];

/** By property or by attribute, as frameworks do. */
const boolean = (property: 'required' | 'disabled' | 'multiple'): Step => ({
  name: `set or remove ${property}`,
  run: (model, { picker }, at) => {
    const on = at % 3 > 0;
    model[property] = on;
    if (property === 'disabled' && model.isDisabled) model.close();
    if (at % 2) picker[property] = on;
    else picker.toggleAttribute(property, on);
    // What a range goes by is another thing then.
    if (property === 'multiple') model.changed();
  },
});

/** What a portal does: every property and attribute, set and removed. */
export const portal: readonly Step[] = [
  boolean('required'),
  boolean('disabled'),
  boolean('multiple'),
  {
    name: 'set the value',
    run: (model, { picker }, at) => {
      const id = pick(['', 'some'], at) && someId(model, at);
      model.set = id === '' ? [] : [id];
      picker.value = id;
    },
  },
  {
    name: 'set the values',
    run: (model, { picker }, at) => {
      const ids = Array.from({ length: at % 5 }, (_, step) => someId(model, at + step * 3));
      model.set = [...new Set(ids)];
      picker.values = ids;
    },
  },
  {
    name: 'set the values to what they are',
    run: (model, { picker }) => {
      model.set = model.values;
      picker.values = [...picker.values];
    },
  },
  {
    name: 'set or remove the default value',
    run: (model, { picker }, at) => {
      model.defaultValue = at % 3 ? someId(model, at) : '';
      if (model.defaultValue === '') picker.removeAttribute('value');
      else if (at % 2) picker.defaultValue = model.defaultValue;
      else picker.setAttribute('value', model.defaultValue);
    },
  },
  {
    name: 'set or remove the default values',
    run: (model, { picker }, at) => {
      const ids = at % 3 ? [someId(model, at), someId(model, at + 2)] : [];
      model.defaultValues = [...new Set(ids)];
      if (at % 2) picker.defaultValues = ids;
      else if (ids.length > 0) picker.setAttribute('values', JSON.stringify(ids));
      else picker.defaultValues = null;
    },
  },
  {
    name: 'name it',
    run: (model, { picker }, at) => {
      model.name = at % 4 ? `image-${at % 3}` : '';
      if (model.name === '') picker.removeAttribute('name');
      else picker.name = model.name;
    },
  },
  {
    name: 'make it invalid or valid',
    run: (model, { picker }, at) => {
      model.custom = at % 2 ? 'Not this one' : '';
      picker.setCustomValidity(model.custom);
    },
  },
  {
    name: 'disable or enable its fieldset',
    run: (model, real, at) => {
      model.fieldset = at % 2 > 0;
      if (model.isDisabled) model.close();
      real.fieldset.disabled = model.fieldset;
    },
  },
  {
    name: 'search, or search no more',
    run: (model, { picker }, at) => {
      const search = pick(searches, at);
      model.ask({ search });
      if (search === '' && at % 2) picker.removeAttribute('search');
      picker.search = search === '' ? null : search;
    },
  },
  {
    name: 'filter, or filter no more',
    run: (model, { picker }, at) => {
      const value = ['', ...ofWorld(model)][at % 3] ?? '';
      const filters = value === '' ? {} : { [model.filterId]: [value] };
      model.ask({ filters });
      if (at % 2) picker.filters = value === '' ? null : filters;
      else picker.setAttribute('filters', JSON.stringify(filters));
      picker.filters = filters;
    },
  },
  {
    name: 'sort, or sort no more',
    run: (model, { picker }, at) => {
      const sort = pick(sorts, at);
      model.ask({ sort });
      picker.sort = sort;
    },
  },
  {
    name: 'set or remove the page size',
    run: (model, { picker }, at) => {
      const size = at % 4 ? pick(sizes, at) : 20;
      model.ask({ pageSize: size });
      picker.pageSize = size;
    },
  },
  {
    name: 'make it a dropdown or a list',
    run: (model, { picker }, at) => {
      const dropdown = at % 2 > 0;
      if (dropdown !== model.dropdown) model.close();
      model.dropdown = dropdown;
      if (at % 3) picker.appearance = dropdown ? 'dropdown' : 'list';
      else if (dropdown) picker.setAttribute('appearance', 'dropdown');
      else picker.removeAttribute('appearance');
    },
  },
  {
    name: 'judge the images',
    run: (model, real, at) => {
      model.judge = pick(Object.keys(judges) as (keyof typeof judges)[], at);
      real.judge(model.judge);
    },
  },
  {
    name: 'limit the disk, or limit it no more',
    run: (model, { picker }, at) => {
      model.disk = at % 3 ? pick([50, 90], at) : undefined;
      if (at % 2) picker.availableDisk = model.disk;
      else if (model.disk === undefined) picker.removeAttribute('available-disk');
      else picker.setAttribute('available-disk', String(model.disk));
    },
  },
  {
    name: 'call it otherwise',
    run: (_, { picker }, at) => {
      for (const name of ['label', 'hint', 'density']) {
        if (at % 2) picker.setAttribute(name, `${name} ${at}`);
        else picker.removeAttribute(name);
      }
    },
  },
  {
    name: 'set or remove what changes nothing',
    run: (_, { picker }, at) => {
      picker.poll = at % 2 ? 600 : null;
      picker.availableMemory = at % 3 ? 1024 ** 3 : null;
      if (at % 5) picker.walkLimit = 1000 + at;
      else picker.removeAttribute('walk-limit');
    },
  },
  {
    name: 'set or remove the timeout',
    run: (model, { picker }, at) => {
      const timeout = at % 2 ? 9 : undefined;
      if (timeout !== model.timeout) model.another();
      picker.timeout = model.timeout = timeout;
    },
  },
  {
    name: 'give ids names, or none',
    run: (model, { picker }, at) => {
      model.labelled = at % 2 > 0;
      picker.idLabels = model.labelled ? { 'is in no list': 'Nowhere' } : null;
      model.changed();
    },
  },
  {
    name: 'take away or give back what it needs to ask',
    run: (model, real, at) => {
      const configured = at % 3 > 0;
      if (configured !== model.configured) model.another();
      model.configured = configured;
      real.configure(configured);
    },
  },
  {
    name: 'reset the form',
    when: ({ place }) => place !== 'bare' && place !== 'nowhere',
    run: (model, { form }) => {
      model.set = undefined;
      form?.reset();
    },
  },
  {
    name: 'load anew',
    run: (_, { picker }) => {
      picker.reload();
    },
  },
  {
    name: 'put it somewhere else, or nowhere',
    moves: true,
    run: (model, real, at) => {
      const place = pick(places, at);
      model.move(place);
      real.move(place);
      // What has not been said by then is forgotten.
      if (place === 'nowhere') model.told = real.told;
    },
  },
  {
    name: 'ask another address',
    run: (model, real, at) => {
      const address = pick(Object.keys(addresses) as Address[], at);
      model.go(address);
      real.go(address);
    },
  },
];
