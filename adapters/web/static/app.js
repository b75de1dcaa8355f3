// What the server cannot do from afar: keep unsent text, move the focus sensibly, show how far an upload is,
// count down what can be undone. Every page works without it.
(() => {
  const memory = new Map();
  const storage = (() => {
    try {
      const probe = 'col:probe';
      localStorage.setItem(probe, '1');
      localStorage.removeItem(probe);
      return localStorage;
    } catch {
      // A foreign frame may have no storage: text then lives as long as the document.
      return null;
    }
  })();
  const keep = (key, text) => {
    if (text) memory.set(key, text);
    else memory.delete(key);
    try {
      if (text) storage?.setItem(key, text);
      else storage?.removeItem(key);
    } catch {
      // Full: the document still remembers.
    }
  };
  const kept = (key) => memory.get(key) ?? storage?.getItem(key) ?? '';
  const keyOf = (field) => `col:draft:${field.dataset.keep}`;

  const restore = (root) => {
    for (const field of root.querySelectorAll('[data-keep]')) {
      const text = kept(keyOf(field));
      if (text && field.value !== text) {
        field.value = text;
        field.closest('form')?.querySelector('[data-restored]')?.removeAttribute('hidden');
      }
    }
  };
  const forget = (form) => {
    for (const field of form.querySelectorAll('[data-keep]')) keep(keyOf(field), '');
  };

  document.addEventListener('input', (event) => {
    const field = event.target;
    if (field instanceof HTMLElement && field.dataset.keep) keep(keyOf(field), field.value);
  });
  // Handed in: forgotten only once the server has taken it.
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.detail.requestConfig?.elt;
    const isTaken = event.detail.xhr?.status < 400;
    if (isTaken && form instanceof HTMLFormElement) forget(form);
  });

  // Asked only where there is something to describe.
  const askForWords = () => {
    for (const part of document.querySelectorAll('[data-with-files]')) {
      const files = document.getElementById(part.dataset.withFiles);
      const kept = part.parentElement.querySelector('[name="kept"]');
      part.hidden = !files?.files.length && !kept && !part.querySelector('input').value;
    }
  };
  document.addEventListener('change', askForWords);

  // What is wrong does not hide in what is folded away.
  const unfold = (target) => {
    for (let fold = target?.closest('details'); fold; fold = fold.parentElement.closest('details')) {
      fold.open = true;
    }
  };

  // After a swap the focus must not fall back to the top of the document.
  document.addEventListener('htmx:afterSettle', (event) => {
    restore(document);
    askForWords();
    const { activeElement } = document;
    const isLost = !activeElement || activeElement === document.body;
    // What changed along with the part that was acted on settles too, and must not draw the focus away.
    const part = document.getElementById(event.detail.target?.id) ?? document;
    // Another page was opened: its heading says so to those who do not see it.
    const isOpened = part.id === 'page' && event.detail.requestConfig?.verb === 'get';
    if (!isLost && !(isOpened && activeElement.closest('header nav'))) return;
    const first = part.id === 'page' ? 'h1' : 'h1, h2, h3, button, a';
    const target = isOpened
      ? part.querySelector('h1')
      : (document.querySelector('[aria-invalid="true"], .refused') ??
        part.querySelector('[data-focus]') ??
        part.querySelector(first));
    if (!target) return;
    unfold(target);
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: part.id !== 'page' });
    // What shrank may have left its place above what is seen.
    if (part.id !== 'page') target.scrollIntoView({ block: 'nearest' });
  });

  // An answer that is the whole page after all has those parts in their places already.
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (detail.target?.id === 'page') detail.requestConfig?.elt.removeAttribute('hx-select-oob');
  });

  // An answer to nobody speaks as the page did that asked.
  document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['Accept-Language'] = document.documentElement.lang;
  });

  document.addEventListener('htmx:xhr:progress', (event) => {
    const bar = event.detail.elt?.querySelector?.('[data-upload]');
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.querySelector('progress').value = Math.round((100 * event.detail.loaded) / event.detail.total);
  });

  // Whoever stood on the button goes on from what it would have undone.
  const endUndo = (part) => {
    const hadFocus = part?.contains(document.activeElement);
    const decided = part?.parentElement.querySelector('[data-focus]');
    part?.remove();
    if (!hadFocus || !decided) return;
    decided.tabIndex = -1;
    decided.focus({ preventScroll: true });
  };

  // Seconds left to undo; when they are over the button goes, as the server would refuse it.
  setInterval(() => {
    for (const clock of document.querySelectorAll('[data-seconds-left]')) {
      const left = Number(clock.dataset.secondsLeft) - 1;
      clock.dataset.secondsLeft = String(left);
      if (left > 0) clock.textContent = String(left);
      else endUndo(clock.closest('[data-until-over]'));
    }
  }, 1000);

  // A player jumps about in a file only when it has all of it, and a ticket is good for one request.
  document.addEventListener('htmx:load', async (event) => {
    for (const player of event.detail.elt.querySelectorAll?.('[data-media]') ?? []) {
      const answer = await fetch(player.dataset.media);
      if (answer.ok) player.src = URL.createObjectURL(await answer.blob());
    }
  });

  // A form that posts to the LMS is sent at once; its button is for where that does not happen.
  const sendOff = (root) => root.querySelector?.('form[data-send-off]')?.submit();
  document.addEventListener('htmx:load', (event) => sendOff(event.detail.elt));

  // On a phone tabs lie in one row: the one that is shown must be among those that are seen.
  const showTab = () => {
    for (const tab of document.querySelectorAll('.tab.here')) {
      const row = tab.parentElement;
      row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
    }
  };
  document.addEventListener('htmx:afterSettle', showTab);

  restore(document);
  askForWords();
  unfold(document.querySelector('[aria-invalid="true"], .refused'));
  showTab();
  sendOff(document);
})();
