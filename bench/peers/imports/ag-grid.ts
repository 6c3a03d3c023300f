export {
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  PaginationModule,
  QuickFilterModule,
} from 'ag-grid-community';
