// The same table in three engines, and how it is printed.

/** At most `limit` at a time; results in their order. */
export async function together(limit, items, work) {
  const results = [];
  let next = 0;
  const one = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at], at);
    }
  };
  await Promise.all(Array.from({ length: limit }, one));
  return results;
}

/** A Markdown table. */
export function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
