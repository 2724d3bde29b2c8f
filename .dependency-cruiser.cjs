/** Who may import whom. A file's place is its part of the system; a specification may look further than the code it describes. */
const SPEC = '[.]spec[.]ts$';

/** Only the files at `from` import the package; specifications and test/ may, to compare with the real thing. */
const only = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: [from, SPEC] },
  to,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Files that need each other are one idea, or lack a third; decorators see one of them unfinished. Of types it may be so.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node_modules/@event-driven-io/' },
    },
    {
      name: 'domain-is-alone',
      comment: 'The domain is pure: it imports itself and immutable collections; no driver, no framework, no part of Node.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: SPEC },
      to: { pathNot: ['^libs/domain/', '^node_modules/immutable/'] },
    },
    {
      name: 'domain-specs-are-pure',
      comment: 'A specification of a rule needs the domain, generated cases and the words of given/when/then.',
      severity: 'error',
      from: { path: `^libs/domain/.*${SPEC}` },
      to: { pathNot: ['^libs/domain/', '^node_modules/(immutable|fast-check)/', '^test/spec/'] },
    },
    {
      name: 'contexts-do-not-import-each-other',
      comment:
        'What one context needs of another is said in model/, and told to it as a fact. What the seller publishes is for all.',
      severity: 'error',
      from: { path: '^libs/domain/src/([^/]+)/', pathNot: '^libs/domain/src/model/' },
      to: { path: '^libs/domain/src/', pathNot: '^libs/domain/src/($1|shared|settings)/' },
    },
    {
      name: 'only-an-index-crosses-a-line',
      comment: 'A library is used through its index, by its alias: @usance/domain, @usance/projections/kernel.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps|test)/' },
      to: { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/index[.]ts$', '^libs/projections/src/kernel/index[.]ts$'] },
    },
    {
      name: 'across-a-line-by-alias',
      comment: 'A relative path into another library hides that a line is crossed.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps|test)/' },
      to: { path: '^libs/', pathNot: '^$1/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'policies-know-no-read-model',
      comment: 'A policy decides on events and on rows of its own. Of the projections it uses the kernel.',
      severity: 'error',
      from: { path: '^libs/policies/', pathNot: SPEC },
      to: { path: '^libs/projections/', pathNot: '^libs/projections/src/kernel/index[.]ts$' },
    },
    {
      name: 'libraries-know-no-app',
      comment: 'Apps stand on libraries.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-import-apps',
      comment: 'api and worker run apart. The cli composes them into one process; tests do too.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'code-knows-no-test',
      comment: 'What runs does not need what tests it.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: SPEC },
      to: { path: ['^test/', SPEC] },
    },
    only(
      'one-importer-of-the-event-store-client',
      'A change of client changes one library. The embedded server needs the message classes that the client ships.',
      '^libs/(event-store|embedded)/',
      { path: '^node_modules/@eventstore/' },
    ),
    {
      name: 'embedded-uses-message-classes-only',
      comment: 'The embedded server is no client.',
      severity: 'error',
      from: { path: '^libs/embedded/', pathNot: SPEC },
      to: { path: ['^node_modules/@eventstore/db-client/(?!generated/)', '^node_modules/mongodb/'] },
    },
    only(
      'few-importers-of-the-mongodb-driver',
      'Read models, and the rows of deadlines, live there; nothing else knows it.',
      '^libs/(projections|policies|embedded)/',
      { path: '^node_modules/mongodb/' },
    ),
    {
      name: 'nest-at-the-edge',
      comment: 'Frameworks stay where requests come in; the libraries in which the work is done do without.',
      severity: 'error',
      from: { path: '^libs/(domain|event-store|projections|policies|embedded)/' },
      to: { path: '^node_modules/@nestjs/' },
    },
    {
      name: 'no-development-package-at-run-time',
      comment:
        'npm ci --omit=dev must be enough to run. Generating libs/contracts is development: it reads the source with the compiler.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^apps/cli/src/contracts/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'no-unlisted-package',
      comment: 'What is imported is listed in package.json, not brought along by chance.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
