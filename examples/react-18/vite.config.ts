import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const portal = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/clouds': portal, '/orders': portal } },
});
