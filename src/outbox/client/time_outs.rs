//! How long the client waits for what. Constants of RFC 5321; tests may shorten them.

use std::time::Duration;

use super::dialogue::Phase;

const MINUTE: u64 = 60;

/// No clause gives one; Postfix waits as long.
const CONNECT: Duration = Duration::from_secs(30);
const GREETING: Duration = Duration::from_secs(5 * MINUTE); // RFC 5321 4.5.3.2.1
const COMMAND: Duration = Duration::from_secs(5 * MINUTE); // RFC 5321 4.5.3.2.2, .3: MAIL, RCPT
const DATA: Duration = Duration::from_secs(2 * MINUTE); // RFC 5321 4.5.3.2.4
const BLOCK: Duration = Duration::from_secs(3 * MINUTE); // RFC 5321 4.5.3.2.5
const FINAL_DOT: Duration = Duration::from_secs(10 * MINUTE); // RFC 5321 4.5.3.2.6
/// No clause; a server that is there needs a few round trips.
const HANDSHAKE: Duration = Duration::from_secs(MINUTE);
/// The mail is delivered or refused by then; the answer to QUIT is a courtesy.
const QUIT: Duration = Duration::from_secs(5);

/// The waits of one connection.
#[derive(Clone, Debug)]
pub struct Timeouts {
    pub connect: Duration,
    pub greeting: Duration,
    /// EHLO, STARTTLS, AUTH, MAIL, RCPT.
    pub command: Duration,
    pub data: Duration,
    /// Each write of the message.
    pub block: Duration,
    pub final_dot: Duration,
    pub handshake: Duration,
    pub quit: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: CONNECT,
            greeting: GREETING,
            command: COMMAND,
            data: DATA,
            block: BLOCK,
            final_dot: FINAL_DOT,
            handshake: HANDSHAKE,
            quit: QUIT,
        }
    }
}

impl Timeouts {
    /// How long the reply of a phase is awaited.
    #[must_use]
    pub fn of(&self, phase: Phase) -> Duration {
        match phase {
            Phase::Greeting => self.greeting,
            Phase::Data => self.data,
            Phase::Message => self.final_dot,
            _ => self.command,
        }
    }
}
