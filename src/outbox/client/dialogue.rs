//! The client's half of an SMTP transaction with one recipient. Knows no socket and no clock:
//! replies go in, what to do next comes out.

mod extensions;
#[cfg(test)]
mod tests;

use data_encoding::BASE64;

use crate::domain::reason::Reason;

use super::{ClientFault, reply::Reply};
use extensions::Extensions;

/// What TLS means for this connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsUse {
    /// STARTTLS if it is offered (RFC 3207), in clear otherwise.
    IfOffered,
    /// STARTTLS or nothing.
    Required,
    /// It is on from the first byte.
    On,
    /// In clear.
    Never,
}

/// How we sign in at a smarthost.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub user: String,
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// What the transaction is about. Addresses are as on the wire and hold no controls.
#[derive(Clone, Debug)]
pub struct Plan {
    pub ehlo: String,
    pub tls: TlsUse,
    pub credentials: Option<Credentials>,
    pub return_path: String,
    pub recipient: String,
    pub size_bytes: usize,
    /// An address or a header holds characters beyond ASCII (RFC 6531).
    pub utf8: bool,
    /// The message holds bytes beyond ASCII (RFC 6152).
    pub eight_bit: bool,
}

/// Which reply is awaited; each has its own time-out (RFC 5321, 4.5.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Greeting,
    Ehlo,
    Helo,
    StartTls,
    AuthLoginUser,
    AuthLoginPassword,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The message is on its way; its reply is awaited.
    Message,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Send this, CRLF included, and await the reply.
    Say(String),
    /// Start the TLS handshake, then call [`Dialogue::tls_is_up`].
    Handshake,
    /// Send the message, dot included, and await the reply.
    Message,
    /// The server has it; these were its words.
    Accepted(String),
    Fault(ClientFault),
}

/// The state of one transaction.
#[derive(Debug)]
pub struct Dialogue {
    plan: Plan,
    phase: Phase,
    extensions: Extensions,
    tls_on: bool,
}

