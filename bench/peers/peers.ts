/** What is compared. A file of its name is in `variants/`, and in `imports/` where it comes from a package. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  /** Of npm. */
  readonly package?: string;
  /** Where there is nothing to import. */
  readonly imports?: false;
  readonly ours?: true;
  /** With what of the picker it is compared. */
  readonly kind: 'list' | 'dropdown';
  /** What a person finds, in words. */
  readonly shows: string;
  readonly searches: string;
  readonly turns: string;
  /** Above so many images it is not asked to show any. */
  readonly most?: number;
}

export const peers: readonly Peer[] = [
  {
    id: 'picker',
    kind: 'list',
    name: 'cloud-image-picker, list',
    ours: true,
    shows: '20 rows of 7 columns per page, filters with counts, sorting',
    searches: 'every field, the whole catalogue',
    turns: 'a page of 20',
  },
  {
    id: 'picker-dropdown',
    kind: 'dropdown',
    name: 'cloud-image-picker, dropdown',
    ours: true,
    shows: 'the same in a popup',
    searches: 'every field, the whole catalogue',
    turns: 'scrolls',
  },
  {
    id: 'by-hand',
    kind: 'list',
    imports: false,
    name: 'innerHTML by hand',
    shows: '20 rows of 7 columns per page',
    searches: 'all loaded fields',
    turns: 'a page of 20',
  },
  {
    id: 'lit',
    kind: 'list',
    name: 'a plain Lit page',
    package: 'lit',
    shows: '20 rows of 7 columns per page',
    searches: 'all loaded fields',
    turns: 'a page of 20',
  },
  {
    id: 'native-select',
    kind: 'dropdown',
    imports: false,
    name: 'native select',
    shows: 'all names, in the browser’s popup',
    searches: 'no: jumps to a name with these first letters',
    turns: 'none: all names are loaded',
  },
  {
    id: 'vaadin-combo-box',
    kind: 'dropdown',
    name: 'Vaadin combo box',
    package: '@vaadin/combo-box',
    shows: 'names, only the visible ones',
    searches: 'loaded names',
    turns: 'scrolls',
  },
  {
    id: 'vaadin-grid',
    kind: 'list',
    name: 'Vaadin grid',
    package: '@vaadin/grid',
    shows: 'rows of 7 columns, only the visible ones',
    searches: 'loaded names, after 200 ms without a key',
    turns: 'scrolls',
  },
  {
    id: 'web-awesome',
    kind: 'dropdown',
    name: 'Web Awesome select',
    package: '@awesome.me/webawesome',
    shows: 'all names, one element for each',
    searches: 'no: jumps to a name with these first letters',
    turns: 'none: all names are loaded',
    most: 1000,
  },
  {
    id: 'tom-select',
    kind: 'dropdown',
    name: 'Tom Select',
    package: 'tom-select',
    shows: 'the first 50 names',
    searches: 'all loaded fields, after 300 ms; shows 50',
    turns: 'none: ends after 50',
  },
  {
    id: 'ag-grid',
    kind: 'list',
    name: 'AG Grid',
    package: 'ag-grid-community',
    shows: '20 rows of 7 columns per page, only the visible ones',
    searches: 'all loaded columns',
    turns: 'a page of 20',
  },
];
