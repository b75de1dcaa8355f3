export { createFileIntake, mostBytes } from './intake.ts';
