/** Says what is being done, as it is done. */
export const say = (text) => process.stdout.write(`liaison: ${text}\n`);
