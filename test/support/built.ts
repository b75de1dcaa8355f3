import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

/**
 * What `npm run build` makes, for tests that start real processes. Built first where a source is newer.
 * @param path as in the sources: `adapters/cli/main.ts`
 */
export function built(path: string): string {
  const made = join(dist, path.replace(/\.tsx?$/, '.js'));
  if (!existsSync(made) || newestIn('core', 'adapters') > statSync(join(dist, '.tsbuildinfo')).mtimeMs) {
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'pipe' });
  }
  return made;
}

const newestIn = (...folders: string[]): number =>
  Math.max(
    ...folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => statSync(join(root, folder, name)).mtimeMs,
      ),
    ),
  );
