//! Mails that are made to stop the desk: each ends soon, keeps its head and says "not parsed".

use super::*;
use crate::mail::tests::processor_time;

// Twice on small and large stacks: what scan lets through needs no more stack than we give.
fn parsed_within(name: &str, raw: &[u8], limit: Duration) -> InboundMail {
    let (mail, took) = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(1024 * 1024)
            .spawn_scoped(scope, || (parse(raw), processor_time()))
            .expect("a thread")
            .join()
            .expect("no panic")
    });
    assert!(took < limit, "{name} took {took:?}");
    mail
}

#[test]
fn must_4_hostile_mails_end_soon_and_keep_their_head() {
    let head = "From: Eve <eve@x.example>\r\nSubject: hostile\r\n";
    let multiparts = (0..50_000).fold(String::from(head), |mut out, level| {
        let _ = write!(
            out,
            "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"
        );
        out
    });
    for (name, raw) in [
        (
            "nested messages",
            head.to_owned() + &"Content-Type: message/rfc822\r\n\r\n".repeat(100_000),
        ),
        ("nested multiparts", multiparts),
        (
            "a million fields",
            head.to_owned() + &"X: y\r\n".repeat(1_000_000),
        ),
        (
            "one long field",
            head.to_owned() + "X: " + &"y".repeat(2 * MAX_BLOCK),
        ),
        (
            "siblings",
            head.to_owned()
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + &"--b\r\n\r\n\r\n".repeat(400_000),
        ),
    ] {
        let mail = parsed_within(name, raw.as_bytes(), Duration::from_secs(5));
        assert_eq!(mail.not_parsed, Some(NotParsed::TooComplex), "{name}");
        assert_eq!(mail.subject, "hostile", "{name}");
        assert_eq!(
            mail.from.map(|from| from.name).as_deref(),
            Some("Eve"),
            "{name}"
        );
        assert_eq!(
            (mail.text.as_str(), mail.attachments.len()),
            ("", 0),
            "{name}"
        );
    }
}

#[test]
fn forwards_that_look_cyclic_are_walked_once() {
    let head = "From: Eve <eve@x.example>\r\n";
    let cyclic = (0..30).fold(String::from(head), |out, level| {
        let kind = if level % 2 == 0 {
            "multipart/mixed; boundary=same"
        } else {
            "message/rfc822"
        };
        out + "Content-Type: " + kind + "\r\n\r\n--same\r\n"
    });
    let mail = parsed_within("cyclic", cyclic.as_bytes(), Duration::from_secs(1));
    assert!(mail.attachments.len() <= 30);
}

#[test]
fn costly_mails_are_read_whole() {
    let head = "From: Eve <eve@x.example>\r\nSubject: costly\r\n";
    let base64 = to_base64(&vec![7; 24 * 1024 * 1024]);
    let divs = "<div>".repeat(100_000) + "deep";
    let people = "a@x.example, ".repeat(15_000);
    let references = "<a@x.example> ".repeat(15_000);
    let words = "=?utf-8?Q?x?= ".repeat(8_000);
    for (name, raw, text) in [
        (
            "base64",
            format!(
                "{head}Content-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}"
            ),
            "",
        ),
        (
            "nested divs",
            format!("{head}Content-Type: text/html\r\n\r\n{divs}"),
            "deep",
        ),
        ("people", format!("{head}To: {people}\r\n\r\nx"), "x"),
        (
            "references",
            format!("{head}References: {references}\r\n\r\nx"),
            "x",
        ),
        (
            "encoded words",
            format!("{head}X: {words}\r\nTo: {words}\r\n\r\nx"),
            "x",
        ),
        (
            "dashes",
            format!(
                "{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n{}",
                "-".repeat(4_000_000)
            ),
            "x",
        ),
        (
            "parameters",
            format!(
                "{head}Content-Type: text/plain; {}\r\n\r\nx",
                "a=b; ".repeat(40_000)
            ),
            "x",
        ),
        (
            "pieces",
            format!(
                "{head}Content-Type: text/plain{}\r\n\r\nx",
                (0..10_000).fold(String::new(), |mut out, n| {
                    let _ = write!(out, "; x{n}*0=a");
                    out
                })
            ),
            "x",
        ),
    ] {
        let mail = parsed_within(name, raw.as_bytes(), Duration::from_secs(10));
        assert_eq!(
            (mail.not_parsed, mail.text.as_str()),
            (None, text),
            "{name}"
        );
        assert!(
            mail.to.len() <= 500 && mail.references.len() <= 50,
            "{name}"
        );
    }
}

#[test]
fn long_text_is_cut_and_kept_as_a_file() {
    let text = "word ".repeat(300_000);
    let mail = parse(format!("From: a@x.example\n\n{text}").as_bytes());
    assert!(mail.text.len() <= super::super::body::MAX_TEXT && mail.text.len() > 1_000_000);
    let sizes: Vec<_> = mail
        .attachments
        .iter()
        .map(|file| (file.name.as_str(), file.size_bytes))
        .collect();
    assert_eq!(sizes, [("text.txt", 1_500_000)]);
}

#[test]
fn the_whole_text_has_a_bound_however_it_comes() {
    use super::super::body::{CUT, MAX_WHOLE};
    let word = "word ".repeat(180_000);
    let part = format!("--b\n\n{word}\n");
    let parts = format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{}--b--\n",
        part.repeat(5)
    );
    // Twenty quote marks on each of many short lines: far more text than HTML.
    let quoted = format!(
        "Content-Type: text/html\n\n{}{}",
        "<blockquote>".repeat(20),
        "<br>é".repeat(150_000)
    );
    for (name, body) in [("parts", parts), ("quotes", quoted)] {
        let raw = format!("From: a@x.example\n{body}");
        let mail = parsed_within(name, raw.as_bytes(), Duration::from_secs(20));
        let size = mail.text.len() + mail.quoted.len();
        assert!(size > MAX_WHOLE / 2, "{name}: {size}");
        assert!(size <= MAX_WHOLE + CUT.len(), "{name}: {size}");
        let end = CUT.trim();
        let said = [&mail.text, &mail.quoted].map(|text| text.ends_with(end));
        assert!(said.contains(&true), "{name}: where it was cut is said");
    }
}
