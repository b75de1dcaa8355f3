/**
 * What runs in the frame, as it is sent to the browser. `ask` sends a message of LTI's platform storage and waits for
 * the answer with the same id: from the window that was asked, and from the wanted origin where one is known.
 */
const asking = `
const { go, target, state, bind, origin } = document.body.dataset;
const platform = window.parent !== window ? window.parent : window.opener;
const ask = (to, message, wanted, ms) => new Promise((answered, failed) => {
  const message_id = crypto.randomUUID();
  const listen = (event) => {
    const answer = event.data;
    if (event.source !== to || typeof answer !== 'object' || answer === null) return;
    if (wanted !== '*' && event.origin !== wanted) return;
    if (answer.subject !== message.subject + '.response' || (answer.message_id && answer.message_id !== message_id)) return;
    if (wanted !== '*' && answer.message_id !== message_id) return;
    end(answer.error ? failed : answered, answer);
  };
  const timer = setTimeout(() => end(failed), ms);
  const end = (how, what) => { clearTimeout(timer); window.removeEventListener('message', listen); how(what); };
  window.addEventListener('message', listen);
  to.postMessage({ ...message, message_id }, wanted);
});
const store = async (subject) => {
  const { supported_messages } = await ask(platform, { subject: 'lti.capabilities' }, '*', 1000);
  const entry = supported_messages.find((one) => one.subject === subject);
  if (!entry) throw new Error('not supported');
  const name = entry.frame || target;
  return name === '_parent' ? platform : platform.frames[name];
};
const key = 'ltib_' + state;
`;

/** Cookie, else the platform's storage, else the button for a new window. */
export const frameScript = `(async () => {${asking}
const flags = '; Path=/; Secure; SameSite=None; Partitioned';
document.cookie = '__Host-ltit=1; Max-Age=60' + flags;
const keeps = document.cookie.includes('__Host-ltit=1');
document.cookie = '__Host-ltit=; Max-Age=0' + flags;
const put = async () => {
  if (!target || !platform) return false;
  try {
    await ask(await store('lti.put_data'), { subject: 'lti.put_data', key, value: bind }, origin, 2000);
    return true;
  } catch { return false; }
};
if (keeps || await put()) return location.replace(go);
document.getElementById('opening').hidden = true;
document.getElementById('blocked').hidden = false;
})();`;

/** What the platform kept, posted with the token; nothing where it keeps silent, and the launch is refused with advice. */
export const storageScript = `(async () => {${asking}
const form = document.getElementById('again');
try {
  const keeper = await store('lti.get_data');
  const { value } = await ask(keeper, { subject: 'lti.get_data', key }, origin, 2000);
  form.elements.lti_bind.value = value;
  // It has done its work, and a tool has but little room there. Nobody waits for the answer.
  keeper.postMessage({ subject: 'lti.put_data', message_id: crypto.randomUUID(), key, value: null }, origin);
} catch { form.elements.lti_bind.value = 'none'; }
form.submit();
})();`;
