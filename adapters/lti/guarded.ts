import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyObject } from 'node:crypto';
import type { Deployment, Registration } from './registration.ts';
import type { Claims } from './schema.ts';

/** A launch that passed every check of the guard. */
export interface Guarded {
  readonly registration: Registration;
  /** Approved. */
  readonly deployment: Deployment;
  readonly claims: Claims;
  /** The platform's key that the signature was checked with. */
  readonly key: KeyObject;
  /** Of the login that it answers. */
  readonly state: string;
}

/** Carries the launch past ltijs: its tables hand the same key to its own check, our answer reads the claims. */
export const guarded = new AsyncLocalStorage<Guarded>();
