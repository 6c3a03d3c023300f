import { render, type RenderOptions } from 'lit';

/** The markup that hydration does not check. It always sets the values of inputs, and the order of attributes does not matter. */
const outline = (root: ParentNode): string =>
  String(
    root
      .querySelector('.picker')
      ?.outerHTML.replace(/<!--.*?-->| (value|checked)=".*?"/g, '')
      .split('<')
      .map((tag) => tag.split(/[\s>]/).sort()),
  );

/** Whether a server has rendered what would be rendered here. Otherwise, hydration would keep wrong content, or throw. */
export function matches(root: ParentNode, value: unknown, options: RenderOptions): boolean {
  const fresh = document.createElement('div');
  render(value, fresh, options);
  return outline(fresh) === outline(root);
}
