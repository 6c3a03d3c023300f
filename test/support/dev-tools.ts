import type { TestRunnerPlugin } from '@web/test-runner';
import { ChromeLauncher } from '@web/test-runner-chrome';

type Page = ReturnType<ChromeLauncher['getPage']>;
type Session = Awaited<ReturnType<Page['createCDPSession']>>;

const commands = ['forced-colors', 'accessibility-tree', 'memory', 'compose'];

async function memory(devTools: Session): Promise<{ nodes: number; listeners: number; heap: number }> {
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('Performance.enable');
  const { metrics } = await devTools.send('Performance.getMetrics');
  const count = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { nodes: count('Nodes'), listeners: count('JSEventListeners'), heap: count('JSHeapUsedSize') };
}

/**
 * What Chromium's developer tools can do for a test, and the test runner's own commands cannot:
 *
 * - `forced-colors`, with the payload `'active'` or `'none'`: whether the page's colours are the system's
 * - `accessibility-tree`: the whole tree, within listboxes too, as `Accessibility.getFullAXTree` gives it
 * - `memory`: how many `nodes`, event `listeners` and bytes of `heap` the page has, once what nobody can reach any more has been freed
 * - `compose`, with the letters so far as its payload: composes a word in what has the focus, as an input method does
 */
export function devToolsPlugin(): TestRunnerPlugin {
  // What a session has asked for holds until it asks for something else, or ends.
  const sessions = new WeakMap<Page, Promise<Session>>();
  const sessionOf = (page: Page): Promise<Session> => {
    const session = sessions.get(page) ?? page.createCDPSession();
    sessions.set(page, session);
    return session;
  };
  return {
    name: 'dev-tools-commands',
    async executeCommand({ command, payload, session: { browser, id } }) {
      if (!commands.includes(command)) return undefined;
      if (!(browser instanceof ChromeLauncher)) throw new Error(`${browser.name} has no such developer tools`);
      const devTools = await sessionOf(browser.getPage(id));
      if (command === 'accessibility-tree') return devTools.send('Accessibility.getFullAXTree');
      if (command === 'memory') return memory(devTools);
      if (command === 'compose') {
        const text = String(payload);
        await devTools.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
        return true;
      }
      const features = payload === 'active' ? [{ name: 'forced-colors', value: 'active' }] : [];
      await devTools.send('Emulation.setEmulatedMedia', { features });
      return true;
    },
  };
}
