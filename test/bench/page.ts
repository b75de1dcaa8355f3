import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Exchanges the section of the page that has the same title, or adds it; says at its top on what it ran. */
export function writeSection(file: string, section: string): void {
  const [, ...known] = readFileSync(file, 'utf8').split(/^(?=## )/m);
  const titleOf = (text: string): string => text.slice(0, text.indexOf('\n'));
  const at = known.findIndex((one) => titleOf(one) === titleOf(section));
  const sections = at < 0 ? [...known, section] : known.with(at, section);
  writeFileSync(file, `${head()}\n\n${sections.map((one) => one.trimEnd()).join('\n\n')}\n`);
}

const head = () => `# Benchmarks

Written by \`npm run bench\`, section by section. Ratios count, seconds do not: both sides of a ratio ran in the same run, on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, each server in a process of its own, the load in another.`;
