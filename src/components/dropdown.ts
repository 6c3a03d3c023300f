import { Dropdown } from '../controllers/dropdown.js';
import { pressInCombobox, submitImplicitly } from '../interaction/combobox.js';
import { dropdown as styles } from '../styles/dropdown.js';
import { combobox } from './templates/combobox.js';

/** What only a dropdown needs: it is loaded with the first one. */
export const parts = { Dropdown, pressInCombobox, submitImplicitly, combobox, styles };
