import { Command, CommanderError, type ErrorOptions } from 'commander';

/** What a command cannot begin without, and what it is. */
export interface MissingPart {
  readonly part: string;
  readonly means: string;
}

/** Thrown after it was told; names all that is missing. */
export class Incomplete extends CommanderError {
  readonly missing: readonly MissingPart[];

  constructor(exitCode: number, code: string, message: string, missing: readonly MissingPart[]) {
    super(exitCode, code, message);
    this.missing = missing;
  }
}

/** A command that names everything that is missing, where commander stops at the first. */
export class Line extends Command {
  override createCommand(name?: string): Line {
    return new Line(name);
  }

  override error(message: string, options?: ErrorOptions): never {
    const isMissing =
      options?.code === 'commander.missingMandatoryOptionValue' ||
      options?.code === 'commander.missingArgument';
    const missing = isMissing ? missingOf(this) : [];
    if (missing.length === 0) return super.error(message, options);
    try {
      return super.error(sentenceOf(missing), options);
    } catch (fault) {
      if (!(fault instanceof CommanderError)) throw fault;
      throw new Incomplete(fault.exitCode, fault.code, fault.message, missing);
    }
  }
}

/** What is typed without a name before what has one, as in the help. */
function missingOf(line: Command): MissingPart[] {
  const values = line.registeredArguments
    .slice(line.args.length)
    .filter(({ required }) => required)
    .map((argument) => ({ part: `<${argument.name()}>`, means: argument.description }));
  const options = line.options
    .filter((option) => option.mandatory && line.getOptionValue(option.attributeName()) === undefined)
    .map((option) => ({ part: option.flags, means: option.description }));
  return [...values, ...options];
}

function sentenceOf(missing: readonly MissingPart[]): string {
  const width = Math.max(...missing.map(({ part }) => part.length));
  const lines = missing.map(({ part, means }) => `  ${part.padEnd(width)}  ${means}`.trimEnd());
  return [missing.length === 1 ? 'error: this is missing' : 'error: these are missing', ...lines].join('\n');
}
