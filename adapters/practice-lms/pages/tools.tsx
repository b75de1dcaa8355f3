import type { VNode } from 'preact';
import { scopes, type Tool } from '../tools.ts';
import { Layout, type PageFrame } from './layout.tsx';

/** The tools of this profile, and how to register another. */
export function ToolsPage({
  tools,
  registerUrl,
  ...frame
}: PageFrame & { tools: readonly Tool[]; registerUrl: string }): VNode {
  const words = frame.profile === 'moodle' ? likeMoodle : plain;
  return (
    <Layout {...frame} title={words.title}>
      <h1>{words.title}</h1>
      <form method="post" action={`${frame.at}/tools/register`}>
        <label for="url">{words.address}</label>
        <input id="url" name="url" type="url" required value={registerUrl} data-test="register-url" />
        <p>
          <button type="submit" data-test="register">
            {words.register}
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

const plain = { title: 'Tools', address: 'Registration address of a tool', register: 'Register' } as const;
/** As Moodle calls them. */
const likeMoodle = { title: 'Manage tools', address: 'Tool URL', register: 'Add LTI Advantage' } as const;

function ToolRow({ tool, at }: { tool: Tool; at: string }): VNode {
  const action = `${at}/tools/${encodeURIComponent(tool.clientId)}`;
  return (
    <li data-test="tool" data-client={tool.clientId} data-state={tool.state}>
      <h2>
        {tool.name} <small data-test="tool-state">{tool.state}</small>
      </h2>
      <p class="note">
        Client id {tool.clientId}, deployment <span data-test="deployment">{tool.deployments[0]}</span>
        {tool.deployments.length > 1 && `, before that ${tool.deployments.slice(1).join(', ')}`}
      </p>
      <form method="post" action={action} class="actions">
        {tool.state === 'pending' && <Do what="activate" words="Activate" tool={tool} />}
        {tool.profile === 'canvas' && <Do what="new-deployment" words="Add to another account" tool={tool} />}
        <Do what="delete" words="Delete" tool={tool} />
      </form>
      {tool.profile === 'moodle' && <Usage tool={tool} action={action} />}
      <form method="post" action={action} class="switches">
        <span class="note">May use</span>
        {Object.entries(scopes).map(([name, scope]) => (
          <Switch
            key={name}
            name="scope"
            value={scope}
            isOn={tool.scopes.includes(scope)}
            hook={`scope-${name}`}
            words={`${name} ${tool.scopes.includes(scope) ? 'on' : 'off'}`}
            tool={tool}
          />
        ))}
      </form>
      <form method="post" action={action} class="switches">
        <span class="note">Is told</span>
        {Object.entries(shared).map(([what, words]) => (
          <Switch
            key={what}
            name="shares"
            value={what}
            isOn={tool.shares === what}
            hook={`shares-${what}`}
            words={words}
            tool={tool}
          />
        ))}
      </form>
    </li>
  );
}

/** Moodle's settings of a tool, as far as teachers cannot find it without them. */
function Usage({ tool, action }: { tool: Tool; action: string }): VNode {
  const id = `usage-${tool.clientId}`;
  return (
    <details>
      <summary data-test="cog">
        ⚙ Edit <span class="sr">{tool.name}</span>
      </summary>
      <form method="post" action={action}>
        <label for={id}>Tool configuration usage</label>
        <select id={id} name="usage" data-test="usage">
          <option value="preconfigured" selected={!tool.isInChooser}>
            Show as preconfigured tool when adding an external tool
          </option>
          <option value="chooser" selected={tool.isInChooser}>
            Show in activity chooser and as a preconfigured tool
          </option>
        </select>
        <p>
          <button type="submit" data-test="save-settings">
            Save changes
          </button>
        </p>
      </form>
    </details>
  );
}

const shared: Readonly<Record<Tool['shares'], string>> = {
  nothing: 'no names',
  name: 'names',
  'name-and-email': 'names and e-mail',
};

interface Switch {
  readonly name: string;
  readonly value: string;
  readonly isOn: boolean;
  readonly hook: string;
  readonly words: string;
  readonly tool: Tool;
}

function Switch({ name, value, isOn, hook, words, tool }: Switch): VNode {
  return (
    <button type="submit" class="quiet small" name={name} value={value} aria-pressed={isOn} data-test={hook}>
      {words} <span class="sr">for {tool.name}</span>
    </button>
  );
}

function Do({ what, words, tool }: { what: string; words: string; tool: Tool }): VNode {
  return (
    <button type="submit" class={isMain(what) ? '' : 'quiet'} name="do" value={what} data-test={what}>
      {words} <span class="sr">{tool.name}</span>
    </button>
  );
}

const isMain = (what: string): boolean => what === 'activate';

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
