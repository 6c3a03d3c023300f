import '@vaadin/grid';
import '@vaadin/grid/vaadin-grid-filter-column.js';
