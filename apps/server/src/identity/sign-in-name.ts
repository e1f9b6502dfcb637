import { invalid } from '@liaison/domain';

/** Sign-in names end in their agency's code: no two agencies can meet in one, and none learns of another's people. */
export function refuseForeignSignInName(path: string, signInName: string, agencyCode: string): void {
  const ending = `@${agencyCode.toLowerCase()}`;
  if (!signInName.endsWith(ending)) throw invalid(path, `must end in ${ending}`);
}
