import { cellsOf, columns, type Row } from '../../by-hand.js';
import { HEIGHT, LABEL, make, textsOf, visibleIn } from '../field.js';
import {
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  PaginationModule,
  QuickFilterModule,
} from '../imports/ag-grid.js';
import { offer } from '../page.js';

ModuleRegistry.registerModules([ClientSideRowModelModule, PaginationModule, QuickFilterModule]);

offer(async (ask) => {
  const search = make('input', { type: 'search', ariaLabel: LABEL });
  const box = make('div');
  box.style.blockSize = HEIGHT;
  const host = make('div');
  host.append(search, box);
  document.body.append(host);
  const grid = createGrid<Row>(box, {
    columnDefs: [
      { field: 'name', flex: 3 },
      ...columns.map((headerName, at) => ({
        headerName,
        flex: 1,
        valueGetter: ({ data }: { data: Row | undefined }) => (data ? cellsOf(data)[at] : ''),
      })),
    ],
    pagination: true,
    paginationPageSize: 20,
    rowData: await ask(),
  });
  search.addEventListener('input', () => grid.setGridOption('quickFilterText', search.value));
  return {
    shown: () => {
      const list = box.querySelector('.ag-grid-viewport');
      return list ? textsOf(visibleIn(list, list.querySelectorAll('.ag-cell[col-id=name]'))) : [];
    },
    searchField: () => search,
    turn: () => grid.paginationGoToNextPage(),
    remove: () => {
      grid.destroy();
      host.remove();
    },
  };
});
