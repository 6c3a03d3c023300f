import { CSSResult, type CSSResultOrNative } from 'lit';

/** Style sheets for other documents, shared by the fields in each. */
const copies = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/** Adopts style sheets into a shadow root of any document: a constructed style sheet only works in the document that created it. */
export function adopt(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  const { ownerDocument } = root;
  const view = ownerDocument.defaultView;
  // Without a window, nothing is styled.
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
