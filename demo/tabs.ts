/** The tab that a key leads to, as in the ARIA Authoring Practices; `undefined` for other keys. */
function destination(key: string, from: number, count: number, backwards: boolean): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowLeft':
      return (from + ((key === 'ArrowRight') === backwards ? count - 1 : 1)) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * Adds the behaviour of tabs: one tab stop, arrow keys between the tabs, and selection that follows the focus.
 *
 * @param changed - called with the tab that the user has selected
 * @returns a function that shows a tab by its position
 */
export function connectTabs(
  tabList: HTMLElement,
  tabs: readonly HTMLElement[],
  changed: (position: number) => void,
): (position: number) => void {
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => changed(at));
    tab.addEventListener('keydown', (event) => {
      const to = destination(event.key, at, tabs.length, tabList.matches(':dir(rtl)'));
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      changed(to);
      tabs[to]?.focus();
    });
  }
  return (position) => {
    for (const [at, tab] of tabs.entries()) {
      const selected = at === position;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      // Only sideways, because the page itself must not jump.
      if (selected) tabList.scrollTo({ left: tab.offsetLeft - (tabList.clientWidth - tab.offsetWidth) / 2 });
    }
  };
}
