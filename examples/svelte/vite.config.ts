import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const portal = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  server: { proxy: { '/clouds': portal, '/orders': portal } },
});
