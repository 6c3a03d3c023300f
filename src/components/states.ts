import { enStates as english } from '../locales/en-states.js';
import { states as styles } from '../styles/states.js';
import { chips } from './templates/chips.js';
import { highlighted, isFoundById } from './templates/highlight.js';
import { errorText, hiddenText, incompleteText, noneText, notices, stateOf } from './templates/states.js';

/** What a picker shows besides a complete list: search results, errors, missing images. Loaded when it is first needed. */
export const parts = {
  chips,
  highlighted,
  isFoundById,
  stateOf,
  notices,
  noneText,
  errorText,
  hiddenText,
  incompleteText,
  styles,
  english,
};
