// The least that shows the columns of ZStack, written by hand: what everything else is compared with.

/** An image of ZStack, as far as its row shows it. */
export interface Row {
  readonly uuid: string;
  readonly name: string;
  readonly status: string;
  readonly platform: string;
  readonly guestOsType?: string;
  readonly architecture: string;
  readonly format: string;
  readonly size: number;
  readonly createDate: string;
}

/** Rows on a page of each component that has pages. */
export const PAGE = 20;

export const columns = ['Status', 'System', 'Architecture', 'Format', 'Size', 'Created'] as const;

export const byHandStyles = `
  .by-hand { block-size: 26rem; overflow: auto; border: 1px solid; }
  .by-hand > * { display: grid; grid-template-columns: 3fr repeat(6, 1fr); min-block-size: 2.75rem; }
  small { display: block; }`;

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const sizes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const imagesIn = (body: string): Row[] => (JSON.parse(body) as { inventories: Row[] }).inventories;

/** What stands below `columns`. */
export function cellsOf({ status, platform, guestOsType, architecture, format, size, createDate }: Row): string[] {
  const created = new Date(createDate.replace(/\s+/g, ' '));
  return [
    status,
    [platform, guestOsType ?? ''].join(' '),
    architecture,
    format,
    `${sizes.format(size / 2 ** 30)} GB`,
    Number.isNaN(created.getTime()) ? '' : dates.format(created),
  ];
}

export function rowByHand(row: Row): string {
  const cells = cellsOf(row).map((cell) => `<span>${escaped(cell)}</span>`);
  return `<div role="option"><span>${escaped(row.name)}<small>${row.uuid}</small></span>${cells.join('')}</div>`;
}
