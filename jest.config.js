// Nest 12 and several of its dependencies ship ES modules only; Jest's CommonJS mode cannot load those on Node 20.
// So every package that says `"type": "module"` is turned into CommonJS by SWC on the way in. Removable on Node >= 24.9.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, 'node_modules');

/** The paths, below node_modules, of the packages that are ES modules. */
function esmPackages(folder = root, found = []) {
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    if (name.startsWith('@')) {
      esmPackages(path, found);
      continue;
    }
    const manifest = join(path, 'package.json');
    if (!existsSync(manifest)) continue;
    if (JSON.parse(readFileSync(manifest, 'utf8')).type === 'module') found.push(path.slice(root.length + 1));
    esmPackages(join(path, 'node_modules'), found);
  }
  return found;
}

const { jsc } = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
const { baseUrl: _baseUrl, paths, ...compiler } = jsc;

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testEnvironment: 'node',
  // A limit against hanging, no measure: the machines that this runs on are shared.
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts'],
  cacheDirectory: '<rootDir>/.jest-cache',
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: compiler, module: { type: 'commonjs' }, sourceMaps: 'inline', swcrc: false }],
    'node_modules/.+\\.m?js$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' }, swcrc: false },
    ],
  },
  transformIgnorePatterns: [
    `/node_modules/(?!(?:${esmPackages()
      .map((name) => name.replace(/[.]/g, '\\.'))
      .join('|')})/)`,
  ],
  moduleNameMapper: Object.fromEntries(
    Object.entries(paths).map(([alias, [target]]) => [`^${alias}$`, `<rootDir>/${target.replace(/^\.\//, '')}`]),
  ),
};
