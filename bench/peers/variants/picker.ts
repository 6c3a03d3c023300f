import '../imports/picker.js';
import { offer } from '../page.js';
import { mountPicker } from '../picker.js';

offer(() => mountPicker('list'));
