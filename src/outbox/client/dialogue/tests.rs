//! Whole conversations as text: `S:` what the server says, `C:` what we answer, `=` how it ends.

use super::{Credentials, Dialogue, Plan, Step, TlsUse};
use crate::outbox::client::{ClientFault, reply::ReplyReader};

fn plan(tls: TlsUse) -> Plan {
    Plan {
        ehlo: "desk.example".into(),
        tls,
        credentials: None,
        return_path: "help+bq@desk.example".into(),
        recipient: "ines@lumen.example".into(),
        size_bytes: 1_000,
        utf8: false,
        eight_bit: false,
    }
}

fn signing_in(tls: TlsUse) -> Plan {
    Plan {
        credentials: Some(Credentials {
            user: "u".into(),
            password: "p".into(),
        }),
        ..plan(tls)
    }
}

fn check(plan: Plan, script: &str) {
    let mut dialogue = Dialogue::new(plan);
    let mut reader = ReplyReader::default();
    let mut step = None;
    for line in script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        if let Some(said) = line.strip_prefix("S: ") {
            reader.feed(format!("{said}\r\n").as_bytes());
            while let Some(reply) = reader.take().expect(script) {
                assert_eq!(
                    step, None,
                    "answered before it was asked: {line} in {script}"
                );
                step = Some(dialogue.on_reply(&reply));
            }
            continue;
        }
        let got = match step.take() {
            Some(Step::Say(command)) => format!("C: {}", command.trim_end_matches("\r\n")),
            Some(Step::Handshake) => {
                step = Some(dialogue.tls_is_up());
                "C: (handshake)".into()
            }
            Some(Step::Message) => "C: (message)".into(),
            Some(Step::Accepted(words)) => format!("= accepted {words}"),
            Some(Step::Fault(ClientFault::Host { words, .. })) => format!("= host {words}"),
            Some(Step::Fault(ClientFault::Refused { words, .. })) => format!("= refused {words}"),
            Some(Step::Fault(ClientFault::Unfit { words })) => format!("= unfit {words}"),
            other => format!("{other:?}"),
        };
        assert_eq!(got, line, "in {script}");
    }
    assert_eq!(step, None, "more is said than {script}");
}

const HELLO: &str = "S: 220 mx\nC: EHLO desk.example\n";

#[test]
fn a_plain_transaction() {
    check(
        plan(TlsUse::IfOffered),
        "S: 220 mx ready
         C: EHLO desk.example
         S: 250-mx
         S: 250-size 5000
         S: 250-DSN
         S: 250 PIPELINING
         C: MAIL FROM:<help+bq@desk.example> SIZE=1000 RET=HDRS
         S: 250 2.1.0 ok
         C: RCPT TO:<ines@lumen.example> NOTIFY=FAILURE
         S: 251 2.1.5 forwards
         C: DATA
         S: 354 go
         C: (message)
         S: 250 2.0.0 queued as 42
         = accepted 250 2.0.0 queued as 42",
    );
}

#[test]
fn starttls_forgets_what_was_said_in_clear() {
    check(
        plan(TlsUse::IfOffered),
        "S: 220 mx
         C: EHLO desk.example
         S: 250-mx
         S: 250-SIZE 1
         S: 250 StartTLS
         C: STARTTLS
         S: 220 go
         C: (handshake)
         C: EHLO desk.example
         S: 250-mx
         S: 250 STARTTLS
         C: MAIL FROM:<help+bq@desk.example>
         S: 550 5.7.1 no
         = refused 550 5.7.1 no",
    );
}

#[test]
fn starttls_refused_or_missing() {
    let offered = format!("{HELLO}S: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 4.7.0 not now\n");
    let mail = "C: MAIL FROM:<help+bq@desk.example>";
    check(plan(TlsUse::IfOffered), &format!("{offered}{mail}"));
    check(
        plan(TlsUse::Required),
        &format!("{offered}= host 454 4.7.0 not now"),
    );
    check(
        plan(TlsUse::Required),
        &format!("{HELLO}S: 250 mx\n= host it offers no STARTTLS, which the settings demand"),
    );
    check(
        plan(TlsUse::Never),
        &format!("{HELLO}S: 250-mx\nS: 250 STARTTLS\n{mail}"),
    );
    check(
        plan(TlsUse::On),
        &format!("{HELLO}S: 250-mx\nS: 250 STARTTLS\n{mail}"),
    );
}

#[test]
fn helo_for_old_servers() {
    let old = format!("{HELLO}S: 502 5.5.1 what\n");
    check(
        plan(TlsUse::IfOffered),
        &format!("{old}C: HELO desk.example\nS: 250 mx\nC: MAIL FROM:<help+bq@desk.example>"),
    );
    check(
        plan(TlsUse::Required),
        &format!("{old}= host 502 5.5.1 what"),
    );
    check(
        plan(TlsUse::Never),
        &format!("{HELLO}S: 450 busy\n= host 450 busy"),
    );
}

