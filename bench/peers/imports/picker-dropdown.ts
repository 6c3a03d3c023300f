import '../../../src/register/vm-image-candidates.js';
// What an element loads with its first dropdown.
import '../../../src/components/dropdown.js';
