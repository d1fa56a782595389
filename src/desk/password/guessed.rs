//! What everybody guesses first: well-known words, rows of keys, repeats, the organization's name.
//!
//! What is guessed is taken away from a password; too little that is left makes it common.

/// Words that stand in every list of guesses, one a line, lower case.
const WORDS: &str = include_str!("guessed.txt");
/// Rows in which people walk, forwards or backwards.
const ROWS: &[&str] = &[
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertzuiop",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "1q2w3e4r5t6y7u8i9o0p",
    "a1b2c3d4e5f6g7h8i9j0",
];
/// Steps in a row that count as a walk.
const WALK: usize = 3;
/// Different characters of a password that is no repetition.
const DIFFERENT: usize = 5;
/// Words of the surroundings that are shorter say nothing.
const SHORTEST_WORD: usize = 4;
/// What must be left: a letter weighs two, a digit or sign one.
const WEIGHT: usize = 8;

/// True for a password that is guessed early; `about` are the address, name, organization.
pub(super) fn is_common(password: &str, about: &[&str]) -> bool {
    let text: Vec<char> = password
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut different = password.chars().collect::<Vec<_>>();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT || repeats(&text) {
        return true;
    }
    let around = words_of(about);
    let mut weight = 0;
    let mut rest = text.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let known = known(rest, &around);
        if known > 0 {
            rest = rest.get(known..).unwrap_or_default();
            continue;
        }
        weight += if first.is_alphabetic() { 2 } else { 1 };
        rest = after;
    }
    weight < WEIGHT
}

/// True for one piece again and again.
fn repeats(text: &[char]) -> bool {
    (1..=text.len() / 2).any(|length| {
        let again = text.iter().skip(length);
        again.zip(text).all(|(a, b)| a == b)
    })
}

/// Each word of the surroundings, and each of them whole, with and without its signs.
fn words_of(about: &[&str]) -> Vec<Vec<char>> {
    let mut words = Vec::new();
    for text in about {
        let text = text.to_lowercase();
        let pieces = text.split(|c: char| !c.is_alphanumeric());
        words.extend(pieces.clone().map(str::to_owned));
        words.push(pieces.collect());
        words.push(text.clone());
    }
    let long = words.iter().map(|word| word.chars().collect::<Vec<_>>());
    long.filter(|word| word.len() >= SHORTEST_WORD).collect()
}

/// How many characters at the beginning everybody knows.
fn known(text: &[char], around: &[Vec<char>]) -> usize {
    let listed = WORDS.lines().map(|word| begins(text, word.chars()));
    let near = around.iter().map(|word| begins(text, word.iter().copied()));
    let longest = listed.chain(near).max().unwrap_or(0);
    longest.max(walk(text))
}

/// The length of a word if the text begins with it, as people disguise it: `p@ssw0rd`.
fn begins(text: &[char], word: impl Iterator<Item = char>) -> usize {
    let mut length = 0;
    for letter in word {
        match text.get(length) {
            Some(c) if *c == letter || disguises(*c, letter) => length += 1,
            _ => return 0,
        }
    }
    length
}

fn disguises(c: char, letter: char) -> bool {
    matches!(
        (c, letter),
        ('@' | '4', 'a')
            | ('3', 'e')
            | ('1' | '!', 'i' | 'l')
            | ('0', 'o')
            | ('5' | '$', 's')
            | ('7', 't')
    )
}

/// The length of a walk along a row, or on one spot.
fn walk(text: &[char]) -> usize {
    let spot = text
        .first()
        .map_or(0, |first| text.iter().take_while(|c| *c == first).count());
    let along = ROWS.iter().flat_map(|row| {
        let there: Vec<char> = row.chars().collect();
        let back: Vec<char> = row.chars().rev().collect();
        [along(text, &there), along(text, &back)]
    });
    let longest = along.max().unwrap_or(0).max(spot);
    if longest < WALK { 0 } else { longest }
}

fn along(text: &[char], row: &[char]) -> usize {
    let starts = (0..row.len()).filter_map(|start| row.get(start..));
    let lengths = starts.map(|row| text.iter().zip(row).take_while(|(a, b)| a == b).count());
    lengths.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &[&str] = &["ada@lumen-optique.example", "Ada Byron", "Lumen Optique"];

    #[test]
    fn what_everybody_tries_is_common() {
        for password in [
            "aaaaaaaaaaaa",
            "121212121212",
            "abcabcabcabc",
            "hello you hello you ",
            "123456789012",
            "098765432109",
            "abcdefghijkl",
            "qwertyuiopas",
            "AZERTYUIOP123",
            "1qaz2wsx3edc4rfv",
            "password1234",
            "P@ssw0rd2026!",
            "PasswordPassw0rd",
            "motdepasse123",
            "administrator",
            "Admin123456!",
            "letmeinplease",
            "welcome welcome 1",
            "iloveyou2025",
            "Summer2026!!",
            "ada@lumen-optique.example",
            "LumenOptique1",
            "lumen optique 2026",
            "Byron-Byron-Byron-1",
            "guichet guichet",
        ] {
            assert!(is_common(password, ABOUT), "{password}");
        }
    }

    #[test]
    fn what_somebody_thought_of_is_not() {
        for password in [
            "a quiet desk near the door",
            "correct horse battery staple",
            "a long enough password",
            "the first of two",
            "the second of two",
            "lumen keeps seven grey cats",
            "Tr4vel-b7-n1ght",
            "kX9#mQ2$vL7!",
            "un vieux tilleul au fond",
            "!?;:/%&*()=+",
            "八百屋の前の古い自転車屋さん",
            "my password is a small boat",
        ] {
            assert!(!is_common(password, ABOUT), "{password}");
        }
    }

    #[test]
    fn the_longest_password_is_looked_at_quickly() {
        let password = "pqxdm17".repeat(36) + "tail";
        let began = std::time::Instant::now();
        assert!(!is_common(&password, ABOUT));
        // Far below what a hash costs, on a loaded machine too.
        assert!(began.elapsed() < std::time::Duration::from_secs(1));
    }
}
