//! The receiver's side of one SMTP session (RFC 5321), as a machine without I/O.
//!
//! It never holds more than one command line and one mail, never looks at a clock, and never says
//! that a mail is taken unless its driver said so first.

use std::{collections::VecDeque, time::Duration};

use super::{
    command::{Command, CommandError, MailParameters, Utf8},
    data::{Framed, Framer, Text},
    line::{Line, LineReader},
    path::Path,
    reply::Reply,
    transaction::{Message, Refused, Transaction},
};

mod answer;
mod verbs;

/// Errors after which each further one costs [`ERROR_DELAY`].
const ERRORS_FREE: u32 = 10;
const ERROR_DELAY: Duration = Duration::from_secs(1);
/// Errors at which the session ends (RFC 5321 7.8 leaves the number to the site).
const ERRORS_MOST: u32 = 20;
/// Commands without progress (NOOP, RSET, VRFY, HELP, EHLO again); each further one is an error.
const JUNK_MOST: u32 = 100;
/// Command lines that were too long, at which the session ends.
const LONG_LINES_MOST: u32 = 3;

/// What the site decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name in the greeting and in the answer to EHLO.
    pub hostname: String,
    /// RFC 1870: the biggest mail, in octets.
    pub max_size_bytes: u64,
    /// RFC 5321 4.5.3.1.8 asks for at least 100.
    pub max_recipients: usize,
    pub tls: Tls,
}

/// How the connection stands to TLS (RFC 3207).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// There is no certificate: STARTTLS is not announced.
    Absent,
    Offered,
    Active,
}

/// What the driver is to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Action<R> {
    /// Everything was used: send what is held back (RFC 2920 3.2), then read more.
    Read,
    /// Send this; it may be held back until `Read`, `StartTls`, `Delay`, `Message` or `Close`.
    Reply(Reply),
    /// Wait before going on.
    Delay(Duration),
    /// Is there room for a mail? Answer with [`Session::room`].
    Room,
    /// Is this somebody of ours? Answer with [`Session::recipient`].
    Recipient(Path),
    /// Send what is held back, shake hands, then call [`Session::tls_active`].
    StartTls,
    /// A mail came whole. Answer with [`Session::message`].
    Message(Message<R>),
    /// A transaction ended without a mail: for the record, nothing to answer.
    Refused(Refused),
    /// Send what is held back and close.
    Close(Closing),
}

/// Who ends the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The client said QUIT.
    Quit,
    /// The receiver gives up; the client may still be sending.
    Ours,
}

/// Whether a mail could be kept at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Enough,
    Full,
}

/// What the driver knows about a recipient.
#[derive(Debug, PartialEq, Eq)]
pub enum RecipientAnswer<R> {
    /// Taken; comes back in [`Message::recipients`].
    Ours(R),
    /// A domain of somebody else: no relaying (RFC 5321 7.9).
    NotOurs,
    NoSuchMailbox,
    /// Cannot be known at the moment (RFC 5321 4.2.3, code 451).
    Later,
}

/// Why the driver ends a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The connection is gone; nothing can be sent.
    Disconnected,
    /// RFC 5321 4.5.3.2.7: no command for too long.
    Idle,
    /// The mail comes too slowly.
    TooSlow,
    /// RFC 5321 3.8: the service stops.
    Stopping,
}

/// What the session waits for; decides which time-out is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Command,
    Data,
    /// The driver owes an answer.
    Answer,
    Closed,
}

#[derive(Debug)]
enum State {
    /// Before [`Session::greet`].
    Silent,
    Command,
    Data(Box<Framer>),
    /// `Action::Room` is out.
    AskedRoom,
    /// `Action::Recipient` is out.
    AskedRecipient,
    /// `Action::Message` is out.
    AskedMessage,
    /// `Action::StartTls` is out.
    AwaitTls,
    Closed,
}

