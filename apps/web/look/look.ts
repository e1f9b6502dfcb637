import './look.css';
import { mostBytes, verifyExtract } from '@liaison/access-extract';
import { parsePolicy, type Policy } from '@liaison/transparency-log';
import { element } from './elements.js';
import { foundIn, verdictOf } from './report.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = (): void => void (document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light');
dark.addEventListener('change', paint);
paint();

const chosen: { extract: File | null; policy: File | null } = { extract: null, policy: null };
/** Of two checks the later one is shown, whichever ends first. */
let turn = 0;

async function check(): Promise<void> {
  const { extract, policy } = chosen;
  turn += 1;
  const mine = turn;
  if (!extract) return;
  show(element('p', { class: 'verdict checking' }, element('strong', {}, `Checking ${extract.name} …`)));
  // The word is painted before the work begins.
  await new Promise((done) => setTimeout(done, 30));
  const shown = await outcomeOf(extract, policy);
  if (mine === turn) show(...shown);
}

async function outcomeOf(extract: File, policy: File | null): Promise<readonly [HTMLElement, ...HTMLElement[]]> {
  try {
    const trusted = policy && (await policyIn(policy));
    if (extract.size > mostBytes) return [refusal(`${extract.name} is larger than any extract.`)];
    const report = verifyExtract(new Uint8Array(await extract.arrayBuffer()), trusted);
    return [verdictOf(report), ...foundIn(report)];
  } catch (error) {
    return [refusal(error instanceof Error ? error.message : 'It could not be checked.')];
  }
}

async function policyIn(file: File): Promise<Policy> {
  try {
    if (file.size > 1024 * 1024) throw new Error('it is larger than any policy');
    return parsePolicy(await file.text());
  } catch (error) {
    throw new Error(`${file.name} is no policy: ${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}

const refusal = (reason: string): HTMLElement =>
  element('div', { class: 'verdict refused' }, element('strong', {}, 'Refused'), element('p', {}, reason));

function show(verdict: HTMLElement, ...found: readonly HTMLElement[]): void {
  document.getElementById('verdict')?.replaceChildren(verdict);
  document.getElementById('found')?.replaceChildren(...found);
}

for (const name of ['extract', 'policy'] as const) {
  const input = document.getElementById(name);
  if (!(input instanceof HTMLInputElement)) continue;
  // A file that was changed and is chosen again is another one.
  input.addEventListener('click', () => (input.value = ''));
  const choose = (): void => {
    chosen[name] = input.files?.[0] ?? null;
    void check();
  };
  input.addEventListener('change', choose);
  // Whoever looked for one and chose none has none.
  input.addEventListener('cancel', choose);
}

document.addEventListener('dragover', (moved) => {
  moved.preventDefault();
  document.body.classList.add('over');
});
document.addEventListener('dragleave', () => document.body.classList.remove('over'));
document.addEventListener('drop', (dropped) => {
  dropped.preventDefault();
  document.body.classList.remove('over');
  for (const file of dropped.dataTransfer?.files ?? [])
    chosen[file.name.toLowerCase().endsWith('.zip') ? 'extract' : 'policy'] = file;
  void check();
});
