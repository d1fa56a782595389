//! A message for somebody who has not seen it: what is said to it, then a marked line, who wrote it
//! to whom and when, and the whole of it. Knows no language: the lines of the head come written.

#[cfg(test)]
mod tests;

use super::html::escaped;

/// A message that goes on.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The marked line, then one line for each of From, Date, Subject, To, Cc.
    pub head: &'a [String],
    /// All of its text.
    pub text: &'a str,
}

/// Writes what stands below the words of whoever forwards it, as plain text.
#[must_use]
pub fn below(passage: Passage<'_>) -> String {
    let mut out = head(passage).join("\n");
    let text = passage.text.trim_end();
    if !text.is_empty() {
        out.push_str("\n\n");
        out.push_str(text);
    }
    out
}

/// Writes the whole as plain text.
#[must_use]
pub fn text(said: &str, passage: Passage<'_>) -> String {
    match said.trim_end() {
        "" => below(passage),
        said => format!("{said}\n\n{}", below(passage)),
    }
}

/// Writes the whole as HTML. `clean` is the HTML of the message, cleaned.
#[must_use]
pub fn html(said: &str, passage: Passage<'_>, clean: &str) -> String {
    let mut out = String::with_capacity(clean.len() + said.len() + 1_024);
    let said = said.trim_end();
    if !said.is_empty() {
        out.push_str("<div dir=\"auto\">");
        out.push_str(&lines(said.lines().map(str::to_owned)));
        out.push_str("</div><br>\n");
    }
    out.push_str("<div dir=\"auto\">");
    out.push_str(&lines(head(passage).into_iter()));
    out.push_str("</div><br>\n<div dir=\"auto\">");
    out.push_str(clean);
    out.push_str("</div>\n");
    out
}

/// The head, one line each whatever a name or a subject holds.
fn head(passage: Passage<'_>) -> Vec<String> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let one_line = |line: &String| line.replace(breaks, " ").trim().to_owned();
    passage.head.iter().map(one_line).collect()
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.map(|line| escaped(&line)).collect();
    lines.join("<br>\n")
}
