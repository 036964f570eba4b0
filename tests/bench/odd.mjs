// Odd questions: every one must be answered, quickly, and nothing may break.
const LONG = 10_000;

export const ODD = {
  'nothing': '',
  'spaces': ' '.repeat(LONG),
  '10,000 characters of text': 'jak zmienić hasło do konta w systemie '.repeat(LONG).slice(0, LONG),
  '10,000 different words': Array.from({ length: LONG }, (_, i) => `słowo${i.toString(36)}`).join(' '),
  'one word of 10,000 letters': 'ż'.repeat(LONG),
  'one word of 256 letters': 'konfigurowanie'.repeat(20).slice(0, 256),
  '24 unknown long words': Array.from({ length: 24 }, (_, i) => `kgonfvgruo${'bcdfghjklmnpqrstvwxzbcdf'[i]}`).join(' '),
  '10,000 emoji': '🦊'.repeat(LONG),
  'emoji joined by zero-width joiners': '👩‍👩‍👧‍👦'.repeat(1000),
  'right to left': 'איך לשנות סיסמה؟ كيف أغير كلمة المرور',
  'control characters': Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join(''),
  'bidirectional controls': 'konto \u202e\u2066olsah\u2069 \u200f\u200e\ufeff hasło',
  'half a surrogate pair': 'konto \ud83e hasło \udd8a',
  'combining marks': `a${'\u0301'.repeat(LONG)}`,
  'single letters': 'a b c d e f g h i j k l m n o p r s t u w y z',
  'one letter': 'w',
  'punctuation': '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'.repeat(100),
};
