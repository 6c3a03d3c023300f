import { CSSResult, type CSSResultOrNative } from 'lit';

/** The sheets of other documents, which their fields share. */
const copies = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/** Gives a shadow root its style sheets, in whatever document it is: a constructed sheet serves in the one it was made for only. */
export function adopt(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  const { ownerDocument } = root;
  const view = ownerDocument.defaultView;
  // Without a window nothing is styled.
  if (!view) return;
  let sheets = copies.get(ownerDocument);
  if (!sheets) copies.set(ownerDocument, (sheets = new Map<CSSResultOrNative, CSSStyleSheet>()));
  root.adoptedStyleSheets = styles.flatMap((style) => {
    const original = style instanceof CSSResult ? style.styleSheet : style;
    if (!original || ownerDocument === document) return original ?? [];
    let copy = sheets.get(style);
    if (!copy) {
      copy = new view.CSSStyleSheet();
      copy.replaceSync(Array.from(original.cssRules, ({ cssText }) => cssText).join(''));
      sheets.set(style, copy);
    }
    return copy;
  });
}
