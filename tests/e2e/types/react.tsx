// The element in React's JSX. Nothing here runs: see ../types.test.mjs.
import { useEffect, useRef } from 'react';
import type { NightdeskWidgetElement } from './nightdesk.js';

export function Help({ dark }: { dark: boolean }) {
  const element = useRef<NightdeskWidgetElement>(null);
  useEffect(() => {
    const { current } = element;
    const heard = (event: CustomEvent<{ slug: string }>) => console.log(event.detail.slug);
    current?.addEventListener('nightdesk:article', heard);
    return () => current?.removeEventListener('nightdesk:article', heard);
  }, []);
  return (
    <>
      <nightdesk-widget ref={element} key="help" data-lang="pl" data-theme={dark ? 'dark' : 'light'} />
      <button onClick={() => element.current && window.nightdesk?.push([element.current, 'open'])}>Help</button>
    </>
  );
}

// @ts-expect-error there is no such theme
export const wrong = <nightdesk-widget data-theme="night" />;
// React's own elements are as they were.
export const plain = <p className="note">…</p>;
// @ts-expect-error and still checked
export const unknown = <p clas="note">…</p>;
