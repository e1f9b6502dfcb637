// Loaded before a server under measurement (`node --import`): the product as built, but that no access record is made or
// written. One function is replaced, `writeRecord`; everything else is the product's.
import { register } from 'node:module';

register('./without-log-hooks.mjs', import.meta.url);
