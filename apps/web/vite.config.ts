import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { nobleInBrowser } from './look/noble/in-browser.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('.'),
  plugins: [react(), nobleInBrowser()],
  resolve: {
    alias: {
      '@liaison/contracts': at('../../libs/contracts/src/index.ts'),
      '@liaison/domain': at('../../libs/domain/src/index.ts'),
      // A proof is checked in the browser.
      '@liaison/access-record': at('../../libs/access-record/src/index.ts'),
      '@liaison/transparency-log': at('../../libs/transparency-log/src/index.ts'),
    },
  },
  build: {
    outDir: at('../../dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows neither data: scripts nor inline ones.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      // Same origin to the browser, the built server behind.
      '/api': { target: 'http://localhost:3000' },
      '/socket.io': { target: 'http://localhost:3000', ws: true },
    },
  },
  test: { environment: 'happy-dom', include: ['{src,look}/**/*.spec.{ts,tsx}'], css: { include: [/tokens\.css/] } },
});
