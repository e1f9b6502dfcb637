import { mkdirSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import type { FirstAdministrator } from '../identity/found-installation.js';
import { loadDemonstration, personaTable } from './load-demonstration.js';
import { PasswordFile } from './password-file.js';

/** Loads the demonstration if it is not there yet, and says how to get in. */
export async function prepareDemonstration(
  app: INestApplicationContext,
  first: FirstAdministrator | null,
  dataDir: string,
  say: (text: string) => void,
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const file = new PasswordFile(dataDir);
  if (first) {
    const began = Date.now();
    await loadDemonstration(app, first, file, say);
    say(`demonstration loaded in ${((Date.now() - began) / 1_000).toFixed(1)} s`);
  }
  const signIns = file.read();
  say('this is a demonstration: people, agencies and operations are invented');
  if (!signIns) return say(`its passwords stood in ${file.path}, which is gone`);
  for (const line of personaTable(signIns)) say(`  ${line}`);
  say(`everybody's sign-in is in ${file.path}`);
}
