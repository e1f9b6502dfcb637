import { ensureDependencies } from './steps/dependencies.mjs';

await ensureDependencies();
