//! The shape of a Rust file: its first line, its size, its names, and what may not stand in it.
//! Knows nothing of rooms.

use super::source::{Kind, Source, Violation, body, closing};

/// How many `expect`s the whole of `src` may hold: each one is a way to stop.
pub const EXPECTS: usize = 8;
const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 100;
const EMPTY_NAMES: &[&str] = &[
    "common", "helper", "helpers", "misc", "prelude", "util", "utils",
];

/// Finds files that do not open with `//!` and a sentence.
pub fn opening(source: &Source) -> Vec<Violation> {
    let first = source.text.lines().next().unwrap_or_default();
    let sentence = first.strip_prefix("//!").unwrap_or_default();
    let why = "a file opens with `//!`: what it is, what it must never do";
    let short = sentence.split_whitespace().count() < 3;
    short
        .then(|| source.violation(1, first, why))
        .into_iter()
        .collect()
}

/// Finds files that are too long to be read at once.
pub fn length(source: &Source) -> Vec<Violation> {
    let lines = source.text.lines().count();
    let why = format!("{lines} lines, at most {FILE_LINES}");
    (lines > FILE_LINES)
        .then(|| source.violation(FILE_LINES + 1, &source.path, why))
        .into_iter()
        .collect()
}

/// Finds functions that are too long.
pub fn functions(source: &Source) -> Vec<Violation> {
    let tokens = &source.tokens;
    let mut out = Vec::new();
    for i in heads(source) {
        let open = body(tokens, i);
        let lines = 1 + tokens[closing(tokens, open)].line - tokens[i].line;
        if tokens[open].is("{") && lines > FUNCTION_LINES {
            let why = format!("{lines} lines, at most {FUNCTION_LINES}");
            out.push(source.violation(tokens[i].line, &tokens[i + 1].text, why));
        }
    }
    out
}

/// Finds public functions with a parameter that is a plain `bool`: nobody reads `f(true)`.
pub fn booleans(source: &Source) -> Vec<Violation> {
    let tokens = &source.tokens;
    let mut out = Vec::new();
    for i in heads(source).filter(|i| !tokens[*i].test && public(source, *i)) {
        let Some(open) = (i..tokens.len()).find(|at| tokens[*at].is("(")) else {
            continue;
        };
        let end = closing(tokens, open);
        let plain = (open + 3..end).find(|at| {
            tokens[*at].is("bool")
                && tokens[at - 1].is(":")
                && tokens[at - 2].kind == Kind::Word
                && (tokens[at + 1].is(",") || tokens[at + 1].is(")"))
        });
        if plain.is_some() {
            let why = "a boolean parameter: an enum or two functions say what is meant";
            out.push(source.violation(tokens[i].line, &tokens[i + 1].text, why));
        }
    }
    out
}

/// Indices of the `fn` of each function that has a name.
fn heads(source: &Source) -> impl Iterator<Item = usize> {
    let tokens = &source.tokens;
    (0..tokens.len().saturating_sub(1))
        .filter(|i| tokens[*i].is("fn") && tokens[i + 1].kind == Kind::Word)
}

/// True if `pub` stands among the words before the `fn` at `i`.
fn public(source: &Source, i: usize) -> bool {
    let before = source.tokens[..i].iter().rev();
    before
        .take_while(|token| !matches!(token.text.as_str(), ";" | "}" | "{" | "]" | ","))
        .any(|token| token.is("pub"))
}

/// Finds `unwrap` outside of tests, and `expect` without a reason of two words.
pub fn unwraps(source: &Source) -> Vec<Violation> {
    let mut out = Vec::new();
    for (i, name) in calls(source) {
        let reason = source.tokens.get(i + 3);
        let reasoned = reason.is_some_and(|token| {
            token.kind == Kind::Text && token.text.split_whitespace().count() >= 2
        });
        let why = match name {
            "unwrap" | "unwrap_err" => "an error is handled or passed on, never unwrapped",
            _ if reasoned => continue,
            _ => "a true impossibility says why in two words or more",
        };
        out.push(source.violation(source.tokens[i].line, name, why));
    }
    out
}

