// One HTML file that checks extracts of the access log and fetches nothing: script and style stand in it, and its policy
// allows these two, by their digests, and nothing else.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { nobleInBrowser } from '../apps/web/look/noble/in-browser.mjs';
import { root } from './steps/run.mjs';

const at = (path) => join(root, path);
const libraries = ['access-extract', 'access-record', 'domain', 'transparency-log'];

const { output } = await build({
  configFile: false,
  root: at('apps/web/look'),
  logLevel: 'warn',
  plugins: [nobleInBrowser()],
  resolve: {
    alias: Object.fromEntries(libraries.map((name) => [`@liaison/${name}`, at(`libs/${name}/src/index.ts`)])),
  },
  build: {
    write: false,
    target: 'es2023',
    cssCodeSplit: false,
    rollupOptions: { input: at('apps/web/look/look.ts'), output: { format: 'iife' } },
  },
}).then((built) => [built].flat()[0]);

const script = output.find(({ type }) => type === 'chunk').code.trim();
const style = String(output.find(({ fileName }) => fileName.endsWith('.css')).source).trim();
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error('the page would end in its middle');

const source = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${source(script)}; style-src ${source(style)}; base-uri 'none'; form-action 'none'`;
const page = readFileSync(at('apps/web/look/index.html'), 'utf8')
  .replace('__POLICY__', () => policy)
  .replace('<!-- style -->', () => `<style>${style}</style>`)
  .replace('<!-- script -->', () => `<script>${script}</script>`);

mkdirSync(at('dist/look'), { recursive: true });
writeFileSync(at('dist/look/LOOK.html'), page);
