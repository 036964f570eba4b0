//! Rows of a Markdown table, as they stand in a line: where their cells end, and which line stands below a head.

/// Where the cells of a row end that have another one behind them: the bars that no backslash escapes, without the one
/// that a row begins with.
pub(super) fn bars(line: &str) -> Vec<usize> {
    let indent = line.len() - line.trim_start().len();
    let start = indent + usize::from(line.trim_start().starts_with('|'));
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate().skip(start) {
        match byte {
            b'\\' => escaped = !escaped,
            b'|' if !escaped => bars.push(at),
            _ => escaped = false,
        }
        if byte == b'|' {
            escaped = false;
        }
    }
    bars
}

/// Whether a line was meant to stand below the head of a table.
pub(super) fn is_rule(line: &str) -> bool {
    line.contains(['|', '+'])
        && line.chars().all(|c| "|+-:=—–− \t".contains(c))
        && line.chars().filter(|c| "-—–−=".contains(*c)).count() > 1
}
