import { provideMessages } from '../locales/registry.js';
import { zh } from '../locales/zh.js';

provideMessages('zh', zh);
