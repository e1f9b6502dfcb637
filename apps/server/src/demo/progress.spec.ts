import { Progress } from './progress.js';

it('says what is loaded and how far, at once and then every few seconds', () => {
  const said: string[] = [];
  let now = 0;
  const progress = new Progress(
    (text) => said.push(text),
    () => now,
  );
  progress.begin('talk and work', 100);
  for (let second = 1; second <= 7; second += 1) {
    now = second * 1_000;
    progress.step();
  }
  expect(said).toEqual([0, 3, 6].map((done) => `loading the demonstration: talk and work, ${done} of 100`));
});
