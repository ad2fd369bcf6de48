/** The library has no types of its own: each of these files exports tests by name. */
declare module '@secvisogram/csaf-validator-lib/*' {
  interface Found {
    message?: string
    instancePath: string
  }
  type Test = (document: unknown) => TestResult | Promise<TestResult>
  interface TestResult {
    isValid?: boolean
    errors?: Found[]
    warnings?: Found[]
    infos?: Found[]
  }
  const tests: Record<string, Test>
  export = tests
}
