import { ConfigFault, readConfig } from './config.ts';
import { start } from './start.ts';

/** Starts the server; SIGTERM or SIGINT stops it in order. */
try {
  const app = await start(readConfig(process.env), (line) => process.stdout.write(`${line}\n`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void app.stop().then(() => process.exit(0)));
  }
} catch (fault) {
  process.stderr.write(
    fault instanceof ConfigFault ? `Not started.\n${fault.message}\n` : `Not started. ${String(fault)}\n`,
  );
  process.exitCode = fault instanceof ConfigFault ? 1 : 2;
}
