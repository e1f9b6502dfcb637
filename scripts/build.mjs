import { buildWhatChanged } from './steps/build.mjs';

await buildWhatChanged();
