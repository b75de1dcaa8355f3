// A tool says that it is done: back to where the administrator came from.
addEventListener('message', (event) => {
  const frame = document.querySelector('iframe[name="tool"]');
  const isTool = event.source === frame?.contentWindow;
  const isClose = [event.data?.subject, event.data].includes('org.imsglobal.lti.close');
  if (isTool && isClose) location.href = document.querySelector('[data-test="back-to-course"]').href;
});
