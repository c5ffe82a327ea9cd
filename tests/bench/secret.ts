/** Signs the sessions of the benchmark's people. */
export const secret = 'a-secret-of-the-benchmark-that-protects-nothing-0123456789abcdef'
