// The element in JSX without React: the declarations stand alone. Nothing here runs: see ../types.test.mjs.
declare function h(...parts: unknown[]): unknown;

export const right = <nightdesk-widget data-position="left" class="help" />;
// @ts-expect-error it stands on the left or on the right
export const wrong = <nightdesk-widget data-position="top" />;
