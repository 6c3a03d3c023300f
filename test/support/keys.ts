import { waitUntil } from './wait.js';
import { sendKeys } from '@web/test-runner-commands';

/**
 * Presses keys one after the other, each alone or held down with others: `press('Tab', 'Shift+ArrowDown', ' ')`. Some drivers
 * are done before the page is: what the keys do, down to a button's click, has been done when this is.
 */
export async function press(...combinations: readonly string[]): Promise<void> {
  let held = 0;
  let released = 0;
  const count = () => released++;
  addEventListener('keyup', count, { capture: true });
  for (const combination of combinations) {
    const modifiers = combination.split('+');
    const key = modifiers.pop() ?? '';
    held += modifiers.length + 1;
    for (const down of modifiers) await sendKeys({ down });
    await sendKeys({ press: key });
    for (const up of modifiers.reverse()) await sendKeys({ up });
  }
  await waitUntil(() => released >= held, 'the keys are released', { interval: 5 });
  removeEventListener('keyup', count, { capture: true });
}
