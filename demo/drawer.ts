import { find } from './elements.js';

/** From this width, the page makes room for the drawer. Below it, the drawer covers the page. */
const roomy = matchMedia('(min-width: 60rem)');

/**
 * Lets the user open and close the drawer, by pointer and keyboard.
 *
 * @param changed - called when the user has opened or closed it
 * @returns a function that opens or closes it
 */
export function connectDrawer(changed: (open: boolean) => void): (open: boolean) => void {
  const drawer = find(document, '#simulation', HTMLDialogElement);
  const button = find(document, '#open-simulation', HTMLButtonElement);

  const show = (open: boolean): void => {
    if (open && !drawer.open) {
      // Beside the page, the drawer and the page can be used; over it, only the drawer.
      if (roomy.matches) drawer.show();
      else drawer.showModal();
    } else if (!open) drawer.close();
    button.setAttribute('aria-expanded', String(drawer.open));
  };
  const toggle = (): void => {
    show(!drawer.open);
    changed(drawer.open);
  };

  button.addEventListener('click', toggle);
  find(drawer, '#close-simulation', HTMLButtonElement).addEventListener('click', toggle);
  drawer.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    toggle();
  });
  // A modal dialog can be cancelled without a key, for example by the back gesture of a phone.
  drawer.addEventListener('cancel', (event) => {
    event.preventDefault();
    toggle();
  });
  return show;
}
