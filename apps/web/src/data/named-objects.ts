import type { AccessRecordView } from '@liaison/contracts';

type RecordObject = AccessRecordView['objects'][number];

/** Those that have a reference. A dataset and its share have one in common: the dataset is meant. */
export function namedObjects(objects: readonly RecordObject[]): readonly (RecordObject & { readonly ref: string })[] {
  const named = objects.flatMap((one) => (one.ref === null ? [] : [{ ...one, ref: one.ref }]));
  return named.filter(
    (one) => one.type === 'dataset' || !named.some((two) => two.type === 'dataset' && two.ref === one.ref),
  );
}
