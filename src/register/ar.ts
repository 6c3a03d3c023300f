import { provideMessages } from '../locales/registry.js';
import { ar } from '../locales/ar.js';

provideMessages('ar', ar);
