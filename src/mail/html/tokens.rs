//! HTML split into tags and text, in one linear pass. Not the parser of a browser and not meant to
//! be: whatever comes out is written anew, so a different reading can lose markup, never pass it.

use super::tags;

/// Attributes of one tag that are read; parsers look for doubles among all of them, one by one.
const MAX_ATTRIBUTES: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// Text with its character references.
    Text(&'a str),
    Start {
        name: String,
        attributes: Vec<(String, &'a str)>,
    },
    End {
        name: String,
    },
}

pub struct Tokens<'a> {
    rest: &'a str,
    // Ends that were looked for and are not there any more: each is searched in vain only once.
    missing: Vec<&'static str>,
}

impl<'a> Tokens<'a> {
    #[must_use]
    pub fn new(html: &'a str) -> Self {
        Self {
            rest: html,
            missing: Vec::new(),
        }
    }

    fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    // Skips behind `end`, if it comes.
    fn skip_past(&mut self, end: &'static str) -> bool {
        if self.missing.contains(&end) {
            return false;
        }
        match find_ignore_case(self.rest, end) {
            Some(at) => self.skip(at + end.len()),
            None => {
                self.missing.push(end);
                return false;
            }
        }
        true
    }

    // A comment, a declaration or another thing that starts with `<` and shows nothing.
    fn markup(&mut self) -> bool {
        let rest = self.rest;
        if let Some(body) = rest.strip_prefix("<!--") {
            self.skip(4);
            // WHATWG HTML 13.2.5.43: `<!-->` and `<!--->` are whole comments.
            if body.starts_with('>') || body.starts_with("->") {
                self.skip_past(">");
            } else {
                self.skip_past("-->");
            }
            return true;
        }
        if rest.starts_with("<![CDATA[") {
            self.skip(9);
            return true;
        }
        let bogus = ["<!", "<?", "</"]
            .iter()
            .any(|start| rest.starts_with(start));
        if bogus {
            self.skip(2);
            self.skip_past(">");
        }
        bogus
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let body = self.rest.strip_prefix('<')?;
        let (is_end, body) = match body.strip_prefix('/') {
            Some(body) => (true, body),
            None => (false, body),
        };
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = body.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let (name, mut body) = body.split_at_checked(end.unwrap_or(body.len()))?;
        let name = name
            .get(..name.len().min(40))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            body = body.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if body.is_empty() {
                break;
            }
            if let Some(behind) = body.strip_prefix('>') {
                body = behind;
                break;
            }
            let (attribute, behind) = attribute(body);
            body = behind;
            if attributes.len() < MAX_ATTRIBUTES
                && !attributes.iter().any(|(name, _)| *name == attribute.0)
            {
                attributes.push(attribute);
            }
        }
        self.rest = body;
        Some(if is_end {
            Token::End { name }
        } else {
            Token::Start { name, attributes }
        })
    }

    fn skip_content(&mut self, name: &str) {
        let end = tags::DROPPED_WITH_CONTENT
            .iter()
            .position(|known| *known == name);
        // Without its end tag the content of such an element is shown as text, which is harmless.
        let Some(end) = end.and_then(|at| CONTENT_ENDS.get(at)) else {
            return;
        };
        if !self.missing.contains(end) {
            match find_ignore_case(self.rest, end) {
                Some(at) => self.skip(at),
                None => self.missing.push(end),
            }
        }
    }
}

// The end tags of tags::DROPPED_WITH_CONTENT, in the same order.
const CONTENT_ENDS: &[&str] = &[
    "</script",
    "</style",
    "</title",
    "</svg",
    "</math",
    "</textarea",
    "</xmp",
    "</iframe",
    "</noembed",
    "</noframes",
    "</plaintext",
    "</template",
    "</object",
    "</applet",
    "</audio",
    "</video",
    "</canvas",
    "</select",
    "</datalist",
];

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with('<') {
                if let Some(token) = self.tag() {
                    if let Token::Start { name, .. } = &token {
                        let name = name.clone();
                        self.skip_content(&name);
                    }
                    return Some(token);
                }
                if self.markup() {
                    continue;
                }
            }
            // Text goes to the next `<`; a lone `<` is text itself.
            let from = usize::from(self.rest.starts_with('<'));
            let end = self
                .rest
                .get(from..)
                .and_then(|rest| rest.find('<'))
                .map_or(self.rest.len(), |at| at + from);
            let text = self.rest.get(..end).unwrap_or_default();
            self.skip(end);
            return Some(Token::Text(text));
        }
    }
}

// Reads `name`, `name=value`, `name="value"`; gives it and what stands behind it.
fn attribute(body: &str) -> ((String, &str), &str) {
    let end = body
        .char_indices()
        .find(|&(at, c)| c.is_ascii_whitespace() || matches!(c, '/' | '>') || (c == '=' && at > 0))
        .map_or(body.len(), |(at, _)| at);
    let (name, rest) = body.split_at_checked(end).unwrap_or((body, ""));
    let name = name
        .get(..name.len().min(40))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let Some(value) = behind.strip_prefix('=') else {
        return ((name, ""), rest);
    };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let (value, rest) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let value = value.get(1..).unwrap_or_default();
            value.split_once(quote).unwrap_or((value, ""))
        }
        _ => {
            let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>');
            value
                .split_at_checked(end.unwrap_or(value.len()))
                .unwrap_or((value, ""))
        }
    };
    ((name, value), rest)
}

fn find_ignore_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes()
        .windows(needle.len())
        .position(|found| found.eq_ignore_ascii_case(needle.as_bytes()))
}
