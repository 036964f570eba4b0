// The strictest Content-Security-Policy that can run WebAssembly at all, and a page that keeps every report of it.

export const POLICY =
  "script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** First on the page, so that no report is missed. */
export const LISTENER = `<script>
  window.violations = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) =>
    window.violations.push([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' | ')));
</script>`;

/**
 * Listens to all reports of the policies of a page and of those after it: to the events, from before the first script,
 * and to the browser itself. Returns a function that returns the reports so far, each as one line.
 */
export async function reports(page) {
  const heard = [];
  await page.exposeFunction('violated', (line) => heard.push(line));
  await page.addInitScript(() => {
    const { violated } = window;
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) =>
      violated([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' | ')),
    );
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Audits.enable');
  session.on('Audits.issueAdded', ({ issue }) => {
    const about = issue.details.contentSecurityPolicyIssueDetails;
    if (about) heard.push([about.violatedDirective.split(' ')[0], about.blockedURL ?? kind(about), 'the browser'].join(' | '));
  });
  return async () => {
    // What happened before is reported by now.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
    return [...heard];
  };
}

const kind = ({ contentSecurityPolicyViolationType: type }) => (type === 'kWasmEvalViolation' ? 'wasm-eval' : type);
