import { registerProvider } from '../providers/built-in.js';
import { providers } from '../providers/registry.js';

providers.forEach(registerProvider);
