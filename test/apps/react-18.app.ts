import { journeyThrough } from './journey.js';

await journeyThrough('react-18');
