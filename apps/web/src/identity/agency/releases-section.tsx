export function ReleasesSection(_: { readonly agency: string; readonly coordinates: boolean }) {
  return null;
}
