import express from 'express';
import { z } from 'zod';
import { ToolFramePage } from '../pages/tool-frame.tsx';
import { SameToolPage, ToolsPage } from '../pages/tools.tsx';
import type { Platform } from '../platform.ts';
import { newDeployment, registrationAddress } from '../registration.ts';
import { scopes, Tool } from '../tools.ts';
import { textsOf } from './errands.tsx';
import { asAdmin, ownFormsOnly, refuse, show, type Visitor } from './visitor.ts';

/** What an administrator does with tools: register by an address, activate, offer, take rights away. */
export function toolRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const { school } = platform;
  const form = [ownFormsOnly, express.urlencoded({ extended: false })];

  const toolsOf = ({ profile }: Visitor): Tool[] =>
    school.tools.all().filter((tool) => tool.profile === profile);

  router.get(
    '/tools',
    asAdmin(platform, (visitor, _req, res) =>
      show(
        res,
        <ToolsPage
          {...visitor.frame}
          tools={toolsOf(visitor)}
          registerUrl={platform.tool?.registerUrl ?? ''}
        />,
      ),
    ),
  );

  router.post(
    '/tools/register',
    ...form,
    asAdmin(platform, (visitor, req, res) => {
      const asked = Registering.safeParse(req.body);
      if (!asked.success)
        return refuse(res, visitor, 400, 'No address', 'Paste the whole address of the tool.');
      const { url, as } = asked.data;
      const [known] = toolsOf(visitor).filter((tool) => new URL(tool.launchUrl).host === new URL(url).host);
      // Moodle asks before it makes a second tool of the same host.
      if (visitor.profile === 'moodle' && known && as === undefined)
        return show(res, <SameToolPage {...visitor.frame} url={url} tool={known} />);

      const updates = as === 'update' && known ? known.clientId : null;
      const start = registrationAddress(platform, visitor.profile, url, updates);
      const back = `${visitor.frame.at}/tools`;
      const page = {
        title: 'Register a tool',
        start,
        back,
        inWindow: null,
        storage: 'none' as const,
        closesTo: back,
      };
      return show(res, <ToolFramePage {...visitor.frame} {...page} />);
    }),
  );

  router.post(
    '/tools/:client',
    ...form,
    asAdmin(platform, (visitor, req, res) => {
      const tool = school.tools.one(String(req.params['client']));
      if (!tool) return refuse(res, visitor, 404, 'No such tool', 'It may have been deleted.');
      change(platform, tool, textsOf(req.body));
      return res.redirect(303, `${visitor.frame.at}/tools`);
    }),
  );
  return router;
}

const Registering = z.object({
  url: z.url({ protocol: /^https?$/ }),
  as: z.enum(['update', 'new']).optional(),
});

function change(platform: Platform, tool: Tool, asked: Readonly<Record<string, string>>): void {
  const { school } = platform;
  if (asked['do'] === 'delete') school.tools.remove(tool.clientId);
  if (asked['do'] === 'activate') school.tools.put({ ...tool, state: 'active' });
  const { usage } = asked;
  if (usage === 'chooser' || usage === 'preconfigured')
    school.tools.put({ ...tool, isInChooser: usage === 'chooser' });
  if (asked['do'] === 'new-deployment')
    school.tools.put({ ...tool, deployments: [newDeployment(platform, tool.profile), ...tool.deployments] });
  const shares = Tool.shape.shares.safeParse(asked['shares']);
  if (shares.success) school.tools.put({ ...tool, shares: shares.data });
  const named = asked['scope'];
  if (named === undefined || !Object.values<string>(scopes).includes(named)) return;
  const others = tool.scopes.filter((scope) => scope !== named);
  school.tools.put({ ...tool, scopes: tool.scopes.includes(named) ? others : [...others, named] });
}
