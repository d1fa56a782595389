//! What has to hold for any text that comes as HTML. One function, for a fuzzer and for replay.

use guichet::mail::html::{self, HtmlOptions, RemoteImages};

/// Cleans the text; panics where a promise of the cleaner is broken.
pub fn run(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let options = HtmlOptions {
        cid_url: &|_| None,
        remote: RemoteImages::Blocked,
        quote_summary: Some("…"),
    };
    let clean = html::fragment(&source, &options).html;
    let lower = clean.to_ascii_lowercase();
    for tag in [
        "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "meta",
        "base", "link", "!--",
    ] {
        // `<` in text is written as a reference, so each one starts a tag.
        let found = lower.match_indices('<').any(|(at, _)| {
            let rest = lower[at + 1..].trim_start_matches('/');
            rest.strip_prefix(tag)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        });
        assert!(!found, "<{tag} in {clean}");
    }
    // In a tag every second piece between quotes is a value; an attribute name ends the others.
    let has_address = |tag: &str| {
        tag.split('"')
            .step_by(2)
            .any(|piece| piece.ends_with(" src="))
    };
    let in_tags = lower
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    assert!(
        !in_tags.into_iter().any(has_address),
        "an image address in {clean}"
    );
    assert!(
        clean.len() <= source.len() * 30 + 1_000,
        "{} of {}",
        clean.len(),
        source.len()
    );
    if !clean.contains("<details") {
        assert_eq!(
            html::fragment(&clean, &options).html,
            clean,
            "cleaning again changes something"
        );
    }
    let _ = html::text::from_html(&source);
}
