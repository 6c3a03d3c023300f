import { render, type RenderOptions } from 'lit';

/** All that hydration takes on trust. Values of inputs it sets in any case, and attributes come in any order. */
const outline = (root: ParentNode): string =>
  String(
    root
      .querySelector('.picker')
      ?.outerHTML.replace(/<!--.*?-->| (value|checked)=".*?"/g, '')
      .split('<')
      .map((tag) => tag.split(/[\s>]/).sort()),
  );

/** Whether a server has rendered what is to be rendered here: elsewhere hydration keeps what is wrong, or throws. */
export function matches(root: ParentNode, value: unknown, options: RenderOptions): boolean {
  const fresh = document.createElement('div');
  render(value, fresh, options);
  return outline(fresh) === outline(root);
}
