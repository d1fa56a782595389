//! Who may import whom, and which words a room may not hold. The table itself is in `tidy.rs`.

use super::source::{Kind, NamePath, Source, Statement, Violation, name_paths};

/// One row of the layer table.
pub struct Room {
    /// Path under `src`, with `/`.
    pub name: &'static str,
    /// The rooms of ours that it may use; `*` is all.
    pub may: &'static [&'static str],
    pub outside: Outside,
    /// Names, paths of names and key words that it may not hold outside of tests.
    pub never: &'static [&'static str],
    /// Files of the room in which `async` and `await` may stand although `never` names them.
    pub asynchronous: &'static [&'static str],
}

/// The crates of others that a room may use.
pub enum Outside {
    Only(&'static [&'static str]),
    Any,
}

/// A crate that has one home: the crate, the rooms that may name it.
pub type Home = (&'static str, &'static [&'static str]);

/// The law: rows, homes and the crates that Cargo.toml names (with `_`).
pub struct Law<'a> {
    pub rooms: &'a [Room],
    pub homes: &'a [Home],
    pub crates: &'a [String],
}

impl Law<'_> {
    /// Checks one file under `src`.
    pub fn check(&self, source: &Source) -> Vec<Violation> {
        // The map itself declares the rooms and holds nothing else.
        if source.path == "src/lib.rs" {
            return Vec::new();
        }
        let module = source.module();
        let Some(room) = self.room(&module) else {
            let word = module.first().copied().unwrap_or_default();
            return vec![source.violation(1, word, "this room is not in the layer table")];
        };
        let mut out = words(source, room);
        for path in name_paths(&source.tokens) {
            let before = out.len();
            out.extend(self.ours(source, room, &module, &path));
            if before == out.len() && !source.tokens[path.at].test {
                out.extend(self.theirs(source, room, &path));
            }
        }
        out
    }

    /// The row with the longest name that starts `module`.
    fn room(&self, module: &[&str]) -> Option<&Room> {
        let inside = |room: &&Room| {
            let mut parts = module.iter();
            room.name.split('/').all(|part| parts.next() == Some(&part))
        };
        self.rooms
            .iter()
            .filter(inside)
            .max_by_key(|room| room.name.len())
    }

    fn ours(
        &self,
        source: &Source,
        room: &Room,
        module: &[&str],
        path: &NamePath,
    ) -> Option<Violation> {
        let target = resolve(source, module, path)?;
        let word = path.names.join("::");
        let violation = |why: String| Some(source.violation(path.line, &word, why));
        let Some(first) = target.first() else {
            return violation("the whole crate under one name hides who uses whom".to_owned());
        };
        let Some(used) = self.room(&target) else {
            return violation(format!("`{first}` is no room of the layer table"));
        };
        if used.name == room.name {
            return None;
        }
        if path.statement == Statement::PubUse {
            return violation(format!("{} re-exports from {}", room.name, used.name));
        }
        let allowed = room.may.contains(&"*") || room.may.contains(&used.name);
        (!allowed)
            .then(|| violation(format!("{} may not use {}", room.name, used.name)))
            .flatten()
    }

    fn theirs(&self, source: &Source, room: &Room, path: &NamePath) -> Option<Violation> {
        let word = path.names.join("::");
        let violation = |why: String| Some(source.violation(path.line, &word, why));
        if let Some(never) = room.never.iter().find(|never| names(path, never)) {
            return violation(format!("{} never holds `{never}`", room.name));
        }
        let first = path.names.first()?;
        let named = path.names.len() > 1 || path.statement != Statement::Other;
        if !named || !self.crates.contains(first) {
            return None;
        }
        if let Some((home, rooms)) = self.homes.iter().find(|(home, _)| home == first)
            && !rooms.contains(&room.name)
        {
            return violation(format!("`{home}` is named in {} only", rooms.join(", ")));
        }
        match room.outside {
            Outside::Only(allowed) if !allowed.contains(&first.as_str()) => {
                violation(format!("{} may not use the crate `{first}`", room.name))
            }
            Outside::Only(_) | Outside::Any => None,
        }
    }
}

/// Finds key words: what is no path of names, such as `async`.
fn words(source: &Source, room: &Room) -> Vec<Violation> {
    let free = room.asynchronous.contains(&source.path.as_str());
    let found = source.tokens.iter().filter(|token| {
        token.kind == Kind::Word
            && !token.test
            && !free
            && matches!(token.text.as_str(), "async" | "await")
            && room.never.contains(&token.text.as_str())
    });
    found
        .map(|token| {
            let why = format!("{} never holds `{}`", room.name, token.text);
            source.violation(token.line, &token.text, why)
        })
        .collect()
}

/// The module path that a path of names leads to when it stays in the crate.
fn resolve<'a>(source: &Source, module: &[&'a str], path: &'a NamePath) -> Option<Vec<&'a str>> {
    let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
    let (first, rest) = names.split_first()?;
    let binary = source.path == "src/main.rs";
    match *first {
        "crate" if binary => None,
        // `pub(crate)`
        "crate" if rest.is_empty() && path.statement == Statement::Other => None,
        "guichet" if binary && !rest.is_empty() => Some(rest.to_vec()),
        "crate" => Some(strip_star(rest).to_vec()),
        "super" => {
            let up = names.iter().take_while(|name| **name == "super").count();
            // An inline module is one step that the file's name does not show.
            let up = up.saturating_sub(source.tokens[path.at].depth);
            let base = module.get(..module.len().saturating_sub(up))?;
            let steps = names.iter().skip_while(|name| **name == "super");
            let target: Vec<&str> = base.iter().chain(steps).copied().collect();
            // `super::*` of an inline module or of a child file stays in its room.
            Some(strip_star(&target).to_vec())
        }
        _ => None,
    }
}

