// The floors of the house: an import may only point down, features never import each other. See docs/architecture.md.
const features = '^apps/server/src/([^/]+)/';
const otherThan = (...libs) => `^libs/(?!(${libs.join('|')})/)`;

const floor = (name, lib, ...below) => ({
  name,
  comment: `libs/${lib} stands on ${below.length > 0 ? below.join(', ') : 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: [otherThan(lib, ...below), '^apps/'] },
});

/** The web client's own floors, from apps/web/README.md: app, features, frame, data, sync and ui. */
const webFeatures = 'access-log|datasets|identity|inbox|operations|search|threads';
const webFloor = (folder, ...below) => ({
  name: `web-${folder}`,
  severity: 'error',
  from: { path: `^apps/web/src/${folder}/` },
  to: { path: `^apps/web/src/(?!(${[folder, ...below].join('|')})/)` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    floor('domain-is-ground', 'domain'),
    floor('contracts-is-ground', 'contracts', 'domain'),
    floor('authz-on-ground', 'authz', 'domain', 'contracts'),
    floor('log-on-ground', 'transparency-log', 'domain', 'contracts'),
    floor('records-on-log', 'access-record', 'domain', 'transparency-log'),
    floor('extract-on-records', 'access-extract', 'domain', 'transparency-log', 'access-record'),
    floor('persistence-on-rules', 'persistence', 'domain', 'contracts', 'authz', 'transparency-log', 'access-record'),
    {
      name: 'pure-floors',
      comment: 'the ground and the rules need no framework, database or file',
      severity: 'error',
      from: { path: '^libs/(domain|contracts|authz)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(canonicalize|uuid)/' },
    },
    {
      name: 'ground-runs-in-the-browser',
      severity: 'error',
      from: { path: '^libs/(domain|contracts)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'log-stands-alone',
      comment: 'an auditor can take it away and run it: Node and nothing else',
      severity: 'error',
      from: { path: '^libs/(transparency-log|access-record)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/canonicalize/' },
    },
    {
      name: 'no-sideways-features',
      severity: 'error',
      comment: 'the demonstration plays people who use all of it; it is no feature, and nothing imports it',
      from: { path: features, pathNot: '^apps/server/src/(platform|demo)/' },
      to: { path: features, pathNot: ['^apps/server/src/$1/', '^apps/server/src/platform/'] },
    },
    {
      name: 'nobody-imports-the-demonstration',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^apps/server/src/main\\.ts$', '^apps/server/src/demo/'] },
      to: { path: '^apps/server/src/demo/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^apps/server/src/platform/' },
      to: { path: '^apps/server/src/(?!platform/)' },
    },
    {
      name: 'nobody-imports-the-roof',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^test/', pathNot: '^test/kit/' },
    },
    {
      name: 'kit-in-specs-only',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'apps-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    webFloor('ui'),
    webFloor('sync'),
    webFloor('data', 'sync', 'ui'),
    webFloor('frame', 'data', 'sync', 'ui'),
    {
      name: 'web-sync-knows-no-react',
      comment: 'the client itself is plain TypeScript, tested without a page',
      severity: 'error',
      from: { path: '^apps/web/src/sync/' },
      to: { path: 'node_modules/(react|react-dom|react-aria-components|@tanstack)/' },
    },
    {
      name: 'web-features-apart',
      severity: 'error',
      from: { path: `^apps/web/src/(${webFeatures})/` },
      to: { path: `^apps/web/src/(${webFeatures}|app)/`, pathNot: '^apps/web/src/$1/' },
    },
    {
      name: 'web-sees-contracts-and-domain',
      severity: 'error',
      comment: 'and checks proofs by the code that everybody checks them by, in one place',
      from: { path: '^apps/web/src/', pathNot: '^apps/web/src/access-log/proof/' },
      to: { path: [otherThan('contracts', 'domain')] },
    },
    {
      name: 'web-checks-proofs',
      severity: 'error',
      from: { path: '^apps/web/src/access-log/proof/' },
      to: { path: [otherThan('contracts', 'domain', 'transparency-log', 'access-record')] },
    },
    {
      name: 'cli-reaches-the-server-over-http',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: [otherThan('contracts', 'domain', 'transparency-log', 'access-record', 'access-extract')] },
    },
    {
      name: 'libs-by-the-front-door',
      comment: 'the index is a lib’s public face',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)' },
    },
    {
      name: 'libs-by-each-others-front-door',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '\\.mjs$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
