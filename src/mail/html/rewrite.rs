//! The first wall: a mail's HTML written anew, balanced and shallow, from the elements and
//! attributes of `tags` alone. Decides about every image and link. Linear, whatever comes in.
//!
//! What stands behind it has costs that grow with nesting, with attributes per element and with
//! formatting that is left open; none of these gets through. `details` and `summary` are written
//! only by this file, so a mail cannot forge a fold.

use std::collections::{HashMap, HashSet};

use super::{
    HtmlOptions, RemoteImages, cid, entity, tags,
    tokens::{Token, Tokens},
};

/// Elements inside each other (mail.md, Decided 3).
const MAX_DEPTH: usize = 150;
/// Formatting elements inside each other; an HTML parser may repeat them in every block.
const MAX_FORMATTING: usize = 20;
/// Bytes of one attribute value.
const MAX_VALUE: usize = 8_000;

#[derive(Debug, Default)]
pub struct Rewritten {
    pub html: String,
    /// The image addresses that were judged fit.
    pub images: HashSet<String>,
    pub remote_blocked: usize,
}

/// Writes HTML anew. Quoted parts are folded unless there is nothing else to see.
#[must_use]
pub fn rewrite(html: &str, options: &HtmlOptions<'_>) -> Rewritten {
    let folding = match options.quote_summary {
        Some(_) => Folding::On,
        None => Folding::Off,
    };
    let folded = Writer::new(options, folding).run(html);
    if folded.shows_more_than_quotes() {
        folded.out
    } else {
        Writer::new(options, Folding::Off).run(html).out
    }
}

