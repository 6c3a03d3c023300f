import { isServer } from 'lit';

/** Whether a server renders the page: there is no document then. Its type in Lit is the browser's `false`. */
export const onServer: boolean = isServer;
