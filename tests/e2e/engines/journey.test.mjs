// The main way of a visitor through the help, in three engines, on a plain page and on one with the strictest policy.
import test from 'node:test';
import { helpDesk } from '../support/form.mjs';
import { POLICY } from '../support/policy.mjs';
import { shopFolder } from './content.mjs';
import { ENGINES, start, withPage } from './engine.mjs';
import { BODY, SCRIPT, STEPS } from './journey.mjs';
import { markdown } from './matrix.mjs';
import { shops } from './shops.mjs';

const POLICIES = { 'no policy': undefined, 'nonce, Trusted Types': POLICY };

const help = await helpDesk();
const server = await shops(shopFolder(help.url));
const rows = [];
test.after(async () => {
  await server.close();
  console.log(`\n${markdown(['engine', 'policy', 'steps passed'], rows)}\n`);
});

for (const name of process.env.NIGHTDESK_ENGINES?.split(',') ?? ENGINES) {
  test(name, async (t) => {
    const engine = await start(name);
    try {
      for (const [policy, csp] of Object.entries(POLICIES)) {
        await t.test(`${engine.name}, ${policy}`, async (t) => {
          help.reset();
          const shop = server.shop({ policy: csp, body: BODY, script: SCRIPT });
          let passed = 0;
          await withPage(engine, shop.url, async (page) => {
            for (const [step, work] of STEPS) {
              await t.test(step, async () => {
                await work({ page, shop, help });
                passed++;
              });
            }
          });
          rows.push([engine.name, policy, `${passed} of ${STEPS.length}`]);
        });
      }
    } finally {
      await engine.close();
    }
  });
}
