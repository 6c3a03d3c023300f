import type { en } from './en.js';
import type { enPanels } from './en-panels.js';
import type { enStates } from './en-states.js';

/** The messages of a language. */
export type Messages = ReturnType<typeof en> & ReturnType<typeof enStates> & typeof enPanels;
