import { fileURLToPath } from 'node:url';
import { build } from 'vite';

// One preset as a portal's bundler would ship it, from the built modules: what `.size-limit.json` measures.
await build({
  root: fileURLToPath(new URL('..', import.meta.url)),
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: '.cache/size',
    target: 'es2022',
    lib: { entry: 'dist/register/image-copies.js', formats: ['es'], fileName: () => 'image-copies.js' },
    rolldownOptions: { output: { minify: true, codeSplitting: false, comments: false } },
  },
});
