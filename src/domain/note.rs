//! Notes of the team: what became of one since it was written, and who is named in it. Decides;
//! stores nothing.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::{id::UserId, time::Timestamp};

/// A note that its author changed. Made from the log, where every step of it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revised {
    /// What it says now; None once it was deleted.
    pub text: Option<String>,
    /// When that was.
    pub at: Timestamp,
}

/// A part of a note: plain, or the name of somebody who is meant by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'t> {
    pub text: &'t str,
    /// Whom an `@` and a name call; None in between.
    pub mentions: Option<UserId>,
}

/// Cuts a note where somebody is called: `@` and a whole name, or a first name that only one has, in
/// any case. The longest name counts.
#[must_use]
pub fn parts<'t>(text: &'t str, people: &[(UserId, String)]) -> Vec<Part<'t>> {
    let callable = callable(people);
    let (mut parts, mut from, mut before) = (Vec::new(), 0, None);
    for (at, c) in text.char_indices() {
        let called = (c == '@' && at >= from && !before.is_some_and(char::is_alphanumeric))
            .then(|| called(&text[at + 1..], &callable))
            .flatten();
        before = Some(c);
        let Some((user, length)) = called else {
            continue;
        };
        parts.push(plain(&text[from..at]));
        from = at + 1 + length;
        parts.push(Part {
            text: &text[at..from],
            mentions: Some(user),
        });
    }
    parts.push(plain(&text[from..]));
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Everybody whom a note calls, each once.
#[must_use]
pub fn mentioned(text: &str, people: &[(UserId, String)]) -> Vec<UserId> {
    let mut users: Vec<UserId> = parts(text, people)
        .iter()
        .filter_map(|part| part.mentions)
        .collect();
    users.sort_unstable();
    users.dedup();
    users
}

fn plain(text: &str) -> Part<'_> {
    Part {
        text,
        mentions: None,
    }
}

/// What each can be called by, the longest first.
fn callable(people: &[(UserId, String)]) -> Vec<(UserId, &str)> {
    let first = |name: &str| name.split_whitespace().next().map(str::to_lowercase);
    let mut all: Vec<(UserId, &str)> = Vec::new();
    for (user, name) in people {
        let name = name.trim();
        if name.is_empty() {
            continue;
        }
        all.push((*user, name));
        let own = first(name);
        let is_alone = people
            .iter()
            .filter(|(_, other)| first(other) == own)
            .count()
            == 1;
        all.extend(
            name.split_whitespace()
                .next()
                .filter(|_| is_alone)
                .map(|first| (*user, first)),
        );
    }
    all.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    all
}

/// Who is called at the start of a text, and by how many of its bytes.
fn called(text: &str, callable: &[(UserId, &str)]) -> Option<(UserId, usize)> {
    callable.iter().find_map(|(user, name)| {
        let length = starts_with(text, name)?;
        let next = text[length..].chars().next();
        (!next.is_some_and(char::is_alphanumeric)).then_some((*user, length))
    })
}

/// How many bytes of a text are a name, written in any case; None if it does not begin with it.
fn starts_with(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in name.chars() {
        let (_, c) = chars.next()?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}
