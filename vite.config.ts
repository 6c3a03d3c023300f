import { defineConfig } from 'vite';
import { clouds } from './demo/clouds.js';

// What `npm start` shows. The package itself is built by scripts/build.ts.
export default defineConfig({
  root: 'demo',
  plugins: [clouds()],
  // The elements are not bundled beforehand, so that a change of theirs shows at once.
  server: { open: false },
  build: { target: 'es2022' },
});