/// Counts the `expect`s with their places; more than [`EXPECTS`] in all are violations.
pub fn expects(sources: &[Source], limit: usize) -> Vec<Violation> {
    let mut out = Vec::new();
    for source in sources {
        for (i, name) in calls(source).filter(|(_, name)| name.starts_with("expect")) {
            let why = format!("more than {limit} of them in src: each one is a way to stop");
            out.push(source.violation(source.tokens[i].line, name, why));
        }
    }
    out.split_off(limit.min(out.len()))
}

/// The index of the dot and the name of each `.unwrap(` and the like outside of tests.
fn calls(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source
        .tokens
        .windows(3)
        .enumerate()
        .filter_map(|(i, part)| {
            let name = part[1].text.as_str();
            let wanted = matches!(name, "unwrap" | "unwrap_err" | "expect" | "expect_err");
            let call = part[0].is(".") && part[1].kind == Kind::Word && part[2].is("(");
            (wanted && call && !part[1].test).then_some((i, name))
        })
}

/// Finds names that say nothing, and `mod.rs`.
pub fn file_names(paths: &[&str]) -> Vec<Violation> {
    let mut out = Vec::new();
    for path in paths {
        let word = path.split('/').find(|part| {
            let stem = part.split('.').next().unwrap_or_default();
            *part == "mod.rs" || EMPTY_NAMES.contains(&stem)
        });
        if let Some(word) = word {
            out.push(Violation {
                path: (*path).to_owned(),
                line: 1,
                word: word.to_owned(),
                why: "a name says what is inside; a module is `foo.rs` beside `foo/`".to_owned(),
            });
        }
    }
    out
}

/// Finds modules whose name says nothing.
pub fn module_names(source: &Source) -> Vec<Violation> {
    let pairs = source.tokens.windows(2);
    pairs
        .filter(|pair| pair[0].is("mod") && EMPTY_NAMES.contains(&pair[1].text.as_str()))
        .map(|pair| source.violation(pair[1].line, &pair[1].text, "a name says what is inside"))
        .collect()
}

/// Finds things left undone that name no issue, in the comments of a Rust file.
pub fn undone(source: &Source) -> Vec<Violation> {
    let mut out = Vec::new();
    for comment in &source.comments {
        for (offset, line) in comment.text.lines().enumerate() {
            if let Some(word) = undone_word(line) {
                let why = "what is left undone names its issue: `todo(#57): …`";
                out.push(source.violation(comment.line + offset, word, why));
            }
        }
    }
    out
}

/// Finds the same in a script or a style sheet, line by line.
pub fn undone_in_text(path: &str, text: &str) -> Vec<Violation> {
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(i, line)| {
            let word = undone_word(line)?.to_owned();
            Some(Violation {
                path: path.to_owned(),
                line: i + 1,
                word,
                why: "what is left undone names its issue".to_owned(),
            })
        })
        .collect()
}

fn undone_word(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    ["todo", "fixme", "xxx"].into_iter().find_map(|word| {
        lower.match_indices(word).find_map(|(at, _)| {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == '`';
            let before = lower[..at].ends_with(part);
            let rest = &lower[at + word.len()..];
            let numbered = rest
                .strip_prefix("(#")
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let found = !before && !numbered && !rest.starts_with(part);
            found.then(|| &line[at..at + word.len()])
        })
    })
}

/// The words that `law` refuses in a file of `src`.
fn check(law: fn(&Source) -> Vec<Violation>, text: &str, expected: &[&str]) {
    let found = law(&Source::new("src/room/file.rs", text));
    let words: Vec<&str> = found.iter().map(|found| found.word.as_str()).collect();
    assert_eq!(words, expected, "from {text:?}");
}

