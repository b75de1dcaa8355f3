// Stands beside a tool: what the tool says goes on to the page around, with a note of who said it; what the page answers
// goes back to that tool. Tools can so name an origin that they know: that of the address where people sign in.
const tools = [];

addEventListener('message', ({ data, source, origin }) => {
  if (typeof data !== 'object' || data === null) return;
  if (source === parent) {
    const { sourceToolInfo, ...message } = data;
    if (sourceToolInfo) tools[sourceToolInfo.windowId]?.postMessage(message, sourceToolInfo.origin);
    return;
  }
  if (!tools.includes(source)) tools.push(source);
  parent.postMessage(
    { ...data, sourceToolInfo: { origin, windowId: tools.indexOf(source) } },
    location.origin,
  );
});
