import { createRoute, lazyRouteComponent, type AnyRootRoute } from '@tanstack/react-router';
import { logAddressOf } from '../access-log/address.js';
import { registerSearchOf } from '../datasets/register/register-search.js';
import { kept } from './kept-screens.js';

/** The screens of people, agencies, registers and the log. */
export function administrationRoutes(root: AnyRootRoute) {
  const at = <P extends string, S>(path: P, screen: () => Promise<S>, name: keyof S & string) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: lazyRouteComponent(kept(screen) as () => Promise<Record<string, never>>, name),
    });
  const log = createRoute({
    getParentRoute: () => root,
    path: '/log',
    validateSearch: logAddressOf,
    component: lazyRouteComponent(
      kept(() => import('../access-log/access-log.js')),
      'AccessLog',
    ),
  });
  const register = createRoute({
    getParentRoute: () => root,
    path: '/o/$op/datasets',
    validateSearch: registerSearchOf,
    component: lazyRouteComponent(
      kept(() => import('../datasets/register/register.js')),
      'Register',
    ),
  });
  return [
    register,
    at('/o/$op/import', () => import('../datasets/import/import-wizard.js'), 'ImportWizard'),
    at('/o/$op/datasets/$dataset', () => import('../datasets/page/dataset-page.js'), 'DatasetPage'),
    at('/account', () => import('../identity/account/account.js'), 'Account'),
    at('/agency', () => import('../identity/agency/agency.js'), 'Agency'),
    log,
    at('/o/$op/members', () => import('../operations/members/members.js'), 'Members'),
    at('/open', () => import('../operations/open/open-operation.js'), 'OpenOperation'),
  ];
}
