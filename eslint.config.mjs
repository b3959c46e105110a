import tseslint from 'typescript-eslint';

const noPlainErrors = {
  selector: "ThrowStatement > NewExpression[callee.name='Error']",
  message: 'Throw a CrexError with a code of this room (style: one error type).',
};
const noAmbientClock = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Clocks are injected: take the time from ctx or a Clock.',
};
const noDateNow = {
  selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
  message: 'Clocks are injected: take the time from ctx or a Clock.',
};

export default tseslint.config(
  { ignores: ['dist/', 'demo-output/', 'node_modules/', 'apps/console/src/api/schema.d.ts'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', noPlainErrors, noAmbientClock, noDateNow],
    },
  },
  {
    // The console is a program of its own kind: types of the browser, and of React.
    files: ['apps/console/**/*.ts', 'apps/console/**/*.tsx'],
    languageOptions: {
      parserOptions: { project: './apps/console/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'off', // the router redirects by throwing
    },
  },
  {
    // Tests, the demo and the benches are stories, not product: they may use the wall clock and plain errors.
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts', 'libs/testing/**/*.ts', 'apps/demo/**/*.ts'],
    rules: {
      'no-restricted-syntax': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