/// One session. `R` is what the driver knows of a recipient.
#[derive(Debug)]
pub struct Session<R> {
    options: Options,
    state: State,
    out: VecDeque<Action<R>>,
    line: LineReader,
    /// None until EHLO or HELO, and again after STARTTLS (RFC 3207 4.2).
    helo: Option<String>,
    transaction: Option<Transaction<R>>,
    utf8: Utf8,
    /// Said instead of taking the mail, once the text was given up with `discard`.
    discard_reply: Option<Reply>,
    errors: u32,
    junk: u32,
    long_lines: u32,
    /// The newest refusal, while no MAIL was understood.
    connection_refusal: Option<Reply>,
    mail_seen: bool,
}

impl<R> Session<R> {
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            options,
            state: State::Silent,
            out: VecDeque::new(),
            line: LineReader::default(),
            helo: None,
            transaction: None,
            utf8: Utf8::NotAsked,
            discard_reply: None,
            errors: 0,
            junk: 0,
            long_lines: 0,
            connection_refusal: None,
            mail_seen: false,
        }
    }

    /// Greets. Bytes that were fed before are an early talker, who is sent away.
    pub fn greet(&mut self) {
        if matches!(self.state, State::Silent) {
            let greeting = Reply::greeting(&self.options.hostname);
            self.out.push_back(Action::Reply(greeting));
            self.state = State::Command;
        }
    }

    /// Uses some of `input`, says how much and what to do next.
    ///
    /// Call it again with the rest until it says `Read`, then with the next bytes. A question
    /// that was not answered by then counts as a fault of ours.
    pub fn step(&mut self, input: &[u8]) -> (usize, Action<R>) {
        let mut used = 0;
        loop {
            if let Some(action) = self.out.pop_front() {
                return (used, action);
            }
            let rest = input.get(used..).unwrap_or_default();
            match self.state {
                State::Closed => return (input.len(), Action::Close(Closing::Ours)),
                State::AskedRoom => self.room_unknown(),
                State::AskedRecipient => self.recipient_unknown(),
                State::AskedMessage => self.message(Reply::FAULT),
                _ if rest.is_empty() => return (used, Action::Read),
                _ => used += self.consume(rest),
            }
        }
    }

    /// Ends the session from outside; `step` then yields what is left to do, `Close` last.
    pub fn end(&mut self, ending: Ending) {
        if matches!(self.state, State::Closed) {
            return;
        }
        let reply = match ending {
            Ending::Disconnected => None,
            Ending::Idle => Some(Reply::IDLE),
            Ending::TooSlow => Some(Reply::TOO_SLOW),
            Ending::Stopping => Some(Reply::STOPPING),
        };
        if let State::Data(framer) = &self.state {
            let size_bytes = framer.size();
            self.note_size(size_bytes);
        }
        if let Some(reply) = reply {
            // An idle client did nothing wrong before MAIL: no record is made of it.
            if self.transaction.is_some() {
                self.note_refusal(&reply);
            }
            self.out.push_back(Action::Reply(reply));
        }
        self.close(Closing::Ours);
    }

    #[must_use]
    pub fn phase(&self) -> Phase {
        match self.state {
            State::Silent | State::Command | State::AwaitTls => Phase::Command,
            State::Data(_) => Phase::Data,
            State::AskedRoom | State::AskedRecipient | State::AskedMessage => Phase::Answer,
            State::Closed => Phase::Closed,
        }
    }

    /// Octets of a mail that are held in memory.
    #[must_use]
    pub fn held(&self) -> usize {
        match &self.state {
            State::Data(framer) => framer.held(),
            _ => 0,
        }
    }

    /// Octets of the running mail that came so far.
    #[must_use]
    pub fn came(&self) -> u64 {
        match &self.state {
            State::Data(framer) => framer.size(),
            _ => 0,
        }
    }

    /// Hands over what is held of the running mail. Whoever takes it puts it in front of
    /// [`Message::raw`], or forgets it when no message comes of it.
    pub fn hand_over(&mut self) -> Vec<u8> {
        match &mut self.state {
            State::Data(framer) => framer.hand_over(),
            _ => Vec::new(),
        }
    }

    /// True while a mail comes in of which nothing will be kept.
    #[must_use]
    pub fn is_discarding(&self) -> bool {
        matches!(&self.state, State::Data(framer) if framer.is_discarding())
    }

    /// Lets go of the running mail; its end will be answered with `reply`.
    pub fn discard(&mut self, reply: Reply) {
        if let State::Data(framer) = &mut self.state {
            framer.discard();
            self.discard_reply = Some(reply);
        }
    }

    // Uses at least one byte of `input`, which is not empty.
    fn consume(&mut self, input: &[u8]) -> usize {
        match &mut self.state {
            State::Data(framer) => {
                let (used, framed) = framer.take(input);
                let size_bytes = framer.size();
                match framed {
                    Framed::More => {}
                    Framed::End(text) => self.text(text, size_bytes),
                    Framed::EndlessLine => {
                        self.note_size(size_bytes);
                        self.refuse_and_close(Reply::TEXT_LINE_TOO_LONG);
                    }
                }
                used
            }
            // RFC 5321 3.1 and 4.3.1: a client waits for the greeting.
            State::Silent => {
                self.refuse_and_close(Reply::EARLY);
                input.len()
            }
            // RFC 3207 4: bytes in clear between 220 and the handshake are an attack.
            State::AwaitTls => {
                self.close(Closing::Ours);
                input.len()
            }
            _ => {
                let (used, line) = self.line.take(input);
                if let Some(line) = line {
                    self.whole_line(line, input.get(used..).unwrap_or_default());
                }
                used
            }
        }
    }

    fn whole_line(&mut self, line: Line, behind: &[u8]) {
        match line {
            Line::Whole(line) => match Command::parse(&line) {
                Ok(command) => self.command(command, behind),
                Err(error) => self.fail(reply_to(error)),
            },
            // RFC 5321 2.3.8: a bare LF ends nothing; to wait for more would hang a person's test.
            Line::Bad => self.fail(Reply::BAD_LINE),
            Line::TooLong => {
                self.long_lines += 1;
                if self.long_lines >= LONG_LINES_MOST {
                    self.refuse_and_close(Reply::COMMAND_TOO_LONG);
                } else {
                    self.fail(Reply::COMMAND_TOO_LONG);
                }
            }
            Line::Endless => self.refuse_and_close(Reply::COMMAND_TOO_LONG),
            Line::Tls => self.refuse_and_close(Reply::NOT_SMTP),
        }
    }

    // RFC 5321 4.1.1.4: the end of the text. One reply, and only now.
    fn text(&mut self, text: Text, size_bytes: u64) {
        self.note_size(size_bytes);
        self.state = State::Command;
        let discarded = self.discard_reply.take();
        match text {
            Text::Whole(raw) => {
                let Some(transaction) = &mut self.transaction else {
                    return self.fail(Reply::FAULT);
                };
                let message = Message {
                    helo: self.helo.clone().unwrap_or_default(),
                    mail_from: transaction.mail_from.clone(),
                    recipients: std::mem::take(&mut transaction.recipients),
                    raw,
                };
                self.state = State::AskedMessage;
                self.out.push_back(Action::Message(message));
            }
            // RFC 1870 6.3: too big after all; the session goes on.
            Text::Discarded => self.settle(discarded.unwrap_or(Reply::TOO_BIG)),
            // Whatever follows may be what somebody tried to smuggle: not one byte of it is read.
            Text::LoneDot => self.refuse_and_close(Reply::LONE_DOT),
        }
    }
}

fn reply_to(error: CommandError) -> Reply {
    match error {
        CommandError::Unknown => Reply::UNKNOWN,
        CommandError::Arguments => Reply::BAD_ARGUMENTS,
        CommandError::HeloName => Reply::BAD_HELO,
        CommandError::Sender => Reply::BAD_SENDER,
        CommandError::Recipient => Reply::BAD_RECIPIENT,
        CommandError::Parameter => Reply::BAD_PARAMETER,
    }
}
