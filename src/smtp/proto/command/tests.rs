//! Command lines, good and bad.

use super::{Body, Command, CommandError, MailParameters, Utf8};

fn check(line: &str, expected: Result<Command<'_>, CommandError>) {
    assert_eq!(Command::parse(line.as_bytes()), expected, "{line}");
}

#[test]
fn reads_commands() {
    check("ehlo t", Ok(Command::Ehlo("t".to_owned())));
    check(
        "HELO [192.0.2.1]",
        Ok(Command::Helo("[192.0.2.1]".to_owned())),
    );
    check("EHLO büro", Ok(Command::Ehlo("b??ro".to_owned())));
    check(
        "MAIL FROM:<>",
        Ok(Command::Mail(b"", MailParameters::default())),
    );
    check(
        "mail from: <a@b>  ",
        Ok(Command::Mail(b"a@b", MailParameters::default())),
    );
    let parameters = MailParameters {
        size: Some(12),
        body: Some(Body::EightBitMime),
        smtputf8: Utf8::Asked,
    };
    check(
        "MAIL FROM:<a@b> size=12 BODY=8bitmime SMTPUTF8",
        Ok(Command::Mail(b"a@b", parameters)),
    );
    let huge = MailParameters {
        size: Some(u64::MAX),
        ..MailParameters::default()
    };
    check(
        "MAIL FROM:<a@b> SIZE=99999999999999999999",
        Ok(Command::Mail(b"a@b", huge)),
    );
    check("RCPT TO:<@a,@b:u@c>", Ok(Command::Rcpt(b"@a,@b:u@c")));
    check("DATA ", Ok(Command::Data));
    check("NOOP whatever", Ok(Command::Noop));
    check("VRFY a", Ok(Command::Vrfy));
    check("EXPN a", Ok(Command::Expn));
    check("starttls", Ok(Command::StartTls));
    check("BDAT 12 LAST", Ok(Command::NotSpoken));
    check("AUTH PLAIN", Ok(Command::NotSpoken));
    check("GET / HTTP/1.1", Ok(Command::Foreign));
}

#[test]
fn names_what_is_wrong() {
    use CommandError::{Arguments, HeloName, Parameter, Recipient, Sender, Unknown};
    for (line, error) in [
        ("", Unknown),
        ("XYZZY", Unknown),
        ("MAILFROM:<a@b>", Unknown),
        (" EHLO t", Unknown),
        ("EHLO", HeloName),
        ("HELO ", HeloName),
        ("EHLO a\tb", HeloName),
        ("MAIL", Arguments),
        ("MAIL TO:<a@b>", Arguments),
        ("RCPT FROM:<a@b>", Arguments),
        ("MAIL FROM:a@b", Sender),
        ("MAIL FROM:<a@b", Sender),
        ("MAIL FROM:<a@b>SIZE=1", Sender),
        ("RCPT TO:a@b", Recipient),
        ("RCPT TO:<a@b>x", Recipient),
        ("RCPT TO:<a@b> NOTIFY=NEVER", Parameter),
        ("MAIL FROM:<a@b> SIZE=", Arguments),
        ("MAIL FROM:<a@b> SIZE", Arguments),
        ("MAIL FROM:<a@b> SIZE=-1", Arguments),
        ("MAIL FROM:<a@b> SIZE=99999999999999999999999", Arguments),
        ("MAIL FROM:<a@b> SIZE=1 SIZE=2", Arguments),
        ("MAIL FROM:<a@b> SMTPUTF8=1", Arguments),
        ("MAIL FROM:<a@b> SMTPUTF8 SMTPUTF8", Arguments),
        ("MAIL FROM:<a@b> BODY=BINARYMIME", Parameter),
        ("MAIL FROM:<a@b> AUTH=<>", Parameter),
        ("DATA x", Arguments),
        ("RSET x", Arguments),
        ("STARTTLS x", Arguments),
        ("VRFY", Arguments),
        ("EXPN", Arguments),
    ] {
        check(line, Err(error));
    }
    check(&format!("EHLO {}", "x".repeat(256)), Err(HeloName));
}