#[test]
fn sign_in() {
    let mail = "C: MAIL FROM:<help+bq@desk.example>";
    check(
        signing_in(TlsUse::On),
        &format!(
            "{HELLO}S: 250-mx\nS: 250 AUTH LOGIN PLAIN\nC: AUTH PLAIN AHUAcA==\nS: 235 yes\n{mail}"
        ),
    );
    check(
        signing_in(TlsUse::On),
        &format!(
            "{HELLO}S: 250-mx\nS: 250 AUTH=LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6
             C: dQ==\nS: 334 UGFzc3dvcmQ6\nC: cA==\nS: 235 yes\n{mail}"
        ),
    );
    check(
        signing_in(TlsUse::On),
        &format!(
            "{HELLO}S: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AHUAcA==\nS: 535 5.7.8 wrong\n= host 535 5.7.8 wrong"
        ),
    );
    check(
        signing_in(TlsUse::On),
        &format!(
            "{HELLO}S: 250-mx\nS: 250 AUTH GSSAPI\n= host it offers no sign-in that we know (PLAIN, LOGIN)"
        ),
    );
    check(
        signing_in(TlsUse::Never),
        &format!(
            "{HELLO}S: 250-mx\nS: 250 AUTH PLAIN\n= host a password is never sent without TLS"
        ),
    );
}

#[test]
fn whom_a_refusal_is_about() {
    let mail = format!("{HELLO}S: 250 mx\nC: MAIL FROM:<help+bq@desk.example>\n");
    let rcpt = format!("{mail}S: 250 ok\nC: RCPT TO:<ines@lumen.example>\n");
    let data = format!("{rcpt}S: 250 ok\nC: DATA\n");
    let message = format!("{data}S: 354 go\nC: (message)\n");
    let check = |script: &str| check(plan(TlsUse::Never), script);
    check("S: 554 5.3.2 no service\n= host 554 5.3.2 no service");
    check("S: 421 busy\n= host 421 busy");
    check(&format!(
        "{mail}S: 530 5.7.0 sign in\n= host 530 5.7.0 sign in"
    ));
    check(&format!("{mail}S: 354 what\n= host 354 what"));
    check(&format!(
        "{rcpt}S: 450 4.2.0 greylisted\n= refused 450 4.2.0 greylisted"
    ));
    check(&format!(
        "{rcpt}S: 421 4.3.2 closing\n= host 421 4.3.2 closing"
    ));
    check(&format!("{data}S: 250 what\n= host 250 what"));
    check(&format!("{data}S: 554 5.5.1 no\n= refused 554 5.5.1 no"));
    check(&format!(
        "{message}S: 421 4.3.0 closing\n= refused 421 4.3.0 closing"
    ));
    check(&format!("{message}S: 354 what\n= host 354 what"));
    check(&format!(
        "{message}S: 552 5.3.4 big\n= refused 552 5.3.4 big"
    ));
}

#[test]
fn mail_that_a_server_cannot_take() {
    let beyond = Plan {
        recipient: "josé@lumen.example".into(),
        utf8: true,
        eight_bit: true,
        ..plan(TlsUse::Never)
    };
    check(
        beyond.clone(),
        &format!(
            "{HELLO}S: 250-mx\nS: 250-SMTPUTF8\nS: 250 8BITMIME\nC: MAIL FROM:<help+bq@desk.example> BODY=8BITMIME SMTPUTF8\nS: 250 ok\nC: RCPT TO:<josé@lumen.example>"
        ),
    );
    check(
        beyond.clone(),
        &format!(
            "{HELLO}S: 250-mx\nS: 250 8BITMIME\n= unfit the server takes no addresses beyond ASCII (no SMTPUTF8)"
        ),
    );
    check(
        beyond,
        &format!(
            "{HELLO}S: 250-mx\nS: 250 SMTPUTF8\n= unfit the server takes no 8-bit message (no 8BITMIME)"
        ),
    );
    let size = |offer: &str, end: &str| {
        check(
            plan(TlsUse::Never),
            &format!("{HELLO}S: 250-mx\nS: 250 {offer}\n{end}"),
        );
    };
    size(
        "SIZE 999",
        "= unfit the message is larger than the 999 bytes that the server takes",
    );
    size("SIZE 1000", "C: MAIL FROM:<help+bq@desk.example> SIZE=1000");
    size("SIZE 0", "C: MAIL FROM:<help+bq@desk.example> SIZE=1000");
    size("SIZE", "C: MAIL FROM:<help+bq@desk.example> SIZE=1000");
}
