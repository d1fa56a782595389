//! What people type, made fit for its place: one line in a header, some lines below a mail.

use super::address::invisible;

/// Makes a name of what was typed: one line, single spaces, nothing that hides or turns text.
///
/// What comes out holds no control character, so it can stand in a header once it is encoded.
#[must_use]
pub fn one_line(text: &str) -> String {
    let shown = text
        .chars()
        .filter(|c| !invisible(*c) && (!c.is_control() || c.is_whitespace()));
    let shown: String = shown.collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes a text of several lines of what was typed: lines end with LF, blank ends are cut, no
/// other control character than the tab.
#[must_use]
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    let kept: String = kept.collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests;
