// Real keys and presses, as WebDriver writes them: https://www.w3.org/TR/webdriver2/#keyboard-actions.

const NAMED = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  Shift: '\uE008',
};

/** Keys one after the other; `Shift+Tab` holds the first while the second is pressed. */
export function actions(keys) {
  const steps = keys.flatMap((key) => {
    const held = key.length > 1 ? key.split('+') : [key];
    const codes = held.map((name) => NAMED[name] ?? name);
    return [...codes.map((value) => ({ type: 'keyDown', value })), ...codes.reverse().map((value) => ({ type: 'keyUp', value }))];
  });
  return [{ type: 'key', id: 'keyboard', actions: steps }];
}

/** A press of the mouse, in CSS pixels from the corner of the viewport. */
export const pointer = (x, y) => [
  {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  },
];