impl Dialogue {
    /// Starts with a connection that was just made; the greeting is awaited.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let tls_on = plan.tls == TlsUse::On;
        Self {
            plan,
            phase: Phase::Greeting,
            extensions: Extensions::default(),
            tls_on,
        }
    }

    /// Which reply is awaited.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// True if what is said is encrypted.
    #[must_use]
    pub fn tls_on(&self) -> bool {
        self.tls_on
    }

    /// Goes on after the handshake: what the server said in clear is forgotten (RFC 3207, 4.2).
    pub fn tls_is_up(&mut self) -> Step {
        self.tls_on = true;
        self.extensions = Extensions::default();
        self.hello(Phase::Ehlo)
    }

    /// Takes a reply.
    pub fn on_reply(&mut self, reply: &Reply) -> Step {
        // RFC 5321 3.8: 421 may answer anything, and the server closes. Once the message is on
        // its way it is the answer about this mail.
        if reply.code == 421 && self.phase != Phase::Message {
            return host_fault(reply);
        }
        match self.phase {
            Phase::Mail | Phase::Rcpt | Phase::Data | Phase::Message => self.on_transaction(reply),
            Phase::AuthLoginUser | Phase::AuthLoginPassword | Phase::Auth => self.on_auth(reply),
            Phase::Greeting | Phase::Ehlo | Phase::Helo | Phase::StartTls => self.on_hello(reply),
        }
    }

    fn on_hello(&mut self, reply: &Reply) -> Step {
        match (self.phase, reply.code) {
            (Phase::Greeting, 220) => self.hello(Phase::Ehlo),
            (Phase::Ehlo, 250) => {
                self.extensions = Extensions::read(&reply.lines);
                self.after_hello()
            }
            // RFC 5321 3.2: a server that does not know EHLO is greeted with HELO.
            (Phase::Ehlo, 500..=599) if self.plan.tls != TlsUse::Required => {
                self.hello(Phase::Helo)
            }
            (Phase::Helo, 250) => self.after_hello(),
            (Phase::StartTls, 220) => Step::Handshake,
            // RFC 3207 4: 454 and the like; the session goes on in clear if it may.
            (Phase::StartTls, _) if self.plan.tls == TlsUse::IfOffered => self.sign_in(),
            _ => host_fault(reply),
        }
    }

    fn on_transaction(&mut self, reply: &Reply) -> Step {
        match (self.phase, reply.code) {
            // RFC 4954 6: our sign-in is missing; the admin's matter, not this mail's.
            (Phase::Mail, 530 | 538) => host_fault(reply),
            (Phase::Mail, 200..=299) => self.rcpt(),
            // RFC 5321 4.3.2: 250, 251; others of the class mean yes as well (4.3.1).
            (Phase::Rcpt, 200..=299) => self.say(Phase::Data, "DATA".into()),
            (Phase::Data, 354) => {
                self.phase = Phase::Message;
                Step::Message
            }
            (Phase::Message, 200..=299) => Step::Accepted(reply.words()),
            _ => refused(reply),
        }
    }

    fn say(&mut self, phase: Phase, mut command: String) -> Step {
        self.phase = phase;
        command.push_str("\r\n");
        Step::Say(command)
    }

    fn hello(&mut self, phase: Phase) -> Step {
        let verb = if phase == Phase::Helo { "HELO" } else { "EHLO" };
        let command = format!("{verb} {}", self.plan.ehlo);
        self.say(phase, command)
    }

    fn after_hello(&mut self) -> Step {
        match self.plan.tls {
            TlsUse::IfOffered | TlsUse::Required if !self.tls_on => {
                if self.extensions.starttls {
                    self.say(Phase::StartTls, "STARTTLS".into())
                } else if self.plan.tls == TlsUse::Required {
                    Step::Fault(ClientFault::Host {
                        code: None,
                        words: Reason::NoStartTls.say(""),
                    })
                } else {
                    self.sign_in()
                }
            }
            _ => self.sign_in(),
        }
    }

    fn sign_in(&mut self) -> Step {
        let Some(credentials) = &self.plan.credentials else {
            return self.mail();
        };
        let trouble = |reason: Reason| {
            Step::Fault(ClientFault::Host {
                code: None,
                words: reason.say(""),
            })
        };
        if !self.tls_on {
            return trouble(Reason::PasswordInClear);
        }
        if self.extensions.auth_plain {
            // RFC 4616 2, as initial response by RFC 4954 4.
            let secret = format!("\0{}\0{}", credentials.user, credentials.password);
            let command = format!("AUTH PLAIN {}", BASE64.encode(secret.as_bytes()));
            self.say(Phase::Auth, command)
        } else if self.extensions.auth_login {
            self.say(Phase::AuthLoginUser, "AUTH LOGIN".into())
        } else {
            trouble(Reason::NoSignIn)
        }
    }

    fn on_auth(&mut self, reply: &Reply) -> Step {
        let (user, password) = match &self.plan.credentials {
            Some(it) => (it.user.as_bytes(), it.password.as_bytes()),
            None => return host_fault(reply),
        };
        match (self.phase, reply.code) {
            (_, 235) => self.mail(),
            (Phase::AuthLoginUser, 334) => {
                let answer = BASE64.encode(user);
                self.say(Phase::AuthLoginPassword, answer)
            }
            (Phase::AuthLoginPassword, 334) => {
                let answer = BASE64.encode(password);
                self.say(Phase::Auth, answer)
            }
            // RFC 4954 6: 535 and the like. A wrong password is not this mail's fault.
            _ => host_fault(reply),
        }
    }

    fn mail(&mut self) -> Step {
        let unfit = |words: String| Step::Fault(ClientFault::Unfit { words });
        // RFC 6531 3.4: never to a server that does not offer it.
        if self.plan.utf8 && !self.extensions.smtputf8 {
            return unfit(Reason::NoSmtpUtf8.say(""));
        }
        // RFC 6152 3: the same for bytes beyond ASCII.
        if self.plan.eight_bit && !self.extensions.eight_bit_mime {
            return unfit(Reason::NoEightBit.say(""));
        }
        let size = self.plan.size_bytes;
        let mut command = format!("MAIL FROM:<{}>", self.plan.return_path);
        if let Some(limit) = self.extensions.size {
            // RFC 1870 4: 0 stands for no fixed limit.
            if limit > 0 && u64::try_from(size).is_ok_and(|size| size > limit) {
                return unfit(Reason::TooLarge.say(&limit.to_string()));
            }
            command.push_str(&format!(" SIZE={size}"));
        }
        if self.plan.eight_bit {
            command.push_str(" BODY=8BITMIME");
        }
        if self.plan.utf8 {
            command.push_str(" SMTPUTF8");
        }
        if self.extensions.dsn {
            // RFC 3461 4.3: our own headers in the report are enough.
            command.push_str(" RET=HDRS");
        }
        self.say(Phase::Mail, command)
    }

    fn rcpt(&mut self) -> Step {
        let mut command = format!("RCPT TO:<{}>", self.plan.recipient);
        if self.extensions.dsn {
            // RFC 3461 4.1.
            command.push_str(" NOTIFY=FAILURE");
        }
        self.say(Phase::Rcpt, command)
    }
}

fn host_fault(reply: &Reply) -> Step {
    Step::Fault(ClientFault::Host {
        code: Some(reply.code),
        words: reply.words(),
    })
}

// A 2yz or 3yz where it has no meaning is a fault of the host, not an answer about the mail.
fn refused(reply: &Reply) -> Step {
    if reply.code < 400 {
        return host_fault(reply);
    }
    Step::Fault(ClientFault::Refused {
        code: reply.code,
        words: reply.words(),
    })
}
