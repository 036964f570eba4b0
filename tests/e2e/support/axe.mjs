// Accessibility, judged by axe: zero violations on the whole page, the host's part included.
import assert from 'node:assert/strict';
import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Fails with every rule that is broken, where, and how to fix it. */
export async function assertAccessible(page, state) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (tags) => {
      const report = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
      return report.violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id} at ${node.target.flat().join(' ')}: ${node.failureSummary}`),
      );
    },
    TAGS,
  );
  assert.deepEqual(violations, [], `accessibility of ${state}`);
}
