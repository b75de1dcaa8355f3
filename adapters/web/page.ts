import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Actor, Someone } from '../../core/people/actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { rememberReads } from '../../core/remember-reads.ts';
import { retryStale } from '../../core/retry-stale.ts';
import { amissOf } from './amiss.ts';
import { newNonce } from './headers.ts';
import type { Answer, Fields, Here } from './here.ts';
import { faultAnswer, notFoundAnswer, sessionEndedAnswer, unreadableAnswer } from './pages/trouble.tsx';
import { send } from './send.ts';
import { findVisitor, type Visitor } from './visitor.ts';
import type { Web } from './web.ts';

/** A page is one file: an address, what it shows, what its forms do. */
export interface Page<Params, Who extends Actor = Someone> {
  /** An Express path; those of visits and signed-in people begin with `/app`. */
  readonly path: string;
  readonly params: z.ZodType<Params>;
  readonly get: (here: Here<Params, Who>) => Promise<Answer>;
  /** By what follows the page's path: `join` answers `POST <path>/join`; of an empty name, `POST <path>`. */
  readonly posts?: Readonly<Record<string, Post<Params, Who>>>;
}

export interface Post<Params, Who extends Actor = Someone> {
  /** Reads the body where it is no plain form; asked only once it is known who sends it. */
  readonly reads?: (here: Here<Params, Who>) => Promise<Fields>;
  readonly run: (here: Here<Params, Who>, fields: Fields) => Promise<Answer>;
}

/**
 * What a form of a page does.
 * @param parts.schema of its fields; what does not fit goes back to `again` with `here.amiss` naming the fields
 * @param parts.form names the form, where a page has several of a kind
 */
export function post<Params, Schema extends z.ZodType, Who extends Actor = Someone>(parts: {
  readonly schema: Schema;
  readonly again: (here: Here<Params, Who>) => Promise<Answer>;
  readonly form?: (here: Here<Params, Who>) => string;
  readonly reads?: (here: Here<Params, Who>) => Promise<Fields>;
  readonly run: (here: Here<Params, Who>, input: z.infer<Schema>) => Promise<Answer>;
}): Post<Params, Who> {
  return {
    ...(parts.reads ? { reads: parts.reads } : {}),
    async run(here, fields) {
      const parsed = parts.schema.safeParse(fields);
      if (parsed.success) return parts.run(here, parsed.data);
      const amiss = amissOf(parts.form?.(here) ?? '', parsed.error, fields);
      return { ...(await parts.again({ ...here, amiss })), amiss, status: 422 };
    },
  };
}

/** Puts a page under the router that only somebody sees: who came by a visit or signed in. */
export function mountPage<Params>(router: Router, web: Web, page: Page<Params>): void {
  mount(router, web, page, (actor): actor is Someone => actor.person !== null);
}

/** Puts a page under the router that anybody may open; `who.person` is null for those who did not sign in. */
export function mountOpenPage<Params>(router: Router, web: Web, page: Page<Params, Actor>): void {
  mount(router, web, page, (_actor): _actor is Actor => true);
}

function mount<Params, Who extends Actor>(
  router: Router,
  web: Web,
  page: Page<Params, Who>,
  isFor: (actor: Actor) => actor is Who,
): void {
  const answering =
    (run: (here: Here<Params, Who>) => Promise<Answer>): RequestHandler =>
    async (req, res) => {
      const here = await arrive(web, req, res);
      await send(here, await answerTo(here, page, isFor, run));
    };
  router.get(page.path, answering(page.get));
  for (const [act, { reads, run }] of Object.entries(page.posts ?? {})) {
    router.post(
      act === '' ? page.path : `${page.path}/${act}`,
      ...(reads ? [] : [plainForm]),
      answering(async (here) => {
        const fields = reads ? await reads(here) : fieldsOf(here.req.body);
        return retryStale(() => run({ ...here, fields }, fields));
      }),
    );
  }
}

const plainForm = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 500 });

/** What is known before a page is asked. Who only looks reads once what several parts of the page want to know. */
export async function arrive(all: Web, req: Request, res: Response, known?: Visitor): Promise<Here> {
  const web = req.method === 'GET' ? { ...all, ports: remembering(all.ports) } : all;
  const visitor = known ?? (await findVisitor(web, req));
  return {
    web,
    req,
    res,
    visitor,
    who: visitor.actor,
    params: req.params,
    now: web.ports.clock.now(),
    nonce: newNonce(),
    reference: web.ports.ids.code(10),
    fields: {},
    amiss: null,
  };
}

const remembering = (ports: Ports): Ports => ({ ...ports, records: rememberReads(ports.records) });

/** Asks the page, where this visitor may and the address fits. */
async function answerTo<Params, Who extends Actor>(
  start: Here,
  page: Page<Params, Who>,
  isFor: (actor: Actor) => actor is Who,
  run: (here: Here<Params, Who>) => Promise<Answer>,
): Promise<Answer> {
  const { who } = start;
  if (!isFor(who)) return sessionEndedAnswer(start);
  const params = page.params.safeParse(start.req.params);
  if (!params.success) return notFoundAnswer(start);
  return caught(start, () => run({ ...start, who, params: params.data }));
}

/** Runs what answers; a fault is logged once and becomes a page; what nobody could read is its sender's, and not logged. */
export async function caught(here: Here, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (fault) {
    const unreadable = unreadableAnswer(here, fault);
    if (unreadable) return unreadable;
    here.web.ports.log.error({ reference: here.reference, err: fault }, 'A page broke');
    return faultAnswer(here, fault);
  }
}

/** What a form sent, tidied; anything else than text is left out. */
export function fieldsOf(body: unknown): Fields {
  const sent = z.record(z.string(), z.union([z.string(), z.array(z.string())])).safeParse(body ?? {});
  if (!sent.success) return {};
  const entries = Object.entries(sent.data).map(([name, value]): [string, string | string[]] => [
    name,
    typeof value === 'string' ? tidied(value) : value.map(tidied).filter(Boolean),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value.length > 0));
}

/** Browsers send line breaks of text areas as CRLF, so a limit in characters would count each twice. */
const tidied = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
