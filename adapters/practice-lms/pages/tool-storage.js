// Keeps small values for tools, each for its own origin, in this page's storage, as Canvas' own page does. A tool asks
// this window, or the frame beside it, which passes on what it hears with a note of who said it.
const { frame } = document.currentScript.dataset;
const most = 4096;
const written = new Map();

addEventListener('message', ({ data, source, origin }) => {
  const { subject, sourceToolInfo, ...asked } = data ?? {};
  if (!['lti.capabilities', 'lti.put_data', 'lti.get_data'].includes(subject)) return;
  const isForwarded = Boolean(frame) && source === window.frames[frame];
  const tool = isForwarded ? sourceToolInfo.origin : origin;
  const answer = (more) => {
    const { message_id } = asked;
    const about = { ...(message_id && { message_id }), ...(isForwarded && { sourceToolInfo }) };
    source.postMessage({ subject: `${subject}.response`, ...about, ...more }, origin);
  };
  if (subject === 'lti.capabilities') return answer({ supported_messages: capabilities() });
  const { key, message_id } = asked;
  if (!key || !message_id)
    return answer({ error: { code: 'bad_request', message: 'key and message_id are needed' } });
  return answer(
    subject === 'lti.get_data' ? { key, value: localStorage.getItem(at(tool, key)) } : put(tool, asked),
  );
});

const at = (tool, key) => `lti|platform_storage|${tool}|${key}`;

function capabilities() {
  const stored = ['lti.put_data', 'lti.get_data'].map((subject) =>
    frame ? { subject, frame } : { subject },
  );
  return [{ subject: 'lti.capabilities' }, ...stored];
}

/** An empty value takes the old one away. */
function put(tool, { key, value }) {
  const name = at(tool, key);
  const kept = localStorage.getItem(name);
  const used = (written.get(tool) ?? 0) - (kept === null ? 0 : key.length + kept.length);
  const more = value ? key.length + value.length : 0;
  if (used + more > most)
    return { error: { code: 'storage_exhaustion', message: 'Reached byte limit for tool' } };
  written.set(tool, Math.max(0, used) + more);
  if (value) localStorage.setItem(name, value);
  else localStorage.removeItem(name);
  return value ? { key, value } : { key };
}
