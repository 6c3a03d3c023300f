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
    rolldownOptions: {
      // What loads with its first need is beside it, and not counted.
      preserveEntrySignatures: false,
      output: { minify: true, comments: false, chunkFileNames: 'later/[name].js' },
    },
  },
});
