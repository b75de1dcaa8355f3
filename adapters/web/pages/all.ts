import type { Router } from 'express';
import { mountOpenPage, mountPage } from '../page.ts';
import type { Web } from '../web.ts';
import { awardPage } from './award.tsx';
import { badgePage, issuerPage } from './badge.tsx';
import { homePage } from './home.tsx';
import { coursesPage, minePage, staffPage } from './organiser.tsx';
import { organiserAwardsPage } from './organiser-awards.tsx';
import { organiserQueuePage } from './organiser-queue.tsx';
import { organiserRequestsPage } from './organiser-requests.tsx';
import { organiserUndeliveredPage } from './organiser-undelivered.tsx';
import { privacyPage, termsPage } from './papers.tsx';
import { signInPage } from './sign-in.tsx';
import { signOutPage } from './sign-out.tsx';
import { verifyPage } from './verify.tsx';

/** Every page, in the order of the product. */
export function mountPages(router: Router, web: Web): void {
  mountOpenPage(router, web, signInPage);
  mountOpenPage(router, web, signOutPage);
  mountOpenPage(router, web, homePage);
  mountOpenPage(router, web, privacyPage);
  mountOpenPage(router, web, termsPage);
  mountOpenPage(router, web, verifyPage);
  mountOpenPage(router, web, awardPage);
  mountOpenPage(router, web, badgePage);
  mountOpenPage(router, web, issuerPage);
  mountPage(router, web, minePage);
  mountPage(router, web, organiserQueuePage);
  mountPage(router, web, organiserRequestsPage);
  mountPage(router, web, organiserAwardsPage);
  mountPage(router, web, staffPage);
  mountPage(router, web, coursesPage);
  mountPage(router, web, organiserUndeliveredPage);
}