#[test]
fn a_file_opens_with_what_it_is() {
    check(opening, "//! Tags, as people write them.\nfn f() {}", &[]);
    check(
        opening,
        "use std::fmt;\n//! Late by a line.",
        &["use std::fmt;"],
    );
    check(
        opening,
        "// A common comment here.",
        &["// A common comment here."],
    );
    check(opening, "//! Tags", &["//! Tags"]);
    check(opening, "", &[""]);
}

#[test]
fn files_and_functions_have_a_limit() {
    check(length, &"\n".repeat(400), &[]);
    check(length, &"\n".repeat(401), &["src/room/file.rs"]);
    let function = |lines: usize| format!("fn long() {{{}}}", "\n".repeat(lines - 1));
    check(functions, &function(100), &[]);
    check(functions, &function(101), &["long"]);
    let next = "fn a() { x }\n".repeat(101);
    check(functions, &next, &[]);
    let array = format!("fn long(x: [u8; 3]) {{{}}}", "\n".repeat(100));
    check(functions, &array, &["long"]);
}

#[test]
fn a_boolean_parameter_is_refused() {
    check(booleans, "pub fn f(a: u8, closed: bool) {}", &["f"]);
    check(booleans, "pub(crate) async fn f(a: bool,) {}", &["f"]);
    check(booleans, "pub fn f(a: Option<bool>) -> bool {}", &[]);
    check(booleans, "fn f(a: bool) {}", &[]);
    check(booleans, "pub struct A { a: bool }\nfn f(a: bool) {}", &[]);
    check(booleans, "#[cfg(test)]\npub fn f(a: bool) {}", &[]);
}

#[test]
fn an_unwrap_is_refused_and_an_expect_has_a_reason() {
    check(unwraps, "x.unwrap()", &["unwrap"]);
    check(unwraps, "x.unwrap_err()", &["unwrap_err"]);
    check(unwraps, "x.unwrap_or(1)", &[]);
    check(unwraps, "// x.unwrap()\n\".unwrap()\"", &[]);
    check(unwraps, "x.expect(\"never empty\")", &[]);
    check(unwraps, "x\n.expect(\"impossible\")", &["expect"]);
    check(unwraps, "x.expect(&reason)", &["expect"]);
    check(
        unwraps,
        "#[cfg(test)] mod tests { x.unwrap() }\ny.unwrap()",
        &["unwrap"],
    );
    check(unwraps, "parser.expect_word(1)", &[]);
}

#[test]
fn the_expects_are_counted_over_all_files() {
    let one = || Source::new("src/a.rs", "x.expect(\"never empty\")");
    assert_eq!(expects(&[one(), one()], 2), []);
    assert_eq!(expects(&[one(), one(), one()], 2).len(), 1);
    let test = Source::new("src/a/tests.rs", "x.expect(\"never empty\")");
    assert_eq!(expects(&[test], 0), []);
}

#[test]
fn empty_names_are_refused() {
    let refused = |paths: &[&str]| file_names(paths).len();
    assert_eq!(refused(&["src/web/utils.rs", "src/common/a.rs"]), 2);
    assert_eq!(refused(&["src/web/mod.rs", "tests/it/helpers.rs"]), 2);
    assert_eq!(refused(&["src/web/modal.rs", "src/web/utility.rs"]), 0);
    check(module_names, "mod prelude { }", &["prelude"]);
    check(module_names, "mod preludes;", &[]);
}

#[test]
fn what_is_undone_names_its_issue() {
    check(undone, "// TODO: later", &["TODO"]);
    check(undone, "/* a\n fixme */", &["fixme"]);
    check(undone, "// todo(#57): later", &[]);
    check(undone, "// todo(me): later", &["todo"]);
    check(
        undone,
        "let todo = \"todo\"; // a mastodon, methodology",
        &[],
    );
    assert_eq!(undone_in_text("a.js", "a\n// XXX b")[0].line, 2);
}
