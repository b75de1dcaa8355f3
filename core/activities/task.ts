import type { TaskId } from '../ids.ts';
import type { Checker, EvidenceKind } from '../lists.ts';
import type { Texts } from '../texts.ts';

/** A part of an activity that asks for evidence. */
export interface Task {
  readonly id: TaskId;
  /** Stable over versions of its activity, `[a-z0-9-]{2,64}`; unique in there. */
  readonly key: string;
  readonly title: Texts;
  readonly instruction: Texts;
  /** 1 or more kinds. */
  readonly accepts: readonly EvidenceKind[];
  /** `count` 1..9 different people; ignored where `who` is `self`. */
  readonly check: { readonly who: Checker; readonly count: number };
  /** Counts from 1. */
  readonly position: number;
}
