/** The least that an answer in JSON can be: Express 5 and a constant, in the size of a badge. */
import type { AddressInfo } from 'node:net';
import express from 'express';

const document = JSON.parse(process.argv[2] ?? '{}');
const app = express();
app.get('/b/badges/:badge', (_request, response) => {
  response.json(document);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
