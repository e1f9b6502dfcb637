import { fileURLToPath } from 'node:url';

const libraries = /\/libs\/(transparency-log|access-record|access-extract)\/src\//;
const exchanged = { './digest.js': 'digest.ts', './ed25519.js': 'ed25519.ts', './salt.js': 'salt.ts' };

/** For Vite: what the libraries of the log take from Node, they take from noble. The rest of them is the same code. */
export const nobleInBrowser = () => ({
  name: 'noble-in-browser',
  enforce: 'pre',
  resolveId(source, importer) {
    const file = importer && libraries.test(importer.replaceAll('\\', '/')) && exchanged[source];
    return file ? fileURLToPath(new URL(file, import.meta.url)) : null;
  },
});
