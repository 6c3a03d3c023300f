import { journeyThrough } from './journey.js';

await journeyThrough('svelte');
