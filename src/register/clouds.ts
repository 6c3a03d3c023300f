import { provide } from '../providers/built-in.js';
import { providers } from '../providers/registry.js';

providers.forEach(provide);
