import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'

/** Bans an import by pattern in some files: the arrows of docs/architecture.md. */
const arrow = (files, ignores, group, message) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
})

const fastifyBan = ['fastify', 'fastify-plugin', '@fastify/swagger', '**/plugins/**']

export default tseslint.config(
  { ignores: ['dist/', '.tap/', 'coverage/', 'node_modules/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // `const { dropped: _, ...rest }` is how a key is left out of a copy.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  arrow(['lib/**/*.ts'], ['lib/rules/**', 'lib/operations/**'], fastifyBan, 'lib is framework-free.'),
  arrow(
    ['lib/rules/*.ts'],
    ['lib/rules/define-rule.ts', 'lib/rules/index.ts'],
    [...fastifyBan, './*', '!./define-rule.ts'],
    'A rule imports define-rule and nothing beside it.',
  ),
  arrow(
    ['lib/operations/*.ts'],
    ['lib/operations/define-operation.ts', 'lib/operations/index.ts'],
    [...fastifyBan, './*', '!./define-operation.ts'],
    'An operation imports define-operation and nothing beside it.',
  ),
  {
    files: ['lib/transform/generate-code.ts'],
    // Conversions are generated as code, as Ajv does with schemas; what may stand in it is this one file's concern.
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
  {
    files: ['plugins/*/index.ts'],
    // What an async plugin throws stops the boot; what a callback one throws ends the process.
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    // Tests are compiled as strictly as the rest; the rules that ask for types take a minute more for them.
    extends: [tseslint.configs.disableTypeChecked],
  },
)
