import { addMessages } from '../locales/registry.js';
import { zh } from '../locales/zh.js';

addMessages('zh', zh);
