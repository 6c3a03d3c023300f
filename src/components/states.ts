import { enStates as english } from '../locales/en-states.js';
import { states as styles } from '../styles/states.js';
import { errorText, incompleteText, noneText, notices, stateOf } from './templates/states.js';

/** What a picker says if there are no images to show, or some are missing. Loaded when there first is such a state. */
export const parts = { stateOf, notices, noneText, errorText, incompleteText, styles, english };
