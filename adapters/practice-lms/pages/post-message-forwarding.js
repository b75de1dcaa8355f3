// Keeps small values for tools, each for its own origin, as long as the page around lives.
const kept = new Map();

addEventListener('message', (event) => {
  const { subject, message_id, key, value } = event.data ?? {};
  if (subject !== 'lti.put_data' && subject !== 'lti.get_data') return;
  const answer = (more) =>
    event.source.postMessage({ subject: `${subject}.response`, message_id, ...more }, event.origin);
  if (!key || !message_id)
    return answer({ error: { code: 'bad_request', message: 'key and message_id are needed' } });

  const mine = `${event.origin} ${key}`;
  if (subject === 'lti.get_data') return answer({ key, value: kept.get(mine) ?? null });
  if (String(value ?? '').length > 4096)
    return answer({ error: { code: 'storage_exhaustion', message: 'too long' } });
  kept.set(mine, value);
  answer({ key, value });
});
