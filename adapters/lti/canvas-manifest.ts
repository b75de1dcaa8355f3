import { choosingPlacements } from './families/canvas.ts';
import { redirectUri } from './login.ts';
import { scope } from './scopes.ts';
import { customParameters, toolDescription, toolName } from './tool-registration.ts';

/** What an administrator of Canvas pastes, or has fetched, to make a developer key by hand. */
export function canvasManifest(baseUrl: string): object {
  const launch = redirectUri(baseUrl);
  const host = new URL(baseUrl).host;
  return {
    title: toolName,
    description: toolDescription,
    target_link_uri: launch,
    oidc_initiation_url: `${baseUrl}/lti/login`,
    public_jwk_url: `${baseUrl}/lti/keys`,
    scopes: [scope.columns, scope.readColumns, scope.results, scope.score, scope.roster],
    custom_fields: customParameters,
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: host,
        tool_id: 'cities-of-learning',
        privacy_level: 'name_only',
        settings: {
          text: toolName,
          icon_url: `${baseUrl}/icon.png`,
          selection_width: 900,
          selection_height: 700,
          placements: [
            ...choosingPlacements.map((placement) => ({
              placement,
              message_type: 'LtiDeepLinkingRequest',
              target_link_uri: launch,
            })),
            {
              placement: 'course_navigation',
              message_type: 'LtiResourceLinkRequest',
              target_link_uri: `${launch}?view=course`,
              default: 'disabled',
              enabled: true,
            },
          ],
        },
      },
    ],
  };
}
