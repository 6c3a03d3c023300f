import { panels as styles } from '../styles/panels.js';
import { panel } from './templates/panel.js';

/** Filters and details: they are loaded when the first one is opened. */
export const parts = { panel, styles };
