import { Presets, SingleBar } from 'cli-progress';
import type { Output } from './output.js';
import type { Terminal } from './terminal.js';

/** How far something has come: a bar at a terminal, now and then a line where there is none, nothing for programs. */
export interface Progress {
  to(done: number): void;
  end(): void;
}

const silent: Progress = { to: () => undefined, end: () => undefined };

export function showProgress(terminal: Terminal, out: Output, what: string, total: number, quiet: boolean): Progress {
  if (quiet) return silent;
  return terminal.stderr.isTTY ? bar(terminal, what, total) : lines(out, what, total);
}

function bar(terminal: Terminal, what: string, total: number): Progress {
  const format = `${what} {bar} {percentage}% {size} ETA {eta_formatted}`;
  const shown = new SingleBar({ format, stream: terminal.stderr, hideCursor: true }, Presets.shades_classic);
  shown.start(total, 0, { size: sized(0) });
  return {
    to: (done) => shown.update(done, { size: sized(done) }),
    end: () => shown.stop(),
  };
}

function lines(out: Output, what: string, total: number): Progress {
  let next = 0.25;
  const to = (done: number): void => {
    if (total === 0 || done / total < next) return;
    out.say(`${what} ${Math.floor((done / total) * 100)}% (${sized(done)})`);
    next = done / total + 0.25;
  };
  return { to, end: () => undefined };
}

/** In the unit that leaves figures before the point. */
export const sized = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
