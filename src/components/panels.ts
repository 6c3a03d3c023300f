import { enPanels as english } from '../locales/en-panels.js';
import { panels as styles } from '../styles/panels.js';
import { panel } from './templates/panel.js';

/** The filters and details panels. Loaded when a panel is first opened, or is about to be. */
export const parts = { panel, styles, english };
