//! What others wrote and what it repeats of somebody who is erased. Their own words and their files
//! stay; the original, which holds the rest, does not.

use crate::domain::{
    address::Correspondent,
    message::{Attachment, Direction, Message, NotParsed, Sender},
};

use super::{Part, Whom};

/// Shorter lines say nothing of whose they are.
const LINE: usize = 16;
/// So much of a line is looked for: what quotes it may break it behind that.
const BEGINNING: usize = 40;
/// Most lines of one message that are looked for.
const LINES: usize = 200;

/// Lines that somebody wrote, to find where others repeat them.
#[derive(Clone, Debug, Default)]
pub struct Repeats(Vec<String>);

impl Repeats {
    /// Notes what they wrote in a message.
    pub fn note(&mut self, message: &Message) {
        let lines = message.text.lines().chain(message.subject.lines());
        let known = lines.map(even).filter(|line| line.chars().count() >= LINE);
        let beginnings = known.map(|line| line.chars().take(BEGINNING).collect());
        self.0.extend(beginnings.take(LINES));
    }

    /// True if a text repeats a line of theirs.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let text = even(text);
        self.0.iter().any(|line| text.contains(line.as_str()))
    }
}

/// A text on one line, without the signs of a quote.
fn even(text: &str) -> String {
    let words = text.split_whitespace();
    let words = words.map(|word| word.trim_start_matches(['>', '|']));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

impl Whom {
    /// True if a message that somebody else wrote names them or repeats something of theirs.
    #[must_use]
    pub fn holds(&self, message: &Message, repeats: &Repeats) -> bool {
        let texts = [&message.text, &message.quoted, &message.subject];
        let mut texts = texts.into_iter();
        match self.part(message) {
            Part::Named => true,
            Part::Wrote => false,
            // What came later is about somebody else.
            Part::Nothing if !self.is_before(message.at) => false,
            Part::Nothing => texts.any(|text| self.is_in(text) || repeats.are_in(text)),
        }
    }
}

/// What is left of a message of somebody else, and the bytes in the place of the original: its text
/// and its files.
#[must_use]
pub fn abridged(
    message: &Message,
    whom: &Whom,
    repeats: &Repeats,
    raw: &[u8],
) -> (Message, Vec<u8>) {
    let mut left = message.clone();
    let other = |who: &Correspondent| !whom.is_address(&who.address);
    left.to.retain(other);
    left.cc.retain(other);
    left.from = left.from.filter(other);
    left.reply_to = left.reply_to.filter(other);
    left.quoted.clear();
    left.has_html = false;
    left.not_parsed = Some(NotParsed::Abridged);
    let own = |line: &&str| !repeats.are_in(line) && !line.starts_with('>');
    let text: Vec<&str> = message.text.lines().filter(own).collect();
    left.text = whom.without(text.join("\n").trim());
    if repeats.are_in(&left.subject) {
        left.subject.clear();
    }
    left.subject = whom.without(&left.subject);
    let mut bytes = b"Content-Type: text/plain; charset=utf-8\r\n\r\n".to_vec();
    bytes.extend_from_slice(left.text.as_bytes());
    left.attachments = Vec::new();
    for file in own_files(message) {
        let Some(encoded) = part_of(raw, file.offset, file.length) else {
            continue;
        };
        bytes.extend_from_slice(b"\r\n\r\n");
        let mut file = file.clone();
        file.offset = bytes.len() as u64;
        // Nothing shows it in its place any more.
        file.inline = false;
        file.name = whom.without(&file.name);
        bytes.extend_from_slice(encoded);
        left.attachments.push(file);
    }
    left.raw_bytes = bytes.len() as u64;
    (left, bytes)
}

/// The files that are whoever's it is who wrote a message. Those of a forward are copies of what it
/// passes on, and stand where they came from.
fn own_files(message: &Message) -> &[Attachment] {
    match (message.direction, message.sender) {
        (Direction::Out, Sender::Outside) => &[],
        _ => &message.attachments,
    }
}

fn part_of(raw: &[u8], offset: u64, length: u64) -> Option<&[u8]> {
    let from = usize::try_from(offset).ok()?;
    let to = usize::try_from(offset.checked_add(length)?).ok()?;
    raw.get(from..to)
}
