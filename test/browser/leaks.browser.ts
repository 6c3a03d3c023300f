import { aTimeout, expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait.js';
import { executeServerCommand } from '@web/test-runner-commands';
import type { ImageField } from '../../src/components/image-field.js';
import { needs } from '../support/engine.js';
import { find, mount, newRun, options, tags, unmount } from '../support/picker.js';
import { address, proxied, requests } from '../support/simulator.js';

/** What the page holds, once what nobody can reach any more has been freed. */
interface Held {
  readonly nodes: number;
  readonly listeners: number;
}

const ROUNDS = 10;
/** By then everything that is made once and kept has been made: style sheets, templates, formats. */
const WARM = 3;
/** Long enough for a timer that runs out after its picker has gone. */
const patience = { timeout: 10_000, interval: 100 };

const held = (): Promise<Held> => executeServerCommand<Held, undefined>('memory');

/** Adds and removes pickers ten times, and expects that nothing is left of any of them. */
async function leavesNothing(round: () => Promise<readonly Element[]>): Promise<void> {
  const removed: WeakRef<Element>[] = [];
  let now = await held();
  const left = () => removed.filter((element) => element.deref() !== undefined).length;
  // When it takes too long, it is the figures that say so.
  const until = (done: () => boolean) =>
    waitUntil(async () => ((now = await held()), done()), undefined, patience).catch(() => undefined);
  const freed = () => left() === 0;

  const repeat = async (times: number) => {
    for (let count = 0; count < times; count++) {
      for (const element of await round()) removed.push(new WeakRef(element));
    }
  };

  await repeat(WARM);
  await until(freed);
  expect(left(), `pickers left of ${removed.length}`).to.equal(0);
  const warm = now;

  await repeat(ROUNDS - WARM);
  await until(() => freed() && now.nodes <= warm.nodes && now.listeners <= warm.listeners);
  expect(left(), `pickers left of ${removed.length}`).to.equal(0);
  expect(now.nodes, 'nodes').to.be.at.most(warm.nodes);
  expect(now.listeners, 'listeners').to.be.at.most(warm.listeners);
}

/** Not by `waitUntil`: what that looks at, it holds until its time is up. */
async function answered(picker: ImageField): Promise<void> {
  await picker.updateComplete;
  // Nor by frames, of which a page that is behind gets one a second.
  while (picker.state.status === 'loading') await aTimeout(5);
  expect(picker.state.status).to.equal('ready');
  await picker.updateComplete;
  expect(options(picker)).not.to.have.length(0);
}

async function searched(picker: ImageField): Promise<void> {
  picker.search = picker.images[0]?.name ?? '';
  await answered(picker);
}

async function openDetails(picker: ImageField): Promise<void> {
  find(picker, '.bar [aria-label=Details]').click();
  while (!picker.shadowRoot?.querySelector('.panel')) await aTimeout(5);
}

async function openPopup(picker: ImageField): Promise<void> {
  find(picker, '#field button[aria-controls=popup]').click();
  await picker.updateComplete;
  expect(find(picker, '#popup').matches(':popover-open')).to.equal(true);
}

describe('a picker that is taken away leaves no node, no listener and nothing of itself', function () {
  // Twice as long as what it waits for by itself.
  this.timeout(90_000);
  afterEach(unmount);

  for (const tag of tags) {
    it(
      `as a list, searched and with its details open: <${tag}>`,
      needs('memory', () =>
        leavesNothing(async () => {
          const picker = mount(tag, { options: { size: 60 } });
          await answered(picker);
          await searched(picker);
          await openDetails(picker);
          picker.value = picker.images[0]?.id ?? '';
          await picker.updateComplete;
          unmount();
          return [picker];
        }),
      ),
    );

    it(
      `as a dropdown, open, searched and with its details open: <${tag}>`,
      needs('memory', () =>
        leavesNothing(async () => {
          const picker = mount(tag, { attributes: { appearance: 'dropdown' }, options: { size: 60 } });
          await picker.updateComplete;
          await openPopup(picker);
          await answered(picker);
          await searched(picker);
          await openDetails(picker);
          unmount();
          return [picker];
        }),
      ),
    );
  }

  it(
    'while it is still loading',
    needs('memory', () =>
      leavesNothing(async () => {
        const asked = async (run: string) => (await requests(run)).length > 0;
        const [one, other] = [newRun(), newRun()];
        const list = mount('workspace-images', { options: { fail: 'hang', run: one } });
        const dropdown = mount('vm-image-candidates', {
          attributes: { appearance: 'dropdown' },
          options: { fail: 'hang', run: other },
        });
        await waitUntil(async () => (await asked(one)) && asked(other), 'both have asked');
        await openPopup(dropdown);
        unmount();
        return [list, dropdown];
      }),
    ),
  );

  it(
    'within an <image-provider> that stays',
    needs('memory', async () => {
      const source = document.createElement('image-provider');
      Object.assign(source, address('huawei-workspace'));
      document.body.append(source);
      await leavesNothing(async () => {
        const picker = document.createElement('workspace-images');
        // Behind the proxy, the portal has pinned it.
        if (!proxied) picker.setAttribute('project-id', 'p1');
        source.append(picker);
        await answered(picker);
        picker.remove();
        return [picker];
      });
      source.remove();
    }),
  );
});
