//! Rust files as tokens: comments and texts set apart, so that a word in a sentence is no violation.
//! Knows just enough of the language to find words, paths, functions and test code; never judges.

use std::fmt;
use std::path::Path;

use super::lexer::lex;

/// What was found, where, in one line that an editor can jump to.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    pub path: String,
    pub line: usize,
    pub word: String,
    pub why: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            word,
            why,
        } = self;
        write!(f, "{path}:{line}: `{word}`: {why}")
    }
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Text,
    Mark,
    Other,
}

/// One token; `test` is set inside test files and `#[cfg(test)]` items.
#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub text: String,
    pub line: usize,
    pub test: bool,
    /// How many inline `mod x { … }` stand around it.
    pub depth: usize,
}

impl Token {
    pub fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Mark) && self.text == text
    }
}

/// A comment without its marks, and the line on which it starts.
#[derive(Debug)]
pub struct Comment {
    pub text: String,
    pub line: usize,
}

/// A Rust file: its path from the package's root, its text and what the text is made of.
pub struct Source {
    pub path: String,
    pub text: String,
    pub tokens: Vec<Token>,
    pub comments: Vec<Comment>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (mut tokens, comments) = lex(text);
        if is_test_file(path) {
            tokens.iter_mut().for_each(|token| token.test = true);
        } else {
            mark_tests(&mut tokens);
        }
        mark_depth(&mut tokens);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            tokens,
            comments,
        }
    }

    pub fn violation(&self, line: usize, word: &str, why: impl Into<String>) -> Violation {
        Violation {
            path: self.path.clone(),
            line,
            word: word.to_owned(),
            why: why.into(),
        }
    }

    /// The module path: `src/smtp/proto/path.rs` is `["smtp", "proto", "path"]`, `lib.rs` is empty.
    pub fn module(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let inner = inner.strip_suffix(".rs").unwrap_or(inner);
        inner.split('/').filter(|part| *part != "lib").collect()
    }
}

fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/") || path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The text of a file; a picture has none.
fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("file is readable");
    match path.extension().is_some_and(|ending| ending == "png") {
        true => String::new(),
        false => String::from_utf8(bytes).expect("text is UTF-8"),
    }
}

/// Every file under `folder` of the package whose name ends in `ending`, sorted, with its text.
pub fn files(root: &Path, folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root.join(folder)];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("folder is readable");
            waiting.extend(entries.map(|entry| entry.expect("entry is readable").path()));
        } else if path.to_string_lossy().ends_with(ending) {
            let name = path.strip_prefix(root).expect("is below the root");
            let text = read(&path);
            found.push((name.to_string_lossy().into_owned(), text));
        }
    }
    found.retain(|(name, _)| !name.contains("node_modules/"));
    found.sort();
    found
}

/// A path of names such as `crate::domain::id`, with groups taken apart; `*` stands as a name.
#[derive(Debug, PartialEq, Eq)]
pub struct NamePath {
    pub names: Vec<String>,
    /// Index of its first token.
    pub at: usize,
    pub line: usize,
    pub statement: Statement,
}

/// Where a path of names stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    Use,
    PubUse,
    Other,
}

/// Lists every path of names, also those of one word.
pub fn name_paths(tokens: &[Token]) -> Vec<NamePath> {
    let mut out = Vec::new();
    let mut statement = Statement::Other;
    let mut i = 0;
    while i < tokens.len() {
        let token = &tokens[i];
        if token.is(";") {
            statement = Statement::Other;
        }
        // `use<'a>` in a type is no import.
        if token.is("use") && !tokens.get(i + 1).is_some_and(|next| next.is("<")) {
            let public = i > 0 && (tokens[i - 1].is("pub") || tokens[i - 1].is(")"));
            statement = if public {
                Statement::PubUse
            } else {
                Statement::Use
            };
        } else if token.kind == Kind::Word && starts_path(tokens, i) {
            i = tree(tokens, i, &[], statement, &mut out);
            continue;
        }
        i += 1;
    }
    out
}

fn starts_path(tokens: &[Token], i: usize) -> bool {
    let before = |n: usize| i.checked_sub(n).map(|at| &tokens[at]);
    match before(1) {
        Some(token) if token.is(".") => before(2).is_some_and(|token| token.is(".")),
        // `<T as Trait>::name` goes on; `::std::fs` begins.
        Some(token) if token.is(":") && before(2).is_some_and(|token| token.is(":")) => {
            !before(3).is_some_and(|token| token.kind == Kind::Word || token.is(">"))
        }
        Some(token) => !token.is("as"),
        None => true,
    }
}

/// Reads one path from `i` on, pushes it (each branch of a group by itself), returns what follows.
fn tree(
    tokens: &[Token],
    mut i: usize,
    prefix: &[String],
    statement: Statement,
    out: &mut Vec<NamePath>,
) -> usize {
    let (at, mut names) = (i, prefix.to_vec());
    names.push(tokens[i].text.clone());
    i += 1;
    let is = |i: usize, text: &str| tokens.get(i).is_some_and(|token| token.is(text));
    while is(i, ":") && is(i + 1, ":") {
        if is(i + 2, "{") && statement != Statement::Other {
            i += 3;
            while i < tokens.len() && !is(i, "}") {
                let name = tokens[i].kind == Kind::Word || tokens[i].is("*");
                if name && !is(i, "as") && !is(i - 1, "as") {
                    i = tree(tokens, i, &names, statement, out);
                } else {
                    i += 1;
                }
            }
            return i + 1;
        }
        match tokens.get(i + 2) {
            Some(token) if token.kind == Kind::Word || token.is("*") => {
                names.push(token.text.clone());
                i += 3;
            }
            _ => break,
        }
    }
    let line = tokens[at].line;
    out.push(NamePath {
        names,
        at,
        line,
        statement,
    });
    i
}

/// Index of the mark that closes the bracket at `open`, or of the last token.
pub fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        if token.is("{") || token.is("(") || token.is("[") {
            depth += 1;
        } else if token.is("}") || token.is(")") || token.is("]") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return i;
            }
        }
    }
    tokens.len().saturating_sub(1)
}

/// Index of the `{` or `;` that ends the head of the item at `from`.
pub fn body(tokens: &[Token], from: usize) -> usize {
    let mut i = from;
    while i < tokens.len() && !tokens[i].is("{") && !tokens[i].is(";") {
        let bracket = tokens[i].is("(") || tokens[i].is("[");
        i = if bracket { closing(tokens, i) } else { i } + 1;
    }
    i.min(tokens.len().saturating_sub(1))
}

fn mark_tests(tokens: &mut [Token]) {
    let attribute = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut i = 0;
    while i + attribute.len() < tokens.len() {
        let found = attribute
            .iter()
            .zip(&tokens[i..])
            .all(|(text, token)| token.is(text));
        if found {
            let open = body(tokens, i + attribute.len());
            let end = if tokens[open].is("{") {
                closing(tokens, open)
            } else {
                open
            };
            tokens[i..=end]
                .iter_mut()
                .for_each(|token| token.test = true);
            i = end;
        }
        i += 1;
    }
}

fn mark_depth(tokens: &mut [Token]) {
    for i in 2..tokens.len() {
        let inline =
            tokens[i].is("{") && tokens[i - 2].is("mod") && tokens[i - 1].kind == Kind::Word;
        if inline {
            let end = closing(tokens, i);
            tokens[i..=end]
                .iter_mut()
                .for_each(|token| token.depth += 1);
        }
    }
}
