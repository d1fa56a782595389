//! Splitting as data, then what must hold for every text.

use proptest::prelude::*;

use super::*;
use crate::mail::tests::processor_time;

mod corpus;
mod languages;

#[track_caller]
fn check(why: &str, text: &str, new: &str) {
    let split = split(text);
    assert_eq!(split.new, new, "{why}\nquoted: {:?}", split.quoted);
    nothing_lost(text, &split);
}

// Both halves are subsequences of the text and together hold each of its lines.
#[track_caller]
fn nothing_lost(text: &str, split: &Split) {
    let solid = |text: &str| {
        let fine = |line: &&str| {
            line::lines(line)
                .iter()
                .any(|l| l.kind != line::Kind::Blank)
        };
        line::texts(text)
            .filter(fine)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (all, new, quoted) = (solid(text), solid(&split.new), solid(&split.quoted));
    assert_eq!(all.len(), new.len() + quoted.len(), "{text:?} {split:?}");
    for half in [&new, &quoted] {
        let mut rest = all.iter();
        assert!(
            half.iter().all(|line| rest.any(|other| other == line)),
            "{text:?} {split:?}"
        );
    }
    let mut sorted = [new, quoted].concat();
    let mut expected = all;
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
}

#[test]
fn what_is_new() {
    let much = format!("Yes.\n--\n{}", "Much more text.\n".repeat(30));
    #[rustfmt::skip]
    let cases = [
        ("nothing to fold", "Hello\n\nBye", "Hello\n\nBye"),
        ("blank lines at the ends", "\n\n Hello \n\n", " Hello "),
        ("quote at the end", "Yes.\n\n> Really?\n", "Yes."),
        ("introduction and quote", "Yes.\n\nOn 3 Apr 2017 at 15:04, Ines <i@x.example> wrote:\n> Really?\n", "Yes."),
        ("introduction over three lines", "Yes.\nOn Mon, 3 Apr 2017 at 15:04,\nInes Garnier <\ni@x.example> wrote:\n\n> Really?", "Yes."),
        ("introduction without a quote", "Yes.\n\nOn 3 Apr 2017 at 15:04, Ines wrote:\n\nReally?\nAnd more", "Yes."),
        ("two introductions", "Three\n\nOn 3 Apr 2017, Ines wrote:\n\nTwo\n\nOn 2 Apr 2017, Bo wrote:\n\nOne", "Three"),
        ("answer below the quote", "On 3 Apr 2017, Ines wrote:\n> Really?\n\nYes.", "Yes."),
        ("inline answers keep the quote", "On 3 Apr 2017, Ines wrote:\n> One?\nYes.\n> Two?\nNo.", "> One?\nYes.\n> Two?\nNo."),
        ("inline answers below a greeting", "Hello,\n\nOn 3 Apr 2017, Ines wrote:\n> One?\n\nYes.", "Hello,\n\n> One?\n\nYes."),
        ("quote without introduction above text stays", "> One?\n\nYes.", "> One?\n\nYes."),
        ("only a quote: all is new", "> One?\n> Two?", "> One?\n> Two?"),
        ("only a marker: all is new", "-----Original Message-----", "-----Original Message-----"),
        ("Outlook", "Yes.\n\nFrom: Ines <i@x.example>\nSent: Monday, 3 April 2017 15:04\nTo: Bo\nSubject: Really\n\nReally?", "Yes."),
        ("Outlook with a ruler", "Yes.\n\n________________________________\nFrom: Ines\nSent: Monday\nTo: Bo\nSubject: Really\n\nReally?", "Yes."),
        ("a timetable is no header block", "From: Lyon\nTo: Paris\nDate: Monday\n\nIs it right?", "From: Lyon\nTo: Paris\nDate: Monday\n\nIs it right?"),
        ("Original Message", "Yes.\n\n-----Original Message-----\nReally?", "Yes."),
        ("the words in a sentence", "The original message was lost.\nWhere is it?", "The original message was lost.\nWhere is it?"),
        ("forward with a comment", "Please help.\n\n---------- Forwarded message ----------\nFrom: Ines <i@x.example>\nDate: Monday\nSubject: Broken\n\nIt is broken.", "Please help."),
        ("forward alone keeps its content", "---------- Forwarded message ----------\nFrom: Ines <i@x.example>\nDate: Monday\nSubject: Broken\n\nIt is broken.", "It is broken."),
        ("forward of Apple Mail alone", "Begin forwarded message:\n\nFrom: Ines <i@x.example>\nSubject: Broken\nDate: Monday\n\nIt is broken.", "It is broken."),
        ("own marker", "Yes.\n\n--- Reply above this line ---\nReally?", "Yes."),
        ("own marker, quoted", "Yes.\n\n> --- Reply above this line ---\n>\n> Really?", "Yes."),
        ("own marker in French", "Oui.\n\n— Répondre au-dessus de cette ligne —\nVraiment ?", "Oui."),
        ("answer below the own marker", "> -- Reply above this line --\n> Really?\n\nYes.", "> Really?\n\nYes."),
        ("the words of the marker in a sentence", "Do I reply above this line or below?\nI do not know.", "Do I reply above this line or below?\nI do not know."),
        ("signature", "Yes.\n\n-- \nInes\nLumen", "Yes."),
        ("signature that lost its space", "Yes.\n\n--\nInes\nLumen", "Yes."),
        ("a separator above much text is none", &much, much.trim_end()),
        ("phone", "Yes.\n\nSent from my iPhone", "Yes."),
        ("phone in French", "Oui.\n\nEnvoyé de mon iPhone", "Oui."),
        ("a sentence about sending", "The parcel left.\nSent from our store in Lyon", "The parcel left.\nSent from our store in Lyon"),
        ("card", "It works.\n\nInes Garnier\n+33 1 23 45 67 89\nines@x.example", "It works."),
        ("a card that was asked for", "Here is the address:\n\nInes Garnier\n+33 1 23 45 67 89\nines@x.example", "Here is the address:\n\nInes Garnier\n+33 1 23 45 67 89\nines@x.example"),
        ("code is code", "Try:\n\n```\n> quoted\n-- \nFrom: a\n```\n\nThanks", "Try:\n\n```\n> quoted\n-- \nFrom: a\n```\n\nThanks"),
        ("an open fence is no fence", "Try ```\n```\n\n> Really?", "Try ```\n```"),
        ("a sentence with wrote", "On Monday I wrote:\nnothing came back.\nWhy?", "On Monday I wrote:\nnothing came back.\nWhy?"),
        ("a sentence with a date and wrote", "On 3 Apr 2017 I wrote to Ines and she said: no.\nWhy?", "On 3 Apr 2017 I wrote to Ines and she said: no.\nWhy?"),
        ("a list of times", "On 3 Apr 2017 at 15:04 it failed:\nerror 5\nerror 6", "On 3 Apr 2017 at 15:04 it failed:\nerror 5\nerror 6"),
        ("CRLF and CR", "Yes.\r\n\r\n> Really?\r\rSent from my phone\r\n", "Yes."),
    ];
    for (why, text, new) in cases {
        check(why, text, new);
    }
}

#[test]
fn quoting() {
    for (text, intro, expected) in [
        (
            "a\nb",
            "On Monday, Ines wrote:",
            "On Monday, Ines wrote:\n> a\n> b",
        ),
        ("a\r\n\r\nb\r\n\r\n", "I:", "I:\n> a\n>\n> b"),
        ("> a", "", ">> a"),
        ("", "I:", "I:\n>"),
    ] {
        assert_eq!(quote(text, intro), expected);
    }
}

#[test]
fn what_we_quote_we_fold() {
    let reply = format!(
        "Yes.\n\n{}",
        quote("One?\n\nTwo?", "On 3 Apr 2017 at 15:04, Ines wrote:")
    );
    check("our own quote", &reply, "Yes.");
}

#[test]
fn many_lines_take_a_moment() {
    // Each of these once per line is the worst that its rule can meet.
    let worst = [
        "> x\n",
        "x\n",
        "-- \n",
        "On 3 Apr 2017 at 15:04\n",
        "From: a\n",
        "\n",
        "Sent from my x\n",
        "-----Original Message-----\n",
        "On 3 Apr 2017, Ines wrote:\n> x\ny\n",
        "a@b.example\n",
        "Reply above this line\n",
        "```\n",
        "<a@b.example> 3 Apr 2017\n",
    ];
    let mut texts = worst.map(|line| line.repeat(30_000)).to_vec();
    texts.push(worst.concat().repeat(1_000_000 / worst.len()));
    for text in texts {
        let start = processor_time();
        let split = split(&text);
        // Generous for a loaded machine without optimization; quadratic would take hours.
        let line = text.lines().next();
        let took = processor_time() - start;
        assert!(took.as_secs() < 60, "{line:?} took {took:?}");
        assert!(!split.new.is_empty() || text.trim().is_empty());
    }
    let long = "x ".repeat(5_000_000);
    assert_eq!(split(&long).new.len(), long.len());
}

proptest! {
    // A case that failed becomes a line of a table, not a file beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(lines in proptest::collection::vec(piece(), 0..24)) {
        let text = lines.concat();
        nothing_lost(&text, &split(&text));
    }

    #[test]
    fn any_text_is_split(text in any::<String>()) {
        nothing_lost(&text, &split(&text));
    }
}

fn piece() -> impl Strategy<Value = String> {
    let solid = prop::sample::select(vec![
        "text",
        "> quote",
        ">> deep",
        "",
        " ",
        "-- ",
        "--",
        "____",
        "On 3 Apr 2017 at 15:04, Ines",
        "<i@x.example> wrote:",
        "On 3 Apr 2017, Ines wrote:",
        "-----Original Message-----",
        "From: a",
        "Sent: Monday",
        "To: b",
        "Subject: c",
        "Sent from my phone",
        "Reply above this line",
        "```",
        "Ines Garnier",
        "ines@x.example",
        "+33 1 23 45 67 89",
        "Begin forwarded message:",
        "C> x",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    (solid, end).prop_map(|(solid, end)| format!("{solid}{end}"))
}
