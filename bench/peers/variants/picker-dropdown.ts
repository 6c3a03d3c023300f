// Its dropdown is loaded with the first one, as in a portal.
import '../imports/picker.js';
import { offer } from '../page.js';
import { mountPicker } from '../picker.js';

offer(() => mountPicker('dropdown'));
