import { cellsOf, PAGE, type Row } from '../../by-hand.js';
import { LABEL, searchIn, textsOf, visibleIn } from '../field.js';
import { css, html, LitElement, repeat } from '../imports/lit.js';
import { offer } from '../page.js';

/** What one writes with Lit in an hour: a page of rows, a search field and a button. */
class LitPage extends LitElement {
  static override properties = { rows: { attribute: false }, text: { state: true }, page: { state: true } };
  static override styles = css`
    [role='listbox'] {
      block-size: 26rem;
      overflow: auto;
      border: 1px solid;
    }
    [role='option'] {
      display: grid;
      grid-template-columns: 3fr repeat(6, 1fr);
      min-block-size: 2.75rem;
    }
    small {
      display: block;
    }
  `;

  declare rows: readonly Row[];
  declare text: string;
  declare page: number;
  #find: (text: string) => readonly Row[] = () => [];

  constructor() {
    super();
    this.rows = [];
    this.text = '';
    this.page = 0;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('rows')) this.#find = searchIn(this.rows);
  }

  override render() {
    const rows = this.#find(this.text).slice(this.page * PAGE, (this.page + 1) * PAGE);
    return html`<input type="search" aria-label=${LABEL} @input=${this.#search} />
      <div role="listbox">
        ${repeat(
          rows,
          ({ uuid }) => uuid,
          (row) =>
            html`<div role="option">
              <span class="name">${row.name}<small>${row.uuid}</small></span>
              ${cellsOf(row).map((cell) => html`<span>${cell}</span>`)}
            </div>`,
        )}
      </div>
      <button @click=${() => this.page++}>Next page</button>`;
  }

  #search({ target }: Event) {
    if (target instanceof HTMLInputElement) this.text = target.value;
    this.page = 0;
  }
}
customElements.define('lit-page', LitPage);

offer(async (ask) => {
  const element = new LitPage();
  document.body.append(element);
  const find = <Found extends Element>(selector: string): Found => {
    const found = element.renderRoot.querySelector<Found>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };
  element.rows = await ask();
  await element.updateComplete;
  return {
    shown: () => textsOf(visibleIn(element, element.renderRoot.querySelectorAll('.name'))),
    searchField: () => find<HTMLInputElement>('input'),
    turn: () => find<HTMLButtonElement>('button').click(),
    remove: () => element.remove(),
  };
});
