export { readCsv } from './csv.ts';
export { createFileIntake, mostBytes } from './intake.ts';
