// The strictest Content-Security-Policy that can run WebAssembly at all, and a page that keeps every report of it.

export const POLICY =
  "script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** First on the page, so that nothing goes unseen. */
export const LISTENER = `<script>
  window.violations = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) =>
    window.violations.push([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' | ')));
</script>`;
