//! HTML as plain text, for the description, the search and readers without HTML. Linear; quotes
//! keep their depth as `>` marks, so that they can be told from new text.

use super::{
    entity, tags,
    tokens::{Token, Tokens},
};

/// Marks deeper than this are not written.
const MAX_QUOTE_DEPTH: usize = 20;

/// Writes HTML as text.
#[must_use]
pub fn from_html(html: &str) -> String {
    let mut writer = Writer::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => writer.text(&entity::decode(text)),
            Token::Start { name, .. } => writer.start(&name),
            Token::End { name } => writer.end(&name),
        }
    }
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    quote_depth: usize,
    pre_depth: usize,
    /// Line ends to write before the next word; they are written once, however many ask for them.
    lines: usize,
    space: bool,
}

impl Writer {
    fn start(&mut self, name: &str) {
        match name {
            "br" => {
                self.lines = if self.out.is_empty() {
                    0
                } else {
                    self.lines + 1
                }
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" => self.gap(2),
            "table" | "tr" | "center" => self.gap(1),
            "hr" => {
                self.gap(1);
                self.word("---");
                self.gap(1);
            }
            "li" => {
                self.gap(1);
                self.word("- ");
            }
            "pre" => {
                self.gap(2);
                self.pre_depth += 1;
            }
            "blockquote" => {
                self.gap(1);
                self.quote_depth += 1;
            }
            _ if tags::BLOCKS.contains(&name) => self.gap(1),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "td" | "th" => self.space = true,
            "pre" => {
                self.gap(2);
                self.pre_depth = self.pre_depth.saturating_sub(1);
            }
            "blockquote" => {
                self.gap(1);
                self.quote_depth = self.quote_depth.saturating_sub(1);
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" => self.gap(2),
            "table" | "tr" | "center" => self.gap(1),
            _ if tags::BLOCKS.contains(&name) => self.gap(1),
            _ => {}
        }
    }

    fn gap(&mut self, lines: usize) {
        self.lines = self.lines.max(lines);
    }

    fn text(&mut self, text: &str) {
        if self.pre_depth > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.lines += 1;
                }
                if !line.is_empty() {
                    self.word(line.trim_end_matches('\r'));
                }
            }
            return;
        }
        for (index, word) in text.split(is_blank).enumerate() {
            self.space |= index > 0;
            if !word.is_empty() {
                self.word(word);
            }
        }
    }

    fn word(&mut self, word: &str) {
        if self.out.is_empty() || self.lines > 0 {
            for line in 0..self.lines {
                if !self.out.is_empty() {
                    self.out.push('\n');
                    if line + 1 < self.lines && self.quote_depth > 0 {
                        self.mark();
                    }
                }
            }
            if self.quote_depth > 0 {
                self.mark();
                self.out.push(' ');
            }
        } else if self.space && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        (self.lines, self.space) = (0, false);
        self.out.push_str(word);
    }

    fn mark(&mut self) {
        self.out.extend(std::iter::repeat_n(
            '>',
            self.quote_depth.min(MAX_QUOTE_DEPTH),
        ));
    }
}

// White space that HTML folds, and the no-break space that editors put in its place.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{a0}'
}
