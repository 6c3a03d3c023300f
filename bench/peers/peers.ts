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
    shows: '20 rows of 7 columns a page, filters with counts, sorting',
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
    turns: 'a page of 20',
  },
  {
    id: 'by-hand',
    kind: 'list',
    imports: false,
    name: 'innerHTML by hand',
    shows: '20 rows of 7 columns a page',
    searches: 'every field that is loaded',
    turns: 'a page of 20',
  },
  {
    id: 'lit',
    kind: 'list',
    name: 'a plain Lit page',
    package: 'lit',
    shows: '20 rows of 7 columns a page',
    searches: 'every field that is loaded',
    turns: 'a page of 20',
  },
  {
    id: 'native-select',
    kind: 'dropdown',
    imports: false,
    name: 'native select',
    shows: 'all names, in a popup of the browser’s',
    searches: 'cannot: jumps to a name that begins so',
    turns: 'all names are there',
  },
  {
    id: 'vaadin-combo-box',
    kind: 'dropdown',
    name: 'Vaadin combo box',
    package: '@vaadin/combo-box',
    shows: 'names, as many as can be seen',
    searches: 'names that are loaded',
    turns: 'scrolls',
  },
  {
    id: 'vaadin-grid',
    kind: 'list',
    name: 'Vaadin grid',
    package: '@vaadin/grid',
    shows: 'rows of 7 columns, as many as can be seen',
    searches: 'names that are loaded, after 200 ms without a key',
    turns: 'scrolls',
  },
  {
    id: 'web-awesome',
    kind: 'dropdown',
    name: 'Web Awesome select',
    package: '@awesome.me/webawesome',
    shows: 'all names, an element each',
    searches: 'cannot: jumps to a name that begins so',
    turns: 'all names are there',
    most: 1000,
  },
  {
    id: 'tom-select',
    kind: 'dropdown',
    name: 'Tom Select',
    package: 'tom-select',
    shows: 'the first 50 names',
    searches: 'every field that is loaded, after 300 ms; shows 50',
    turns: 'cannot: ends after 50',
  },
  {
    id: 'ag-grid',
    kind: 'list',
    name: 'AG Grid',
    package: 'ag-grid-community',
    shows: '20 rows of 7 columns a page, those that can be seen',
    searches: 'every column that is loaded',
    turns: 'a page of 20',
  },
];
