import '../../../src/register/vm-image-candidates.js';
