import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const portal = 'http://127.0.0.1:8080';
const elements = ['workspace-images', 'image-picker'];

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => elements.includes(tag) } } })],
  server: { proxy: { '/clouds': portal, '/orders': portal } },
});
