// Tells a tool in the frame what this page can keep for it, and by which sibling frame.
addEventListener('message', (event) => {
  const { subject, message_id } = event.data ?? {};
  if (subject !== 'lti.capabilities') return;
  const frame = 'post_message_forwarding';
  const supported_messages = [
    { subject: 'lti.capabilities' },
    { subject: 'lti.put_data', frame },
    { subject: 'lti.get_data', frame },
  ];
  event.source.postMessage(
    { subject: 'lti.capabilities.response', message_id, supported_messages },
    event.origin,
  );
});
