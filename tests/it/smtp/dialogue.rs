//! Dialogues as text: `C:` what the client sends, `S:` how each reply line begins.
//!
//! Further lines: `M: <from> recipients "text"` a mail that was kept, `R: <reply>` a record of
//! a refusal, `D:` a delay, `X:` the receiver closes. A `C:` line ends with CR LF unless it ends with `\c`;
//! `\r \n \0 \t \s \xNN` are escapes, `(TEXT)*N` at its start repeats. Each file is run all at once, byte
//! by byte and in pieces of 7, and must read the same.

use guichet::smtp::proto::{Action, Options, Path, RecipientAnswer, Reply, Room, Session, Tls};

/// The biggest mail of the dialogues, so that they stay short.
const MAX_SIZE_BYTES: u64 = 1_000;

/// A session that serves `ours.example`, with its transcript.
pub struct Talk {
    pub session: Session<String>,
    pub seen: Vec<String>,
    pub closed: bool,
}

impl Talk {
    pub fn new(tls: Tls) -> Self {
        let mut session = Session::new(Options {
            hostname: "mx.ours.example".to_owned(),
            max_size_bytes: MAX_SIZE_BYTES,
            max_recipients: 100,
            tls,
        });
        session.greet();
        let mut talk = Self {
            session,
            seen: Vec::new(),
            closed: false,
        };
        talk.feed(b"");
        talk
    }

    /// Feeds one read; what the receiver does is added to `seen`.
    pub fn feed(&mut self, mut input: &[u8]) {
        // Every step uses a byte, yields an action, or asks for more: this bounds them.
        let mut steps = 4 * input.len() + 100;
        while !self.closed {
            steps = steps.checked_sub(1).expect("the session goes in circles");
            let (used, action) = self.session.step(input);
            input = &input[used..];
            match action {
                Action::Read => {
                    assert!(input.is_empty(), "asks for more before it used what it has");
                    return;
                }
                Action::Reply(reply) => self.seen.extend(lines(&reply)),
                Action::Delay(delay) => self.seen.push(format!("D: {}", delay.as_secs())),
                Action::Room => self.session.room(Room::Enough),
                Action::Recipient(path) => {
                    let answer = known(&path);
                    self.session.recipient(answer);
                }
                Action::StartTls => self.seen.push("T:".to_owned()),
                Action::Message(message) => {
                    let text = message.raw.escape_ascii();
                    let (from, to) = (message.mail_from, message.recipients.join(","));
                    self.seen.push(format!("M: <{from}> {to} \"{text}\""));
                    self.session.message(Reply::kept("receipt"));
                }
                Action::Refused(refused) => {
                    let reply = refused
                        .reply
                        .map_or("none".to_owned(), |reply| reply.line());
                    self.seen.push(format!("R: {reply}"));
                }
                Action::Close(_) => {
                    self.seen.push("X:".to_owned());
                    self.closed = true;
                }
            }
        }
    }
}

// The stand-in for the desk's table of recipients.
fn known(path: &Path) -> RecipientAnswer<String> {
    let domain = path.domain.as_deref().unwrap_or("ours.example");
    if !domain.eq_ignore_ascii_case("ours.example") {
        return RecipientAnswer::NotOurs;
    }
    match path.local.to_lowercase().split('+').next() {
        Some(name @ ("support" | "postmaster" | "josé")) if path.is_plain() => {
            RecipientAnswer::Ours(name.to_owned())
        }
        _ => RecipientAnswer::NoSuchMailbox,
    }
}

fn lines(reply: &Reply) -> Vec<String> {
    let bytes = reply.to_bytes();
    let text = std::str::from_utf8(&bytes).expect("replies are ASCII");
    assert!(text.is_ascii() && text.ends_with("\r\n"), "{text:?}");
    text.lines().map(|line| format!("S: {line}")).collect()
}

/// Replays one file in three ways.
fn check(name: &str, text: &str) {
    let (mut sent, mut expected) = (Vec::new(), Vec::new());
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        match line.strip_prefix("C: ") {
            Some(said) => sent.extend(client_line(said)),
            None => expected.push(line.to_owned()),
        }
    }
    for piece in [sent.len(), 1, 7] {
        let mut talk = Talk::new(Tls::Absent);
        sent.chunks(piece).for_each(|chunk| talk.feed(chunk));
        for (number, seen) in talk.seen.iter().enumerate() {
            let wanted = expected.get(number).map_or("nothing more", String::as_str);
            let same = seen.starts_with(wanted);
            assert!(
                same,
                "{name}, in pieces of {piece}, line {number}: {seen:?}, expected {wanted:?}"
            );
        }
        assert_eq!(
            talk.seen.len(),
            expected.len(),
            "{name}, pieces of {piece}: {:#?}",
            talk.seen
        );
    }
}

fn client_line(said: &str) -> Vec<u8> {
    let (repeated, rest) = match said.strip_prefix('(').and_then(|s| s.split_once(")*")) {
        Some((text, behind)) => {
            let digits = behind.chars().take_while(char::is_ascii_digit).count();
            let (times, rest) = behind.split_at(digits);
            (
                unescape(text).repeat(times.parse().expect("a number")),
                rest,
            )
        }
        None => (Vec::new(), said),
    };
    let (rest, end): (&str, &[u8]) = match rest.strip_suffix("\\c") {
        Some(rest) => (rest, b""),
        None => (rest, b"\r\n"),
    };
    [repeated.as_slice(), &unescape(rest), end].concat()
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('r')) => out.push(b'\r'),
            ('\\', Some('n')) => out.push(b'\n'),
            ('\\', Some('t')) => out.push(b'\t'),
            ('\\', Some('s')) => out.push(b' '),
            ('\\', Some('0')) => out.push(0),
            ('\\', Some('\\')) => out.push(b'\\'),
            ('\\', Some('x')) => {
                let hex = chars.by_ref().take(2).collect::<String>();
                out.push(u8::from_str_radix(&hex, 16).expect("two hex digits"));
            }
            ('\\', other) => panic!("unknown escape {other:?}"),
            (c, _) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out
}

macro_rules! dialogues {
    ($($name:ident;)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), include_str!(concat!(stringify!($name), ".txt")));
        }
    )*};
}

dialogues! {
    a_mail_comes_in;
    errors_cost_time_then_the_session;
    hello_is_read;
    junk_commands_are_counted;
    lines_have_limits;
    must_03_no_open_relay;
    must_13_null_sender_and_postmaster;
    must_14_size_limits;
    must_15_empty_message_and_first_line_dot;
    must_28_order_and_codes;
    must_28_pipelined_session;
    must_29_smtputf8_and_8bitmime;
    not_smtp_at_all;
    records_of_refusals;
    recipients_have_a_limit;
}
