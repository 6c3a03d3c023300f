import { Dropdown } from '../controllers/dropdown.js';
import { pressInCombobox, submitImplicitly } from '../interaction/combobox.js';
import { dropdown as styles } from '../styles/dropdown.js';
import { combobox } from './templates/combobox.js';

/** The code that only a dropdown needs. Loaded with the first dropdown. */
export const parts = { Dropdown, pressInCombobox, submitImplicitly, combobox, styles };
