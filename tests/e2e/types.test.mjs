// `nightdesk.d.ts` against TypeScript itself: right uses compile, wrong ones are refused. A wrong use is in `types/`
// below a line with `@ts-expect-error`, which is itself an error where the compiler accepts the use.
//
// Each test is a project as the guide describes it, with a copy of the declarations.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

const HERE = import.meta.dirname;
const COMPILER = join(HERE, 'node_modules/typescript/bin/tsc');
const STRICT = {
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  // Declarations are checked too, as in the strictest project.
  skipLibCheck: false,
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022', 'dom'],
};

/** Compiles one file of `types/`, or `text`, in a folder of its own, with these packages of npm and no others. */
function compile(t, file, packages, options, text = readFileSync(join(HERE, 'types', file))) {
  const project = mkdtempSync(join(tmpdir(), 'nightdesk-types-'));
  t.after(() => rmSync(project, { recursive: true, force: true }));
  cpSync(join(HERE, '../../src/js/nightdesk.d.ts'), join(project, 'nightdesk.d.ts'));
  writeFileSync(join(project, file), text);
  for (const name of packages) {
    mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
    symlinkSync(join(HERE, 'node_modules', name), join(project, 'node_modules', name));
  }
  const config = { compilerOptions: { ...STRICT, types: [], ...options }, files: ['nightdesk.d.ts', file] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  try {
    execFileSync(process.execPath, [COMPILER, '--project', project, '--pretty', 'false'], { stdio: 'pipe' });
  } catch (error) {
    assert.fail(`${error.stdout}${error.stderr}`);
  }
}

// A developer who writes `serach`, or forgets that the script may not be there yet, would find out from a customer.
test('the page: commands, events and the element', (t) => compile(t, 'page.ts', []));

// In a project with React a wrong declaration would remove React's own elements.
test('the element in React', (t) =>
  compile(t, 'react.tsx', ['@types/react', 'csstype'], { jsx: 'react-jsx', skipLibCheck: true, preserveSymlinks: true }));

// The guide's recipe is copied unchanged, into projects as strict as this one.
test('the recipe for React', (t) => {
  const guide = readFileSync(join(HERE, '../../docs/developers/embedding.md'), 'utf8');
  const recipe = guide.split('## React\n')[1].match(/```tsx\n(.*?)```/s)[1];
  const types = "'../public/help/nightdesk'";
  assert.ok(recipe.includes(types.replaceAll("'", '"')), 'the recipe takes its types from the bundle');
  const packages = ['@types/react', 'csstype'];
  const options = { jsx: 'react-jsx', skipLibCheck: true, preserveSymlinks: true };
  compile(t, 'help.tsx', packages, options, recipe.replace('"../public/help/nightdesk"', "'./nightdesk.js'"));
});

// Where there is no React, its name must not be an error.
test('the element in JSX without React', (t) => compile(t, 'other-jsx.tsx', [], { jsx: 'react', jsxFactory: 'h' }));