/// Tells if a decoded `href` may be followed from a mail: web, mail and telephone addresses.
#[must_use]
pub fn is_link(href: &str) -> bool {
    let start: String = href.chars().take(8).flat_map(char::to_lowercase).collect();
    ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Folding {
    On,
    Off,
}

struct Open {
    name: &'static str,
    /// True if a fold opened right before it and ends right behind it.
    folded: bool,
}

struct Writer<'a, 'b> {
    options: &'a HtmlOptions<'b>,
    folding: Folding,
    out: Rewritten,
    open: Vec<Open>,
    /// Start tags that were left out because of a cap; as many end tags are left out too.
    left_out: HashMap<&'static str, usize>,
    folds: usize,
    seen_outside: bool,
}

// Elements that end the search for an open element: what is in a cell ends in the cell.
const SCOPE: &[&str] = &["td", "th", "caption", "table"];
const TABLE_PARTS: &[&str] = &[
    "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
];
const TABLE_CONTEXT: &[&str] = &["colgroup", "table", "tbody", "tfoot", "thead", "tr"];

impl<'a, 'b> Writer<'a, 'b> {
    fn new(options: &'a HtmlOptions<'b>, folding: Folding) -> Self {
        Self {
            options,
            folding,
            out: Rewritten::default(),
            open: Vec::new(),
            left_out: HashMap::new(),
            folds: 0,
            seen_outside: false,
        }
    }

    fn run(mut self, html: &str) -> Self {
        for token in Tokens::new(html) {
            match token {
                Token::Text(text) => self.text(&entity::decode(text)),
                Token::Start { name, attributes } => {
                    if let Some(name) = known(&name) {
                        self.start(name, &attributes);
                    }
                }
                Token::End { name } => {
                    if let Some(name) = known(&name) {
                        self.end(name);
                    }
                }
            }
        }
        self.close_to(0);
        self
    }

    fn shows_more_than_quotes(&self) -> bool {
        self.seen_outside || self.folds == 0
    }

    fn in_fold(&self) -> bool {
        self.open
            .iter()
            .any(|open| open.folded || open.name == "details")
    }

    fn text(&mut self, text: &str) {
        if !self.seen_outside && !text.trim().is_empty() {
            self.seen_outside = !self.in_fold();
        }
        entity::escape_into(&mut self.out.html, text);
    }

    fn start(&mut self, name: &'static str, attributes: &[(String, &str)]) {
        if !self.make_room(name) {
            *self.left_out.entry(name).or_default() += usize::from(!tags::VOID.contains(&name));
            return;
        }
        let quote = match self.folding {
            Folding::On if !self.in_fold() => quote_kind(name, attributes),
            _ => Quote::None,
        };
        // Room for the element and its fold; a table holds no fold.
        let room = self.open.len() + 2 < MAX_DEPTH && !self.in_table_context();
        let folded = quote != Quote::None && room;
        if folded {
            self.folds += 1;
            self.close_paragraph();
            self.out.html.push_str("<details class=\"quote\"><summary>");
            let summary = self.options.quote_summary.unwrap_or_default();
            entity::escape_into(&mut self.out.html, summary);
            self.out.html.push_str("</summary>");
            if quote == Quote::RestOfParent {
                self.open.push(Open {
                    name: "details",
                    folded: false,
                });
            }
        }
        self.write_tag(name, attributes);
        if !tags::VOID.contains(&name) {
            self.open.push(Open {
                name,
                folded: folded && quote == Quote::Element,
            });
        }
    }

    // Ends what an HTML parser would end before this element; false if it is to be left out.
    fn make_room(&mut self, name: &'static str) -> bool {
        if TABLE_PARTS.contains(&name) {
            return self.table_room(name);
        }
        // Between the parts of a table an HTML parser moves elements out of it.
        if self.in_table_context() {
            return tags::VOID.contains(&name);
        }
        if tags::BLOCKS.contains(&name) {
            self.close_paragraph();
        }
        match name {
            "li" => self.close_within("li", &["ul", "ol"]),
            "dd" | "dt" => {
                self.close_within("dd", &["dl"]);
                self.close_within("dt", &["dl"]);
            }
            "a" => self.close_within("a", &[]),
            _ => {}
        }
        let formatting = || {
            self.open
                .iter()
                .filter(|open| tags::FORMATTING.contains(&open.name))
                .count()
        };
        self.open.len() < MAX_DEPTH
            && (!tags::FORMATTING.contains(&name) || formatting() < MAX_FORMATTING)
    }

    // WHATWG HTML 13.2.6.4.9 and following: a row or cell ends whatever is open up to its table.
    fn table_room(&mut self, name: &'static str) -> bool {
        let Some(table) = self.open.iter().rposition(|open| open.name == "table") else {
            return false;
        };
        let parent: &[&str] = match name {
            "td" | "th" => &["tr"],
            "tr" => &["tbody", "thead", "tfoot"],
            "col" => &["colgroup"],
            _ => &[],
        };
        let at = self
            .open
            .iter()
            .rposition(|open| parent.contains(&open.name))
            .filter(|at| *at > table)
            .unwrap_or(table);
        self.close_to(at + 1);
        if self.open.len() >= MAX_DEPTH {
            return false;
        }
        if at == table && matches!(name, "td" | "th") {
            self.out.html.push_str("<tr>");
            self.open.push(Open {
                name: "tr",
                folded: false,
            });
        }
        true
    }

    fn in_table_context(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| TABLE_CONTEXT.contains(&open.name))
    }

    fn close_paragraph(&mut self) {
        self.close_within("p", &[]);
    }

    fn end(&mut self, name: &'static str) {
        if let Some(count) = self.left_out.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        self.close_within(name, &[]);
    }

    // Ends the innermost open `name` and all inside it, unless something of `stops` is between.
    fn close_within(&mut self, name: &'static str, stops: &[&str]) {
        let scope: &[&str] = if TABLE_PARTS.contains(&name) {
            &["table"]
        } else {
            SCOPE
        };
        let stops_here = |open: &Open| {
            open.name != name && (stops.contains(&open.name) || scope.contains(&open.name))
        };
        let inner = self.open.iter().enumerate().rev();
        let found = inner
            .take_while(|(_, open)| !stops_here(open))
            .find(|(_, open)| open.name == name);
        if let Some((at, _)) = found {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            if let Some(open) = self.open.pop() {
                self.out.html.push_str("</");
                self.out.html.push_str(open.name);
                self.out
                    .html
                    .push_str(if open.folded { "></details>" } else { ">" });
            }
        }
    }

    fn write_tag(&mut self, name: &'static str, attributes: &[(String, &str)]) {
        self.out.html.push('<');
        self.out.html.push_str(name);
        for (attribute, value) in attributes {
            if !tags::allows(name, attribute) || value.len() > MAX_VALUE {
                continue;
            }
            let value = entity::decode(value);
            let value = match (name, attribute.as_str()) {
                ("img", "src") => self.image(&value),
                ("a", "href") => Some(address(&value)).filter(|href| is_link(href)),
                _ => Some(value),
            };
            if let Some(value) = value {
                self.out.html.push(' ');
                self.out.html.push_str(attribute);
                self.out.html.push_str("=\"");
                entity::escape_into(&mut self.out.html, &value);
                self.out.html.push('"');
            }
        }
        self.out.html.push('>');
        if name == "img" && !self.in_fold() {
            self.seen_outside = true;
        }
    }

    // RFC 2392 for cid; everything that is neither cid nor on another server would be an address
    // of our own origin, which no mail may choose.
    fn image(&mut self, src: &str) -> Option<String> {
        let src = address(src);
        let scheme: String = src.chars().take(8).flat_map(char::to_lowercase).collect();
        let passed = if scheme.starts_with("cid:") {
            (self.options.cid_url)(&cid::decode(src.get(4..)?))
        } else if scheme.starts_with("https://") && self.options.remote == RemoteImages::Allowed {
            Some(src)
        } else {
            let remote = ["https:", "http:", "//", "\\\\", "/\\", "\\/"];
            self.out.remote_blocked +=
                usize::from(remote.iter().any(|start| scheme.starts_with(start)));
            None
        };
        passed.inspect(|url| {
            self.out.images.insert(url.clone());
        })
    }
}

fn known(name: &str) -> Option<&'static str> {
    tags::ALLOWED.iter().find(|known| **known == name).copied()
}

// WHATWG URL 4.4: blanks around an address and tabs and line ends inside it do not count.
fn address(value: &str) -> String {
    value
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    /// The element is the quote.
    Element,
    /// The element opens the quote, which goes on to the end of the parent.
    RestOfParent,
}

// The marks that mail programs put on quoted text (mail.md, 3.5).
fn quote_kind(name: &str, attributes: &[(String, &str)]) -> Quote {
    let value = |wanted: &str| {
        attributes
            .iter()
            .find(|(name, _)| name == wanted)
            .map_or("", |(_, value)| value.trim())
    };
    let class = |wanted: &str| {
        value("class")
            .split_ascii_whitespace()
            .any(|class| class == wanted)
    };
    let id = value("id");
    if id == "divRplyFwdMsg" {
        Quote::RestOfParent
    } else if (name == "blockquote" && value("type").eq_ignore_ascii_case("cite"))
        || class("gmail_quote")
        || class("yahoo_quoted")
        || id == "OLK_SRC_BODY_SECTION"
    {
        Quote::Element
    } else {
        Quote::None
    }
}
