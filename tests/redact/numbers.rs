//! Numbers as those who issue them make them, from the definitions of their check digits; by no code of the crate.

/// xorshift64*: the same numbers on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    /// So many digits.
    pub(crate) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

/// A number in groups of these lengths; the rest is the last group.
pub(crate) fn group(number: &str, lengths: &[usize], blank: &str) -> String {
    let (mut rest, mut groups) = (number, Vec::new());
    for length in lengths {
        let (group, left) = rest.split_at((*length).min(rest.len()));
        groups.extend((!group.is_empty()).then_some(group));
        rest = left;
    }
    groups.extend((!rest.is_empty()).then_some(rest));
    groups.join(blank)
}

/// The sum of digits times weights, which repeat.
fn weighted(digits: &str, weights: &[u32]) -> u32 {
    digits.bytes().zip(weights.iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum()
}

/// A PESEL of somebody born between 1900 and 2099.
pub(crate) fn pesel(random: &mut Random) -> String {
    let century = 20 * random.below(2);
    let (year, month, day) = (random.below(100), 1 + random.below(12) + century, 1 + random.below(28));
    let body = format!("{year:02}{month:02}{day:02}{}", random.digits(4));
    let check = (10 - weighted(&body, &[1, 3, 7, 9]) % 10) % 10;
    body + &check.to_string()
}

/// A card of one of the networks, and how it is printed.
pub(crate) fn card(random: &mut Random) -> (String, &'static [usize]) {
    let (beginnings, length, shape): (&[&str], usize, &[usize]) = [
        (&["4"][..], 16, &[4, 4, 4, 4][..]),
        (&["51", "52", "53", "54", "55", "2221", "23", "26", "2720"], 16, &[4, 4, 4, 4]),
        (&["34", "37"], 15, &[4, 6, 5]),
        (&["300", "305", "36", "38", "39"], 14, &[4, 6, 4]),
        (&["6011", "644", "649", "65"], 16, &[4, 4, 4, 4]),
        (&["3528", "3589"], 16, &[4, 4, 4, 4]),
        (&["2200", "2204"], 16, &[4, 4, 4, 4]),
        (&["6759", "5018"], 16, &[4, 4, 4, 4]),
    ][random.below(8)];
    let beginning = beginnings[random.below(beginnings.len())];
    let body = beginning.to_owned() + &random.digits(length - 1 - beginning.len());
    // Luhn: from the right, every other digit counts twice, and of what gets two digits their sum.
    let mut sum = 0;
    for (position, digit) in body.bytes().rev().enumerate() {
        let digit = u32::from(digit - b'0');
        sum += if position % 2 == 1 { digit } else { [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit as usize] };
    }
    let number = format!("{body}{}", (10 - sum % 10) % 10);
    // One in 120 of Diners Club's is a REGON as well, and taken for one where it is in one piece without context.
    if length == 14 && number == regon_of(&number[..8], &number[9..13]) { card(random) } else { (number, shape) }
}

/// The check digits of an account in a country: 98 less the remainder of the number with the country and 00 behind.
fn check_digits(country: &str, account: &str) -> u32 {
    let letters = |c: char| match c {
        '0'..='9' => String::from(c),
        _ => (c as u32 - 'A' as u32 + 10).to_string(),
    };
    let number: String = format!("{account}{country}00").chars().map(letters).collect();
    98 - number.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97)
}

/// A Polish account: a branch with its check digit, a customer, and the check digits of both.
pub(crate) fn nrb(random: &mut Random) -> String {
    let bank = ["101", "102", "105", "109", "114", "116", "124", "249", "600", "879"][random.below(10)];
    let branch = format!("{bank}{}", random.digits(4));
    let check = (10 - weighted(&branch, &[3, 9, 7, 1]) % 10) % 10;
    let account = format!("{branch}{check}{}", random.digits(16));
    format!("{:02}{account}", check_digits("PL", &account))
}

/// An account of some other country, as its registry describes it: `a` is a letter, `n` a digit, `c` either.
pub(crate) fn iban(random: &mut Random) -> String {
    let (country, form) = [
        ("DE", "n18"),
        ("GB", "a4n14"),
        ("FR", "n10c11n2"),
        ("NL", "a4n10"),
        ("IT", "a1n10c12"),
        ("UA", "n6c19"),
        ("CZ", "n20"),
        ("NO", "n11"),
        ("BE", "n12"),
        ("CH", "n5c12"),
        ("LT", "n16"),
        ("IE", "a4n14"),
        ("ES", "n20"),
        ("SE", "n20"),
        ("SK", "n20"),
    ][random.below(15)];
    let mut account = String::new();
    let mut kind = 'n';
    let mut count = String::new();
    for c in form.chars().chain(['.']) {
        if c.is_ascii_digit() {
            count.push(c);
            continue;
        }
        for _ in 0..count.parse().unwrap_or(0) {
            let letter = kind == 'a' || (kind == 'c' && random.below(8) == 0);
            account.push(char::from(if letter {
                b'A' + random.below(26) as u8
            } else {
                b'0' + random.below(10) as u8
            }));
        }
        (kind, count) = (c, String::new());
    }
    format!("{country}{:02}{account}", check_digits(country, &account))
}

/// A barcode of so many digits with its check digit (weights 3 and 1 from the right).
pub(crate) fn ean(random: &mut Random, length: usize, beginning: &str) -> String {
    let body = beginning.to_owned() + &random.digits(length - 1 - beginning.len());
    let backwards: String = body.chars().rev().collect();
    format!("{body}{}", (10 - weighted(&backwards, &[3, 1]) % 10) % 10)
}

/// The tax number of a company.
pub(crate) fn nip(random: &mut Random) -> String {
    loop {
        let body = random.digits(9);
        let check = weighted(&body, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
        if check < 10 {
            return format!("{body}{check}");
        }
    }
}

/// The REGON of a company's branch: that of the company, 9 digits, with 5 more digits.
pub(crate) fn regon(random: &mut Random, beginning: &str) -> String {
    let company = beginning.to_owned() + &random.digits(8 - beginning.len());
    regon_of(&company, &random.digits(4))
}

fn regon_of(company: &str, branch: &str) -> String {
    let short = format!("{company}{}{branch}", weighted(company, &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10);
    let check = weighted(&short, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10;
    short + &check.to_string()
}
