// Programs that the tests start, and their end: each in a process group of its own, which is ended by its number.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const running = new Set();
process.once('exit', () => running.forEach((stop) => stop()));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/**
 * Starts a program. With `ready` it waits until the program's standard error, standard output or file descriptor 3
 * matches the pattern: that match is `said`. `stop()` ends it and all that it has started.
 */
export async function program(command, args, { ready, env, patience = 30_000 }) {
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const stop = () => {
    if (!running.delete(stop)) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  running.add(stop);
  const said = await new Promise((found, fail) => {
    let heard = '';
    if (!ready) child.once('spawn', found);
    const timer = setTimeout(() => fail(new Error(`${command} did not get ready: ${heard}`)), patience);
    timer.unref();
    const listen = (piece) => {
      heard = (heard + piece).slice(-20_000);
      const match = ready?.exec(heard);
      if (!match) return;
      clearTimeout(timer);
      found(match);
    };
    for (const stream of child.stdio.slice(1)) stream.on('data', listen).on('error', () => {});
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`${command} ended with ${code}: ${heard}`)));
  }).catch((error) => {
    stop();
    throw error;
  });
  return { said, stop, pid: child.pid };
}

/** An empty folder; `remove()` deletes it, at the end of the process at the latest. */
export function folder(name) {
  const path = mkdtempSync(join(tmpdir(), `nightdesk-${name}-`));
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  return { path, remove };
}
