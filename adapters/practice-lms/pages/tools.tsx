import type { VNode } from 'preact';
import { scopes, type Tool } from '../tools.ts';
import { Layout, type PageFrame } from './layout.tsx';

/** The tools of this profile, and how to register another. */
export function ToolsPage({
  tools,
  registerUrl,
  ...frame
}: PageFrame & { tools: readonly Tool[]; registerUrl: string }): VNode {
  return (
    <Layout {...frame} title="Tools">
      <h1>Tools</h1>
      <form method="post" action={`${frame.at}/tools/register`}>
        <label for="url">Registration address of a tool</label>
        <input id="url" name="url" type="url" required value={registerUrl} data-test="register-url" />
        <p>
          <button type="submit" data-test="register">
            Register
          </button>
        </p>
      </form>
      {tools.length === 0 && <p class="empty">No tool yet. Paste the address that a tool gave you.</p>}
      <ul class="links">
        {tools.map((tool) => (
          <ToolRow key={tool.clientId} tool={tool} at={frame.at} />
        ))}
      </ul>
    </Layout>
  );
}

function ToolRow({ tool, at }: { tool: Tool; at: string }): VNode {
  return (
    <li data-test="tool" data-client={tool.clientId} data-state={tool.state}>
      <h2>
        {tool.name} <small data-test="tool-state">{tool.state}</small>
      </h2>
      <p class="note">
        Client id {tool.clientId}, deployment {tool.deployments.join(', ')}
      </p>
      <form method="post" action={`${at}/tools/${encodeURIComponent(tool.clientId)}`} class="actions">
        {tool.state === 'pending' && <Do what="activate" words="Activate" tool={tool} />}
        {!tool.isInChooser && <Do what="show-in-chooser" words="Show in activity chooser" tool={tool} />}
        <Do what="delete" words="Delete" tool={tool} />
      </form>
      <form method="post" action={`${at}/tools/${encodeURIComponent(tool.clientId)}`} class="actions">
        {Object.entries(scopes).map(([name, scope]) => (
          <button
            key={name}
            type="submit"
            class="quiet small"
            name="scope"
            value={scope}
            aria-pressed={tool.scopes.includes(scope)}
            data-test={`scope-${name}`}
          >
            {name} {tool.scopes.includes(scope) ? 'on' : 'off'} <span class="sr">for {tool.name}</span>
          </button>
        ))}
      </form>
    </li>
  );
}

function Do({ what, words, tool }: { what: string; words: string; tool: Tool }): VNode {
  return (
    <button type="submit" class={what === 'delete' ? 'quiet' : ''} name="do" value={what} data-test={what}>
      {words} <span class="sr">{tool.name}</span>
    </button>
  );
}

/** Moodle asks before a second tool of the same host is made. */
export function SameToolPage({ url, tool, ...frame }: PageFrame & { url: string; tool: Tool }): VNode {
  return (
    <Layout {...frame} title="A tool of this host is known">
      <h1>A tool of this host is known</h1>
      <p>{tool.name} is registered already. Update it, or register a new one beside it?</p>
      <form method="post" action={`${frame.at}/tools/register`} class="actions">
        <input type="hidden" name="url" value={url} />
        <button type="submit" name="as" value="update" data-test="register-update">
          Update
        </button>
        <button type="submit" class="quiet" name="as" value="new" data-test="register-new">
          Register as new
        </button>
      </form>
    </Layout>
  );
}
