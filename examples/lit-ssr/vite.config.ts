import { defineConfig } from 'vite';

export default defineConfig({
  build: { rolldownOptions: { input: 'src/main.ts', output: { entryFileNames: 'assets/[name].js' } } },
});
