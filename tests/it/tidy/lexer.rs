//! Cuts Rust text into tokens and comments. Total: on broken text it goes on to the end, and the
//! compiler will have said more.

use super::source::{Comment, Kind, Token};

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    tokens: Vec<Token>,
    comments: Vec<Comment>,
}

/// Cuts `text` into tokens and comments.
pub fn lex(text: &str) -> (Vec<Token>, Vec<Comment>) {
    let mut lexer = Lexer {
        chars: text.chars().collect(),
        at: 0,
        line: 1,
        tokens: Vec::new(),
        comments: Vec::new(),
    };
    while lexer.at < lexer.chars.len() {
        lexer.step();
    }
    (lexer.tokens, lexer.comments)
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => self.line_comment(),
            ('/', '*') => self.block_comment(),
            ('"', _) => self.quoted(),
            ('\'', _) => self.tick(),
            (c, _) if c.is_alphabetic() || c == '_' => self.word(),
            (c, _) if c.is_ascii_digit() => self.number(),
            (c, _) if c.is_whitespace() => self.advance(1),
            (c, _) => {
                self.push(Kind::Mark, c.to_string(), self.line);
                self.advance(1);
            }
        }
    }

    /// Goes on by `count` characters and counts the lines on the way.
    fn advance(&mut self, count: usize) {
        for _ in 0..count {
            if self.peek(0) == '\n' {
                self.line += 1;
            }
            self.at += 1;
        }
    }

    fn push(&mut self, kind: Kind, text: String, line: usize) {
        self.tokens.push(Token {
            kind,
            text,
            line,
            test: false,
            depth: 0,
        });
    }

    /// Takes characters as long as `wanted` says so.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while self.at < self.chars.len() && wanted(self.peek(0)) {
            text.push(self.peek(0));
            self.advance(1);
        }
        text
    }

    fn line_comment(&mut self) {
        let line = self.line;
        let text = self.take(|c| c != '\n');
        let text = text.trim_start_matches(['/', '!']).to_owned();
        self.comments.push(Comment { text, line });
    }

    fn block_comment(&mut self) {
        let (line, mut depth, mut text) = (self.line, 0usize, String::new());
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                (c, _) => {
                    text.push(c);
                    self.advance(1);
                    continue;
                }
            }
            self.advance(2);
            if depth == 0 {
                break;
            }
        }
        self.comments.push(Comment { text, line });
    }

    fn quoted(&mut self) {
        let (line, mut text) = (self.line, String::new());
        self.advance(1);
        while self.at < self.chars.len() && self.peek(0) != '"' {
            let count = if self.peek(0) == '\\' { 2 } else { 1 };
            text.extend(self.chars.iter().skip(self.at).take(count));
            self.advance(count);
        }
        self.advance(1);
        self.push(Kind::Text, text, line);
    }

    fn raw(&mut self) {
        let line = self.line;
        let hashes = self.take(|c| c == '#').len();
        self.advance(1);
        let end: Vec<char> = std::iter::once('"')
            .chain(std::iter::repeat_n('#', hashes))
            .collect();
        let mut text = String::new();
        while self.at < self.chars.len() && !self.chars[self.at..].starts_with(&end) {
            text.push(self.peek(0));
            self.advance(1);
        }
        self.advance(end.len());
        self.push(Kind::Text, text, line);
    }

    /// A character or a lifetime.
    fn tick(&mut self) {
        let line = self.line;
        self.advance(1);
        if self.peek(0) == '\\' {
            self.advance(2);
            self.take(|c| c != '\'');
            self.advance(1);
        } else if self.peek(1) == '\'' {
            self.advance(2);
        } else {
            self.take(|c| c.is_alphanumeric() || c == '_');
        }
        self.push(Kind::Other, String::new(), line);
    }

    fn number(&mut self) {
        let line = self.line;
        let mut text = self.take(|c| c.is_alphanumeric() || c == '_');
        if self.peek(0) == '.' && self.peek(1).is_ascii_digit() {
            self.advance(1);
            text.push('.');
            text += &self.take(|c| c.is_alphanumeric() || c == '_');
        }
        self.push(Kind::Other, text, line);
    }

    fn word(&mut self) {
        let line = self.line;
        let text = self.take(|c| c.is_alphanumeric() || c == '_');
        let raw = matches!(text.as_str(), "r" | "br" | "cr");
        match self.peek(0) {
            '"' if raw => self.raw(),
            '"' if matches!(text.as_str(), "b" | "c") => self.quoted(),
            '\'' if text == "b" => self.tick(),
            '#' if raw && matches!(self.peek(1), '"' | '#') => self.raw(),
            '#' if text == "r" && self.peek(1).is_alphabetic() => {
                self.advance(1);
                self.word();
            }
            _ => self.push(Kind::Word, text, line),
        }
    }
}

/// The words and marks of `text` outside of comments and texts, joined by blanks.
fn check(text: &str, expected: &str) {
    let (tokens, _) = lex(text);
    let shown: Vec<String> = tokens
        .iter()
        .map(|token| match token.kind {
            Kind::Text => format!("\"{}\"", token.text),
            Kind::Other => "_".to_owned(),
            Kind::Word | Kind::Mark => token.text.clone(),
        })
        .collect();
    assert_eq!(shown.join(" "), expected, "from {text:?}");
}

#[test]
fn comments_texts_and_characters_are_no_words() {
    check("a // unwrap\nb", "a b");
    check("a /* x /* y */ z */ b", "a b");
    check(r#"f("std::fs // \" no")"#, r#"f ( "std::fs // \" no" )"#);
    check(r###"r#"a " b"# x"###, r#""a " b" x"#);
    check(r#"b"x" b'"' '"' '\'' 'a' x"#, r#""x" _ _ _ _ x"#);
    check("fn f<'a>(x: &'a str)", "fn f < _ > ( x : & _ str )");
    check("1_000u64 .. 2.5 0..n", "_ . . _ _ . . n");
    check("r#match.r", "match . r");
    check("/* never closed", "");
}

#[test]
fn lines_are_counted_through_texts_and_comments() {
    let (tokens, comments) = lex("\"a\nb\"\n/* c\n */ x // y\nz");
    let lines: Vec<usize> = tokens.iter().map(|token| token.line).collect();
    assert_eq!(lines, [1, 4, 5]);
    assert_eq!(comments[1].text.trim(), "y");
    assert_eq!(comments[1].line, 4);
}
