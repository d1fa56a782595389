//! The trace from the receiver's code to the standards: which clauses must be named, how densely.

use super::source::{Source, Violation};

/// Checks `sources`, the receiver's protocol core: `required` clauses, and 3 references per 100 lines.
pub fn check(sources: &[&Source], required: &[&str]) -> Vec<Violation> {
    let Some(first) = sources.first() else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let (mut lines, mut all) = (0, Vec::new());
    for source in sources {
        let named = references(source);
        let branches = source.tokens.iter().find(|token| token.is("match"));
        if let (Some(branch), true) = (branches, named.is_empty()) {
            let why = "a protocol branch names its clause (RFC n.n.n)";
            out.push(source.violation(branch.line, "match", why));
        }
        lines += source.text.lines().count();
        all.extend(named);
    }
    if all.len() * 100 < lines * 3 {
        let why = format!(
            "{} references in {lines} lines, 3 per 100 wanted",
            all.len()
        );
        out.push(first.violation(1, "RFC", why));
    }
    for clause in required {
        if !all.iter().any(|named| covers(named, clause)) {
            out.push(first.violation(1, clause, "no branch names this clause"));
        }
    }
    out
}

/// True if the reference `named` is the clause or lies below it.
fn covers(named: &str, clause: &str) -> bool {
    named
        .strip_prefix(clause)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ']))
}

/// Lists what the comments name, as `5321 4.1.1.4`, or `1870` where no clause follows.
pub fn references(source: &Source) -> Vec<String> {
    let mut out = Vec::new();
    // A clause may begin on the next line of the same comment.
    let lines: Vec<&str> = source.comments.iter().map(|c| c.text.trim()).collect();
    for part in lines.join(" ").split("RFC ").skip(1) {
        let mut words = part.split([' ', ',', ';', ')', '(', ':']);
        let number = words.next().unwrap_or_default().trim_end_matches('.');
        if number.len() < 3 || !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut rest = words
            .filter(|word| !word.is_empty() && !matches!(*word, "section" | "and" | "to"))
            .map(|word| word.trim_start_matches('§').trim_end_matches('.'))
            .take_while(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .peekable();
        if rest.peek().is_none() {
            out.push(number.to_owned());
        }
        out.extend(rest.map(|clause| format!("{number} {clause}")));
    }
    out
}

#[test]
fn references_are_read_in_every_usual_form() {
    let named = |text: &str| references(&Source::new("src/smtp/proto.rs", text)).join(", ");
    assert_eq!(named("// RFC 5321 4.1.1.4: only then."), "5321 4.1.1.4");
    assert_eq!(named("/// Waits (RFC 5321, 4.5.3.2.7)."), "5321 4.5.3.2.7");
    assert_eq!(named("// RFC 5321 section 4.5.2"), "5321 4.5.2");
    assert_eq!(
        named("// RFC 5321, 4.5.2 and 4.5.3."),
        "5321 4.5.2, 5321 4.5.3"
    );
    assert_eq!(
        named("// RFC 1870. A size is\n// RFC 5321\n// 4.1.1"),
        "1870, 5321 4.1.1"
    );
    assert_eq!(named("let x = \"RFC 5321 4.1\"; // RFC x"), "");
}

#[test]
fn a_missing_clause_is_found() {
    let refused = |text: &str, required: &[&str]| -> Vec<String> {
        let source = Source::new("src/smtp/proto.rs", text);
        let found = check(&[&source], required);
        found.into_iter().map(|found| found.word).collect()
    };
    let good = "match a {} // RFC 5321 4.1.1.4";
    assert_eq!(refused(good, &["5321 4.1.1.4", "5321 4.1.1"]), [""; 0]);
    assert_eq!(
        refused(good, &["5321 4.1.1.40", "1870"]),
        ["5321 4.1.1.40", "1870"]
    );
    assert_eq!(refused("match a {}", &[]), ["match", "RFC"]);
    let sparse = format!("{good}{}", "\n".repeat(40));
    assert_eq!(refused(&sparse, &[]), ["RFC"]);
    assert_eq!(check(&[], &["1870"]), []);
}
