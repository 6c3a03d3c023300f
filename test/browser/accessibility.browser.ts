import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { emulateMedia, executeServerCommand } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { colorRules } from '../support/axe-rules.js';
import { can, needs } from '../support/engine.js';
import {
  find,
  findAll,
  mount,
  newRun,
  openPanel,
  options,
  settled,
  unmount,
  type PickerTag,
  type Setup,
} from '../support/picker.js';
import { nowhere, unaddressed } from '../support/simulator.js';

declare global {
  interface Window {
    axe?: { getRules(): readonly { readonly ruleId: string }[] };
  }
}

interface Case {
  readonly state: string;
  readonly tag: PickerTag;
  readonly setup?: Setup;
  /** How the state is reached, where it is not the one that the cloud's first answer leads to. */
  readonly reach?: (picker: ImageField) => void | Promise<void>;
  /** How to know that it has been reached, where it is not the answer. */
  readonly reached?: (picker: ImageField) => boolean;
  /** What is open beside the images or in their place. */
  readonly panel?: 'filters' | 'details';
}

const isLoading = (picker: ImageField): boolean => picker.state.status === 'loading';

const cases: readonly Case[] = [
  {
    state: 'not configured',
    tag: 'workspace-images',
    setup: { properties: unaddressed },
    reached: () => true,
  },
  { state: 'loading', tag: 'image-picker', setup: { options: { fail: 'hang' } }, reached: isLoading },
  { state: 'ready', tag: 'flexcloud-images', setup: { attributes: { hint: 'What it starts from', required: '' } } },
  {
    state: 'one chosen, sorted',
    tag: 'vm-image-candidates',
    setup: { options: { size: 45 }, attributes: { sort: 'name:desc' } },
    reach: (picker) => {
      picker.value = picker.images[1]?.id ?? '';
    },
  },
  {
    state: 'several chosen, one of them gone',
    tag: 'cloud-phone-images',
    setup: { attributes: { multiple: '', required: '', values: '["never-there"]' } },
    reach: (picker) => {
      picker.values = [...picker.values, ...picker.images.slice(0, 3).map(({ id }) => id)];
      picker.reportValidity();
    },
  },
  {
    state: 'a filter in force',
    tag: 'vm-image-candidates',
    setup: { options: { size: 100 }, attributes: { filters: '{"status":"ready"}' } },
  },
  { state: 'empty', tag: 'workspace-images', setup: { options: { size: 0 } } },
  {
    state: 'no match',
    tag: 'workspace-images',
    setup: { attributes: { filters: '{"os":["windows","mac"]}', search: 'zzz' } },
  },
  { state: 'signed out', tag: 'workspace-images', setup: { options: { fail: '401' } } },
  { state: 'throttled', tag: 'vm-image-candidates', setup: { options: { fail: '429', 'retry-after': 60 } } },
  { state: 'an error in full', tag: 'vm-image-candidates', setup: { options: { fail: 'business' } } },
  { state: 'unreachable', tag: 'workspace-images', setup: { properties: nowhere } },
  {
    state: 'a reload that failed',
    tag: 'workspace-images',
    setup: { options: { 'expire-after': 1 } },
    reach: async (picker) => {
      picker.reload();
      await picker.updateComplete;
    },
  },
  {
    state: 'part of the catalogue',
    tag: 'workspace-images',
    setup: { options: { size: 400, fail: '500', pages: '2', 'bad-rows': 2 }, attributes: { search: 'win' } },
  },
  {
    state: 'searching',
    tag: 'workspace-images',
    setup: { options: { size: 400, fail: 'hang', pages: '3' }, attributes: { search: 'win' } },
    reached: (picker) => isLoading(picker) && picker.images.length > 0,
  },
  {
    state: 'disabled',
    tag: 'flexcloud-images',
    setup: { attributes: { disabled: '', multiple: '', values: '["a"]' } },
  },
  {
    state: 'limits',
    tag: 'vm-image-candidates',
    setup: {
      options: { size: 30 },
      properties: { selectable: ({ id }) => id < '8' || 'Not for this project' },
    },
  },
  {
    state: 'the filters',
    tag: 'vm-image-candidates',
    setup: {
      options: { size: 100 },
      attributes: { filters: '{"format":["qcow2"]}' },
      properties: { availableDisk: 50 },
    },
    panel: 'filters',
  },
  {
    state: 'details of a failure',
    tag: 'image-copies',
    setup: { options: { size: 100 }, attributes: { filters: '{"status":"failed"}' } },
    panel: 'details',
  },
];

