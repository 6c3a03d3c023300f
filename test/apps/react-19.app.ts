import { journeyThrough } from './journey.js';

// Plain state with a form action, and React Hook Form.
await journeyThrough('react-19', ['/', '/hook-form.html']);
