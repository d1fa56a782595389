//! How texts are compared: case, accents, whole words, patterns.

use std::sync::Arc;

use super::*;
use crate::domain::rule::{decide::ask, set::compile};

/// Asks about a subject, a body and a copy: the first two walk the automaton, the last does not.
#[track_caller]
fn check(operator: Operator, value: &str, text: &str, answer: bool) {
    for field in [Field::Subject, Field::Body, Field::Cc] {
        let set = asks(condition(field, operator, value));
        let mut facts = mailed("", "");
        if let Some(mail) = facts.mail.as_mut().map(Arc::make_mut) {
            match field {
                Field::Subject => mail.subject = Folded::new(text),
                Field::Body => mail.body = Folded::new(text),
                _ => mail.cc = vec![Folded::new(text)],
            }
        }
        let (found, _) = ask(&set, &set.rules[0], &facts, NOW);
        assert_eq!(found, answer, "{field:?} {operator:?} {value} in {text:?}");
    }
}

#[test]
fn case_and_accents_do_not_count() {
    for (value, text, answer) in [
        ("été", "En ETE", true),
        ("ÉTÉ", "en e\u{301}te\u{301}", true),
        ("e\u{301}te\u{301}", "ÉTÉ", true),
        ("straße", "Hauptstraße 3", true),
        ("STRAẞE", "Hauptstraße 3", true),
        // ß has no plain letter; two of them would be another spelling.
        ("strasse", "Hauptstraße 3", false),
        ("office", "the oﬃce", true),
        ("ﬁle", "a FILE", true),
        ("garçon", "GARCON", true),
        ("Istanbul", "İSTANBUL", true),
        ("ΟΔΟΣ", "οδοΣ", true),
        ("vpn", "\u{ff36}\u{ff30}\u{ff2e}", true),
        ("a b", "a\u{a0}b", true),
        ("mot de passe", "le mot de\npasse", true),
        ("mot de passe", "le mot\r\nde\tpasse", true),
        ("mot de passe", "le mot depasse", false),
    ] {
        check(Operator::Contains, value, text, answer);
        check(Operator::DoesNotContain, value, text, !answer);
    }
    check(Operator::Is, "Müller", "MU\u{308}LLER", true);
    check(Operator::StartsWith, "é", "E\u{301}te", true);
    check(Operator::EndsWith, "é", "caf\u{65}\u{301}", true);
}

#[test]
fn whole_words_stand_between_others() {
    for (word, text, answer) in [
        ("print", "print", true),
        ("print", "print it", true),
        ("print", "please PRINT", true),
        ("print", "(print), or not", true),
        ("print", "blueprint", false),
        ("print", "printer", false),
        ("print", "blueprint, then print", true),
        ("print", "3print", false),
        ("print", "print2", false),
        ("print", "print-server", true),
        ("print", "print_server", true),
        ("print", "l’print’s", true),
        ("print", "éprint", false),
        ("print", "printé", false),
        ("print", "prints\nprint\nprints", true),
        ("ete", "été", true),
        ("été", "e\u{301}te\u{301}s", false),
        ("été", "d'e\u{301}te\u{301}.", true),
        ("mot de passe", "mot de\npasse oublié", true),
        ("mot de passe", "mot de passes", false),
        ("c++", "about C++, please", true),
        ("c++", "about C++11", false),
        // The first place is no word and overlaps with the second, which is.
        ("a a", "xa a a", true),
        ("aa aa", "baa aa aa", true),
        ("日本", "日本", true),
        // Scripts that leave no room between words have no whole words inside.
        ("日本", "日本語", false),
    ] {
        check(Operator::Contains, &format!("\"{word}\""), text, answer);
        check(
            Operator::DoesNotContain,
            &format!("\"{word}\""),
            text,
            !answer,
        );
    }
}

#[test]
fn patterns_look_at_folded_text() {
    for (pattern, text, answer) in [
        ("RÉSEAU|vpn", "le reseau", true),
        ("reseau", "LE RÉSEAU", true),
        ("[éè]t[àa]", "ETA", true),
        ("^vpn$", "VPN", true),
        ("^vpn", "my vpn", false),
        ("vpn$", "vpn down", false),
        ("^second$", "first\nsecond", false),
        ("(?m)^second$", "first\r\nsecond\r\nthird", true),
        ("first.second", "first\nsecond", false),
        (r"first\ssecond", "first\nsecond", true),
        (r"\bprint\b", "blueprint", false),
        (r"\bprint\b", "éprint", false),
        (r"no \d{4}", "NO 4711", true),
        (r"\p{Lu}", "Éa", true),
        // Characters that stand for several are no commands.
        ("wait…", "wait for it", false),
        ("wait…", "so wait... then", true),
        ("so（yes）", "so(yes)", true),
        ("3＊4", "3334", false),
        ("3＊4", "3*4", true),
        ("a＜b", "a<b", true),
        ("x*", "", false),
    ] {
        check(Operator::Matches, pattern, text, answer);
    }
}

#[test]
fn ordinary_patterns_fit_and_bombs_do_not() {
    for fits in [
        r"^\[[A-Z]+-\d+\]",
        r"(order|commande|bestellung)\s+n[o°]?\s*\d{4,10}",
        r"[\w.+-]+@[\w-]+\.[\w.-]+",
        r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
        r"(a+)+$",
        r"(?i)urgent|dringend|pressé",
        &"a".repeat(1_000),
    ] {
        assert!(compile(fits).is_ok(), "{fits}");
    }
    for refused in [
        "(",
        "[a",
        r"\",
        "a{2,1}",
        r"(a)\1",
        "(?=a)",
        "((a{100}){100}){100}",
        r"\w{1000}",
        &"(".repeat(1_000),
    ] {
        assert!(compile(refused).is_err(), "{refused}");
    }
}

#[test]
fn a_bad_pattern_takes_linear_time() {
    // Would take longer than the world has been there, if it were tried by going back.
    let body = format!("{}b", "a".repeat(100_000));
    check(Operator::Matches, "^(a+)+$", &body, false);
    check(
        Operator::Matches,
        "(x+x+)+y",
        &body.replace('a', "x"),
        false,
    );
}

#[test]
fn a_huge_body_is_looked_at_from_its_beginning() {
    let huge = format!("{}needle", "é".repeat(200_000));
    let folded = Folded::new(&huge);
    assert!(folded.text.len() <= 256 << 10);
    check(Operator::Contains, "needle", &huge, false);
    check(Operator::Contains, "ee", &huge, true);
}
