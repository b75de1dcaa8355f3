import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { scope } from '../../adapters/lti/scopes.ts';
import type { ForgingPlatform } from './forging-platform.ts';

export interface Call {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** One answer out of the ordinary. `taken`: the score is stored first, as when an answer gets lost. */
export interface Odd {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly taken?: boolean;
}

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly scoreMaximum: number;
  readonly resourceId?: string;
  readonly tag?: string;
  readonly resourceLinkId?: string;
}

interface Stored {
  readonly score: number;
  readonly timestamp: string;
}

/** The grades of a course at a forging platform, which behaves like Moodle unless told to be odd. */
export interface ForgedGrades {
  readonly calls: Call[];
  readonly tokens: { readonly scope: string; readonly claims: Record<string, unknown> }[];
  /** What the next calls of scores are answered with. */
  readonly odd: Odd[];
  /** What the next calls for a token are answered with. */
  readonly oddTokens: Odd[];
  readonly columns: Map<string, Column>;
  /** By column and user, of the column's maximum. */
  readonly stored: Map<string, Stored>;
  readonly scoreCalls: () => readonly Call[];
  /** Claim of a launch in this course. @param column its own, where the link has one */
  claim(column?: string): Record<string, unknown>;
  /** A column as if a teacher or the platform had made it. */
  addColumn(more?: Partial<Column>): string;
  /** Answers who asks for the column itself; without it such a question gets 404. @param path of the column */
  showColumn(path: string): void;
  /** Tokens given so far are worth nothing. */
  revokeTokens(): void;
}

export function forgeGrades(tool: string, platform: ForgingPlatform): ForgedGrades {
  const calls: Call[] = [];
  const tokens: ForgedGrades['tokens'] = [];
  const odd: Odd[] = [];
  const oddTokens: Odd[] = [];
  const columns = new Map<string, Column>();
  const stored = new Map<string, Stored>();
  let worth = 0;
  let made = 0;

  function addColumn(more: Partial<Column> = {}): string {
    made += 1;
    const path = `/lineitems/${made}/lineitem`;
    const id = `${platform.issuer}${path}?type_id=1`;
    columns.set(path, { label: 'A column', scoreMaximum: 100, ...more, id });
    for (const below of ['scores', 'results'] as const) {
      platform.routes.set(
        `${path}/${below}`,
        guarded(below === 'scores' ? takeScore(path) : showResults(path)),
      );
    }
    return id;
  }

  platform.routes.set('/token', async (req, body, res) => {
    const asked = new URLSearchParams(body);
    const keys = createLocalJWKSet(await (await fetch(`${tool}/lti/keys`)).json());
    const { payload } = await jwtVerify(asked.get('client_assertion') ?? '', keys, {
      audience: platform.addresses.tokenUrl,
      issuer: platform.clientId,
      subject: platform.clientId,
    });
    tokens.push({ scope: asked.get('scope') ?? '', claims: payload });
    const strange = oddTokens.shift();
    if (strange) return answer(res, strange.status, strange.body ?? '');
    const token = { access_token: `${worth}:${asked.get('scope')}`, token_type: 'Bearer', expires_in: 3600 };
    answer(res, 200, JSON.stringify(token));
    void req;
  });

  platform.routes.set(
    '/lineitems',
    guarded((call, res) => {
      if (call.method === 'POST') {
        // What we send is a column without an address.
        const id = addColumn(call.body as Partial<Column>);
        return answer(res, 201, JSON.stringify(columns.get(new URL(id).pathname)));
      }
      const wanted = new URL(call.path, platform.issuer).searchParams.get('resource_id');
      const found = [...columns.values()].filter(({ resourceId }) => !wanted || resourceId === wanted);
      answer(res, 200, JSON.stringify(found));
    }),
  );

  type Handler = (call: Call, res: ServerResponse) => void;

  /** Counts the call, and lets in only with a token of the right scope. */
  function guarded(handle: Handler) {
    return (req: IncomingMessage, text: string, res: ServerResponse) => {
      const body = text ? JSON.parse(text) : {};
      const call = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body };
      calls.push(call);
      const bearer = req.headers.authorization?.replace('Bearer ', '') ?? '';
      if (!bearer.startsWith(`${worth}:`) || !fits(call, bearer)) return answer(res, 401, 'Unauthorized');
      handle(call, res);
    };
  }

  function takeScore(path: string): Handler {
    return (call, res) => {
      const { userId, scoreGiven, scoreMaximum, timestamp, gradingProgress } = call.body;
      const key = `${path} ${userId}`;
      const strange = odd.shift();
      const before = stored.get(key);
      const isLater = !before || wholeSeconds(before.timestamp) < wholeSeconds(String(timestamp));
      const isTaken = isLater && gradingProgress === 'FullyGraded' && (!strange || strange.taken);
      if (isTaken) {
        const score = (Number(scoreGiven) / Number(scoreMaximum)) * (columns.get(path)?.scoreMaximum ?? 100);
        stored.set(key, { score, timestamp: String(timestamp) });
      }
      if (strange) return answer(res, strange.status, strange.body ?? '', strange.headers);
      if (!isLater) return answer(res, 409, 'Refusing score with an earlier timestamp');
      answer(res, 200, '');
    };
  }

  function showResults(path: string): Handler {
    return (call, res) => {
      const user = new URL(call.path, platform.issuer).searchParams.get('user_id');
      const results = [...stored].flatMap(([key, { score, timestamp }]) => {
        const [column, userId] = key.split(' ');
        if (column !== path || (user && user !== userId)) return [];
        return [
          { id: key, userId, resultScore: score, resultMaximum: columns.get(path)?.scoreMaximum, timestamp },
        ];
      });
      answer(res, 200, JSON.stringify(results));
    };
  }

  return {
    calls,
    tokens,
    odd,
    oddTokens,
    columns,
    stored,
    scoreCalls: () => calls.filter(({ path }) => path.includes('/scores')),
    claim: (column) => ({
      scope: [scope.columns, scope.readColumns, scope.results, scope.score],
      lineitems: `${platform.issuer}/lineitems?type_id=1`,
      ...(column ? { lineitem: column } : {}),
    }),
    addColumn,
    showColumn: (path) =>
      void platform.routes.set(
        path,
        guarded((_call, res) => answer(res, 200, JSON.stringify(columns.get(path)))),
      ),
    revokeTokens() {
      worth += 1;
    },
  };
}

/** Moodle knows nothing of one scope holding another. */
function fits({ method, path }: Call, bearer: string): boolean {
  if (path.includes('/scores')) return bearer.endsWith(scope.score);
  if (path.includes('/results')) return bearer.endsWith(scope.results);
  return bearer.endsWith(method === 'POST' ? scope.columns : scope.readColumns);
}

const wholeSeconds = (timestamp: string): number => Math.floor(Date.parse(timestamp) / 1000);

const answer = (
  res: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void => {
  res.writeHead(status, headers).end(body);
};
