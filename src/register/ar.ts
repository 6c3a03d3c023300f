import { ar } from '../locales/ar.js';
import { addMessages } from '../locales/registry.js';

addMessages('ar', ar);
