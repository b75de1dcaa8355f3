/** As much of ltijs 5.9.9 as `provider.ts` uses; the published types are for 4.x. */
declare module 'ltijs' {
  import type { KeyObject } from 'node:crypto';
  import type { NextFunction, Request, RequestHandler, Response } from 'express';

  type Callback = (req: Request, res: Response, next: NextFunction) => unknown;
  type LaunchCallback = (token: unknown, req: Request, res: Response, next: NextFunction) => unknown;

  interface Platform {
    platformKid(): Promise<string>;
    platformActive(active: boolean): Promise<boolean>;
  }

  interface PlatformConfig {
    url: string;
    name: string;
    clientId: string;
    authenticationEndpoint: string;
    accesstokenEndpoint: string;
    authorizationServer: string;
    authConfig: { method: 'JWK_SET'; key: string };
  }

  interface DatabasePlugin {
    setup(): Promise<true>;
    Close(): Promise<true>;
    Get(sealed: KeyObject | false, collection: string, query?: object): Promise<object[] | false>;
    Insert(sealed: KeyObject | false, collection: string, item: object, index?: object): Promise<true>;
    Replace(
      sealed: KeyObject | false,
      collection: string,
      query: object,
      item: object,
      index?: object,
    ): Promise<true>;
    Modify(sealed: KeyObject | false, collection: string, query: object, change: object): Promise<true>;
    Delete(collection: string, query: object): Promise<true>;
  }

  interface Options {
    appRoute: string;
    loginRoute: string;
    keysetRoute: string;
    ltiaas: true;
    tokenMaxAge: false;
    cors: false;
    devMode: false;
    cookies: { secure: boolean; sameSite: string };
    serverAddon: (app: { use(handler: RequestHandler): void }) => void;
  }

  interface DeepLinkingLaunch {
    iss: string;
    clientId: string;
    deploymentId: string;
    platformContext: { deepLinkingSettings: object };
  }

  interface Provider {
    app: RequestHandler;
    DeepLinking: {
      createDeepLinkingMessage(
        launch: DeepLinkingLaunch,
        items: readonly object[],
        options: { message: string },
      ): Promise<string>;
    };
    setup(key: KeyObject, database: { plugin: DatabasePlugin }, options: Options): this;
    deploy(options: { serverless: true; silent: true }): Promise<true>;
    onConnect(callback: LaunchCallback): true;
    onDeepLinking(callback: LaunchCallback): true;
    onInvalidToken(callback: Callback): true;
    onSessionTimeout(callback: Callback): true;
    onUnregisteredPlatform(callback: Callback): true;
    onInactivePlatform(callback: Callback): true;
    registerPlatform(platform: PlatformConfig): Promise<Platform>;
    getPlatform(url: string, clientId: string): Promise<Platform | false>;
  }

  /** The one instance that the package exports; its class is not. */
  export const Provider: Provider & { constructor: unknown };
}
