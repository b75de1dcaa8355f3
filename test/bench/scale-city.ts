import { type App, assemble, loadDemoCity } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import type { OrganiserId, PersonId } from '../../core/ids.ts';
import { fillCatalogue } from './catalogue-filled.ts';
import { type FilledClass, fillClass } from './class-filled.ts';
import type { BenchEngine } from './engines.ts';
import { openOurs } from './launch-servers.ts';
import type { LaunchTarget } from './launches.ts';
import type { BenchPlatform } from './platform.ts';
import { fillCity, type Scale } from './scale-filled.ts';
import { telling } from './telling.ts';

/** A filled city, opened in this process; a server of its own can be started on it. */
export interface City {
  readonly app: App;
  readonly platform: BenchPlatform;
  readonly served: { readonly target: LaunchTarget; readonly env: Readonly<Record<string, string>> };
  readonly learners: readonly PersonId[];
  /** One of the forty, with its share of the awards. */
  readonly organiser: OrganiserId;
  readonly teacher: FilledClass;
  readonly words: readonly string[];
  close(): Promise<void>;
}

/** What both the small and the large one have to be found. */
export const cityEntries = 10_000;

/** The demo city, the network of forty with its awards, a class of a thousand and a catalogue; filled where it is not yet. */
export async function openCity(engine: BenchEngine, platform: BenchPlatform, scale: Scale): Promise<City> {
  const env = {
    ...engine.env(`city-${scale.learners}-${scale.awards}`),
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    LOG_LEVEL: 'error',
  };
  const app = await assemble(readConfig(env));
  await loadDemoCity(app.ports);
  const tell = telling(`${engine.name}, learners`, scale.learners);
  const { learners, organiser } = await fillCity(app.engine, app.ports, scale, tell);
  const words = await fillCatalogue(app.engine, cityEntries);
  const teacher = await classIn(app);
  const { child, ...served } = await openOurs(env, platform);
  await child.stop();
  return { app, platform, served, learners, organiser, teacher, words, close: () => app.close() };
}

async function classIn({ engine: { keyValues }, ports }: App): Promise<FilledClass> {
  const known = await keyValues.read<FilledClass>('bench', 'class');
  if (known) return known;
  const filled = await fillClass(ports);
  await keyValues.put('bench', 'class', filled);
  return filled;
}
