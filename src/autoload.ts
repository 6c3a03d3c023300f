/** How to load each element. */
const modules = new Map<string, () => Promise<unknown>>([
  ['image-picker', () => import('./register/image-picker.js')],
  ['image-provider', () => import('./register/image-provider.js')],
  ['image-copies', () => import('./register/image-copies.js')],
  ['vm-image-candidates', () => import('./register/vm-image-candidates.js')],
  ['workspace-images', () => import('./register/workspace-images.js')],
  ['flexcloud-images', () => import('./register/flexcloud-images.js')],
  ['cloud-phone-images', () => import('./register/cloud-phone-images.js')],
  ['glance-images', () => import('./register/glance-images.js')],
]);

const loading = new Map<string, Promise<void>>();

/** Loads one element. If that fails, it logs an error, and the next call tries again. */
function loadElement(tag: string): Promise<void> {
  const load = modules.get(tag);
  if (!load || customElements.get(tag)) return Promise.resolve();
  let pending = loading.get(tag);
  if (!pending) {
    pending = load().then(
      () => undefined,
      (error: unknown) => {
        loading.delete(tag);
        // eslint-disable-next-line no-console -- There is no element yet that could show it.
        console.error(`cloud-image-picker: <${tag}> could not be loaded.`, error);
      },
    );
    loading.set(tag, pending);
  }
  return pending;
}

/**
 * Loads the elements that are used within a root, and resolves when all of them have been loaded or have failed. The document is
 * watched automatically. Call this for a shadow root, which the script cannot find by itself.
 *
 * ```js
 * import { autoload } from '/assets/cloud-image-picker/autoload.js';
 *
 * autoload(this.shadowRoot);
 * ```
 */
export async function autoload(root: ParentNode): Promise<void> {
  const tags = new Set(Array.from(root.querySelectorAll(selector), ({ localName }) => localName));
  if (root instanceof Element && root.matches(selector)) tags.add(root.localName);
  await Promise.all(Array.from(tags, loadElement));
}

const selector = Array.from(modules.keys(), (tag) => `${tag}:not(:defined)`).join();

// A server may import it, too.
if (typeof document !== 'undefined') {
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element) void autoload(node);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
  void autoload(document);
}
