//! What is said is read again, whatever it is about and whoever caused it.

use super::*;

fn desk(reason: Reason, about: &str) -> Said {
    let about = about.to_owned();
    Said::Desk { reason, about }
}

fn theirs(words: &str) -> Said {
    Said::Theirs(words.to_owned())
}

#[test]
fn every_sentence_is_read_again() {
    for reason in Reason::ALL.iter().copied() {
        let english = reason.english();
        let about = if english.contains("{}") {
            "a.example"
        } else {
            ""
        };
        let said = desk(reason, about);
        let once = std::slice::from_ref(&said);
        assert_eq!(read(&reason.say(about)), once, "{english}");
        let more = "550 no: [such] user";
        let both = [said.clone(), theirs(more)];
        if english.ends_with(": ") {
            assert_eq!(read(&reason.because(about, more)), both, "{english}");
        } else if !english.contains('(') {
            // As a report has it; none has brackets of ours before its own.
            let report = format!("{} ({more})", reason.say(about));
            assert_eq!(read(&report), both, "{english}");
        }
        let there = format!("mx.a.example [192.0.2.1]: {}", reason.say(about));
        let server = Said::Server("mx.a.example".to_owned());
        assert_eq!(read(&there), [server, said], "{english}");
    }
}

#[test]
fn no_word_stands_for_two() {
    let words: std::collections::BTreeSet<_> = Reason::ALL.iter().map(|it| it.word()).collect();
    assert_eq!(words.len(), Reason::ALL.len());
}

#[test]
fn what_others_say_stays_as_it_is() {
    for words in [
        "550 5.1.1 no such user",
        "mx.a.example [192.0.2.1]: Connection refused (os error 111)",
        "this is a very odd one has no mail server",
        " has no mail server",
        "no server was found here",
        "quota (full) (really)",
        "]: ",
    ] {
        assert_eq!(read(words), [theirs(words)], "{words}");
    }
    assert_eq!(read(""), []);
    let far =
        "given up after 9 attempts in 5 days: mx.a.example [::1]: TLS: the handshake took too long";
    let all = [
        desk(Reason::GivenUp, "9"),
        Said::Server("mx.a.example".to_owned()),
        desk(Reason::Tls, ""),
        desk(Reason::HandshakeSlow, ""),
    ];
    assert_eq!(read(far), all);
}
