import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Only what needs types, and React's own rules; format and everything else is Biome's. */
export default tseslint.config(
  { ignores: ['**/fixtures/**', 'dist/**', 'bench/results/**'] },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/ui/**', 'src/apps/web/**', 'src/capabilities/*/web/**'],
    plugins: { 'react-hooks': reactHooks },
    // Dependencies of effects are Biome's to check; one `biome-ignore` with a reason is enough.
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/set-state-in-render': 'error', 'react-hooks/purity': 'error' },
  },
)
