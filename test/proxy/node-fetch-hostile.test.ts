import { nodeFetch } from '../../src/proxy/node-fetch.js';
import { defaults } from './serve.js';

// The same tests as with the platform's own fetch.
Object.assign(defaults, { fetch: nodeFetch() });
await import('./hostile-upstreams.test.js');
