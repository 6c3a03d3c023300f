import { panels as styles } from '../styles/panels.js';
import { panel } from './templates/panel.js';

/** The filters and details panels. Loaded when a panel is first opened. */
export const parts = { panel, styles };