fn strip_star<'a, 'b>(names: &'b [&'a str]) -> &'b [&'a str] {
    names.strip_suffix(&["*"]).unwrap_or(names)
}

/// True if `never` stands in the path: a crate as its first name, else anywhere, in order.
fn names(path: &NamePath, never: &str) -> bool {
    let wanted: Vec<&str> = never.split("::").collect();
    if let [single] = wanted[..]
        && single.starts_with(char::is_lowercase)
    {
        let named = path.names.len() > 1 || path.statement != Statement::Other;
        return named && path.names.first().is_some_and(|first| first == single);
    }
    path.names.windows(wanted.len()).any(|part| part == wanted)
}

const ROOMS: &[Room] = &[
    row("core", &[], &["async", "await", "std::fs", "Clock"]),
    row("wire", &["core", "wire/proto"], &[]),
    row("wire/proto", &[], &["tokio"]),
    row("top", &["*"], &[]),
    Room {
        asynchronous: &["src/verbs.rs"],
        ..row("verbs", &["core"], &["async"])
    },
];

const fn row(
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
) -> Room {
    Room {
        name,
        may,
        outside: Outside::Any,
        never,
        asynchronous: &[],
    }
}

/// The words that a small file at `path` is refused for.
fn check(path: &str, text: &str, expected: &[&str]) {
    let law = Law {
        rooms: ROOMS,
        homes: &[("redb", &["top"])],
        crates: &["redb".to_owned(), "tokio".to_owned()],
    };
    let found = law.check(&Source::new(path, text));
    let words: Vec<&str> = found.iter().map(|found| found.word.as_str()).collect();
    assert_eq!(words, expected, "from {text:?}");
}

#[test]
fn a_room_uses_only_what_its_row_allows() {
    check("src/core.rs", "use crate::core::id;", &[]);
    check("src/core/id.rs", "use crate::wire::A;", &["crate::wire::A"]);
    check(
        "src/core/id.rs",
        "use crate::{core::B, wire::{self, C}};",
        &["crate::wire::self", "crate::wire::C"],
    );
    check(
        "src/core/id.rs",
        "let x = crate::top::f();",
        &["crate::top::f"],
    );
    check("src/core.rs", "use super::wire::A;", &["super::wire::A"]);
    check(
        "src/core/id.rs",
        "use super::super::wire;",
        &["super::super::wire"],
    );
    check("src/core/id.rs", "use super::wire;", &[]);
    check("src/core.rs", "mod inline { use super::wire::A; }", &[]);
    check("src/wire/server.rs", "use crate::wire::proto::A;", &[]);
    check(
        "src/wire/proto/a.rs",
        "use crate::wire::b;",
        &["crate::wire::b"],
    );
    check(
        "src/wire/proto/a.rs",
        "use super::super::b;",
        &["super::super::b"],
    );
    check(
        "src/wire/proto.rs",
        "use crate::core::A;",
        &["crate::core::A"],
    );
    check("src/top.rs", "use crate::{core, wire};", &[]);
    check("src/core.rs", "use crate::*;", &["crate::*"]);
    check("src/core.rs", "use crate as all;", &["crate"]);
    check("src/core.rs", "pub(crate) fn f() {}", &[]);
    check("src/core.rs", "use crate::Item;", &["crate::Item"]);
    check(
        "src/core/tests.rs",
        "use crate::wire::A;",
        &["crate::wire::A"],
    );
    check("src/unheard_of.rs", "", &["unheard_of"]);
    check(
        "src/wire.rs",
        "pub use crate::core::A;",
        &["crate::core::A"],
    );
}

#[test]
fn a_room_holds_none_of_its_forbidden_words() {
    check("src/core.rs", "async fn f() {}", &["async"]);
    check("src/core.rs", "// async, std::fs\nlet x = \"async\";", &[]);
    check("src/core.rs", "use std::{io, fs};", &["std::fs"]);
    check("src/core.rs", "::std::fs::read(x)", &["std::fs::read"]);
    check(
        "src/core.rs",
        "let t = base::Clock::now();",
        &["base::Clock::now"],
    );
    check(
        "src/core.rs",
        "#[cfg(test)]\nmod tests { use std::fs; }",
        &[],
    );
    check("src/verbs.rs", "async fn run() {}", &[]);
    check("src/verbs/reply.rs", "async fn run() {}", &["async"]);
    check("src/wire/proto.rs", "#[tokio::test]", &["tokio::test"]);
    check("src/wire/proto.rs", "let tokio = 1;", &[]);
    check("src/wire.rs", "use redb::Database;", &["redb::Database"]);
    check("src/wire.rs", "use redb;", &["redb"]);
    check("src/top.rs", "use redb::Database;", &[]);
}

#[test]
fn a_pure_room_uses_listed_crates_only() {
    let rooms = [Room {
        outside: Outside::Only(&["serde"]),
        ..row("core", &[], &[])
    }];
    let law = Law {
        rooms: &rooms,
        homes: &[],
        crates: &["serde".to_owned(), "regex".to_owned()],
    };
    let source = Source::new("src/core.rs", "use serde::A; use std::fmt; regex::new();");
    let found = law.check(&source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].word, "regex::new");
}
