// Lets Node run the TypeScript sources as they are, for the test database and the generators of documents:
// `node --import ./scripts/steps/typescript.mjs file.ts`. The server itself is built.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import swc from '@swc/core';
import { root } from './run.mjs';

const alias = /^@liaison\/([^/]+)$/;

const options = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

export function resolve(specifier, context, next) {
  const lib = alias.exec(specifier)?.[1];
  if (lib) return next(pathToFileURL(join(root, 'libs', lib, 'src/index.ts')).href, context);
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return next(source.href, context);
  }
  return next(specifier, context);
}

export function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code } = swc.transformSync(readFileSync(path, 'utf8'), { ...options, filename: path });
  return { format: 'module', source: code, shortCircuit: true };
}
