// What providers use to read a cloud's answers.
export * from './wire/schema.js';
export * from './wire/readers.js';
export * from './wire/dates.js';
export * from './wire/systems.js';
export * from './wire/excerpt.js';
export * from './wire/failure.js';
export * from './wire/headers.js';
