import type { SetPasswordLink } from '@liaison/contracts';

/** How a new person gets in. The link is the proof: whoever holds it becomes them. */
export const linkLines = (url: string, signInName: string, { path, expiresAt }: SetPasswordLink): string =>
  [`Hand this link to ${signInName} by a way you trust; it works once, until ${expiresAt}:`, `  ${url}${path}`].join(
    '\n',
  );