/** Opens the filters or the details, and everything that is folded in there. */
async function unfold(picker: ImageField, panel: 'filters' | 'details'): Promise<void> {
  await openPanel(picker, panel);
  for (const details of findAll(picker, 'details')) details.toggleAttribute('open', true);
}

async function arrive(state: Case, attributes: Record<string, string>, parent: Element): Promise<ImageField> {
  const { tag, setup = {}, reach, reached, panel } = state;
  const picker = mount(tag, {
    ...setup,
    options: { run: newRun('axe'), ...setup.options },
    // More rows would only be more of the same to axe.
    attributes: { label: state.state, 'page-size': '4', ...setup.attributes, ...attributes },
    properties: { timeout: 30, ...setup.properties },
    parent,
  });
  await picker.updateComplete;
  if (reached) await waitUntil(() => reached(picker), `${state.state} is reached`);
  else await settled(picker);
  await reach?.(picker);
  if (reach) await settled(picker);
  if (panel && attributes['appearance'] !== 'dropdown') await unfold(picker, panel);
  await picker.updateComplete;
  return picker;
}

/** Every rule in light, which comes first and loads axe, and elsewhere those of colours. */
async function expectAccessible(element: Element, look: string, message = look): Promise<void> {
  const rules = look === 'light' ? [] : (window.axe?.getRules().map(({ ruleId }) => ruleId) ?? []);
  const ignoredRules = rules.filter((rule) => !colorRules.includes(rule));
  await expect(element, message).to.be.accessible({ ignoredRules });
}

const looks = {
  light: () => emulateMedia({ colorScheme: 'light' }),
  dark: () => emulateMedia({ colorScheme: 'dark' }),
  'forced colours': async () => {
    // The system's dark colours are not what axe would read.
    await emulateMedia({ colorScheme: 'light' });
    await executeServerCommand('forced-colors', 'active');
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
  },
};

async function undoLooks(): Promise<void> {
  if (!can('emulateMedia')) return;
  await executeServerCommand('forced-colors', 'none');
  await emulateMedia({ colorScheme: 'light' });
}

describe('axe finds nothing to object to', () => {
  let page: HTMLElement;
  beforeEach(() => {
    page = document.createElement('main');
    Object.assign(page.style, { colorScheme: 'light dark', background: 'Canvas', color: 'CanvasText' });
    document.body.append(page);
  });
  afterEach(async () => {
    page.remove();
    unmount();
    await undoLooks();
  });

  for (const [dir, lang] of [
    ['ltr', 'en'],
    ['rtl', 'ar'],
  ] as const) {
    for (const appearance of ['list', 'cards']) {
      it(
        `in the states of ${appearance}, ${dir}`,
        needs('emulateMedia', async () => {
          Object.assign(page, { dir, lang });
          await Promise.all(cases.map((state) => arrive(state, { appearance }, page)));
          for (const [look, take] of Object.entries(looks)) {
            await take();
            await expectAccessible(page, look);
          }
        }),
      ).timeout(240_000);
    }

    it(
      `in the states of an open dropdown, ${dir}`,
      needs('emulateMedia', async () => {
        Object.assign(page, { dir, lang });
        const pickers = await Promise.all(
          cases.map(async (state) => ({ state, picker: await arrive(state, { appearance: 'dropdown' }, page) })),
        );
        for (const [look, take] of Object.entries(looks)) {
          await take();
          for (const { state, picker } of pickers) {
            find(picker, '#field').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
            await picker.updateComplete;
            if (state.panel) await unfold(picker, state.panel);
            expect(picker.matches(':state(open)'), state.state).to.equal(state.state !== 'disabled');
            await expectAccessible(picker, look, `${state.state}, ${look}`);
          }
        }
      }),
    ).timeout(240_000);
  }

  it('and these are the states that they are called', async () => {
    for (const state of cases) {
      const picker = await arrive(state, {}, page);
      const { status } = picker.state;
      const count = options(picker).length;
      const seen = `${state.state}: ${status}${count > 0 ? ', with images' : ''}`;
      expect([
        'not configured: unconfigured',
        'loading: loading',
        'empty: ready',
        'no match: ready',
        'signed out: error',
        'throttled: error',
        'an error in full: error',
        'unreachable: error',
        'a reload that failed: error, with images',
        'searching: loading, with images',
        ...cases.map((other) => `${other.state}: ready, with images`),
      ]).to.include(seen);
    }
  });
});
