import { scopes } from '../../../adapters/practice-lms/index.ts';
import { Caller, Classroom, endpointClaim } from './classroom.ts';

let room: Classroom;
let caller: Caller;
let item: string;

beforeEach(async () => {
  room = await Classroom.open();
  const [link] = await room.place('by-the-book');
  const launch = await room.launch({ person: 'luka', link: link?.id ?? '' });
  item = (launch[endpointClaim] as { lineitem: string }).lineitem;
  caller = await Caller.of(room, 'by-the-book', scopes.score);
});
afterEach(() => room.close());

const send = () => caller.score(item, room.id('luka', 'by-the-book'));

describe('The LMS as tests hold it', () => {
  it('goes down and comes back, and keeps nothing meanwhile', async () => {
    await room.lms.control.goDown();
    const down = await send();
    const kept = room.lms.control.grades('7', 'by-the-book').get('Future makers')?.size;

    await room.lms.control.comeBack();

    expect([down.status, kept, (await send()).status]).toEqual([503, 0, 204]);
  });

  it('shuts its port and opens the same one again', async () => {
    await room.lms.control.goDown('refuse');
    await expect(send()).rejects.toThrow('fetch failed');

    await room.lms.control.comeBack();

    expect((await send()).status).toBe(204);
  });

  it('shows its pages while its services are down', async () => {
    const walker = await room.walker('ana', 'by-the-book');

    await room.lms.control.goDown();
    await walker.open(`${room.lms.baseUrl}/courses/7`);

    expect(walker.status).toBe(200);
  });

  it('fails every n-th call', async () => {
    room.lms.control.failEvery(3);

    const statuses: number[] = [];
    for (let calls = 0; calls < 6; calls += 1) statuses.push((await send()).status);

    expect(statuses.filter((status) => status === 500)).toHaveLength(2);
  });

  it('answers as planned, once each', async () => {
    room.lms.control.answerNext({ status: 429, headers: { 'retry-after': '7' } }, { status: 502 });

    const answers = [await send(), await send(), await send()];

    expect(answers.map(({ status }) => status)).toEqual([429, 502, 204]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
  });

  it('takes its time', async () => {
    room.lms.control.delayMs(60);

    const before = performance.now();
    await send();

    expect(performance.now() - before).toBeGreaterThan(55);
  });

  it('knows what was asked of it, and how much at once', async () => {
    room.lms.control.delayMs(30);
    room.lms.control.forgetCalls();

    await Promise.all([send(), send(), send()]);

    const calls = room.lms.control.calls('/scores');
    expect(calls.map(({ method, status }) => [method, status])).toEqual(Array(3).fill(['POST', 204]));
    expect(Math.max(...calls.map(({ atOnce }) => atOnce))).toBe(3);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ scoreGiven: 50 });
    expect(calls[0]?.headers['authorization']).toMatch(/^Bearer /);
  });

  it('tells the grades by column and person', async () => {
    await send();

    expect(room.lms.control.grades('7', 'by-the-book')).toEqual(
      new Map([['Future makers', new Map([['luka', 50]])]]),
    );
  });

  it('signs anything a test asks for', async () => {
    const { clientId } = room.platform('by-the-book');

    const token = await room.lms.control.sign(clientId, { sub: 'x' }, { header: { kid: 'another' } });

    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toMatchObject({
      kid: 'another',
      alg: 'RS256',
    });
  });

  it('launches under another deployment', async () => {
    room.lms.control.useDeployment('deployment-2', room.platform('by-the-book').clientId);

    const launch = await room.launch({});

    expect(launch['https://purl.imsglobal.org/spec/lti/claim/deployment_id']).toBe('deployment-2');
  });
});
