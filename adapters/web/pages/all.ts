import type { Router } from 'express';
import { mountOpenPage } from '../page.ts';
import type { Web } from '../web.ts';
import { homePage } from './home.tsx';
import { privacyPage, termsPage } from './papers.tsx';
import { signInPage } from './sign-in.tsx';
import { signOutPage } from './sign-out.tsx';

/** Every page, in the order of the product. */
export function mountPages(router: Router, web: Web): void {
  mountOpenPage(router, web, signInPage);
  mountOpenPage(router, web, signOutPage);
  mountOpenPage(router, web, homePage);
  mountOpenPage(router, web, privacyPage);
  mountOpenPage(router, web, termsPage);
}
