/** SQL for the agency that decides on a dataset now: its originator, once that has it. */
export const holder = (dataset: string): string =>
  `case when ${dataset}.handed_over then ${dataset}.originator else ${dataset}.contributor end`;
