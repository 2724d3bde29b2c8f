import js from '@eslint/js';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const IN_MEMORY =
  'It is in memory and loses what a crash interrupts: nothing durable rides on it. Events go through @usance/event-store.';

export default tseslint.config(
  globalIgnores(['dist', 'data', 'coverage', 'node_modules', '.jest-cache', 'libs/contracts']),
  // A rule that does not fit is changed here, for all, with its reason; no file makes an exception of itself.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      // A switch over a union counts as one: the compiler sees to it that no case is missing.
      complexity: ['error', { max: 10, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/cqrs',
              importNames: ['EventBus', 'EventPublisher', 'EventsHandler', 'Saga', 'AggregateRoot', 'UnhandledExceptionBus'],
              message: IN_MEMORY,
            },
          ],
        },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A bus handler, a driver's stand-in or a test's hook is async by its interface, whether it waits or not.
      '@typescript-eslint/require-await': 'off',
      // A name that starts with _ says that the value is left out on purpose.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    // Jest's own matchers (`expect.any`) are of type any.
    files: ['**/*.spec.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-argument': 'off' },
  },
  {
    // Pure: the same events and commands lead to the same answer, on any day and any machine.
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Date',
          'process',
          'performance',
          'crypto',
          'console',
          'fetch',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'Buffer',
        ].map((name) => ({ name, message: 'The domain has no clock, no chance and no I/O: what it needs is given to it.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The domain leaves nothing to chance.' },
      ],
    },
  },
  {
    // Arithmetic of the calendar, on given dates. Still no clock: a Date is made from a number only.
    files: ['libs/domain/src/shared/calendar-date.ts'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain has no clock.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The domain has no clock.' },
        { selector: "CallExpression[callee.name='Date']", message: 'The domain has no clock.' },
      ],
    },
  },
  {
    // Two protocols tell dozens of types and cases apart; a function that does so is long in branches and short in thought.
    files: ['libs/embedded/src/**/*.ts'],
    rules: { complexity: ['error', { max: 16, variant: 'modified' }] },
  },
  {
    // A suite is one long call of describe, and grows with its cases.
    files: ['**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    rules: { 'no-unused-vars': ['error', { varsIgnorePattern: '^_' }] },
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'performance', 'console', 'module', 'require', '__dirname', 'URL', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  { files: ['**/*.js', '**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  { files: ['docker/replica-set.js'], languageOptions: { globals: { rs: 'readonly', sleep: 'readonly' } } },
);
