//! What the receiver says: every reply of the session stands here. Never echoes client input.

use std::borrow::Cow;

/// One reply: a code, an enhanced code, one or more lines of text.
///
/// The enhanced code (RFC 3463) is on every 2xx, 4xx and 5xx reply except the greeting and the
/// answer to EHLO and HELO (RFC 2034, 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    code: u16,
    status: &'static str,
    text: Cow<'static, str>,
    more: Vec<String>,
}

/// RFC 5321 4.5.3.1.5: a reply line has at most 512 octets, CRLF included.
const LINE_OCTETS: usize = 512;

macro_rules! replies {
    ($($(#[$doc:meta])* $name:ident = $code:literal $status:literal $text:literal;)*) => {
        impl Reply {
            $($(#[$doc])* pub const $name: Self = Self::new($code, $status, $text);)*
            /// Every fixed reply, for those who check them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

replies! {
    // Fine.
    /// RFC 5321 4.1.1.10.
    BYE = 221 "2.0.0" "bye";
    /// RFC 5321 4.1.1.5, 4.1.1.9: RSET and NOOP.
    OK = 250 "2.0.0" "ok";
    SENDER_OK = 250 "2.1.0" "sender ok";
    RECIPIENT_OK = 250 "2.1.5" "recipient ok";
    /// RFC 5321 3.5.3: neither confirmed nor denied.
    VRFY = 252 "2.5.0" "cannot verify, but will take the mail and try";
    /// RFC 3207 4: sent in clear, the handshake follows.
    READY_FOR_TLS = 220 "2.0.0" "ready to start TLS";
    /// RFC 5321 4.1.1.4. No enhanced code: RFC 2034 4 knows none for 3xx.
    START_DATA = 354 "" "send the mail, end it with a line holding only a dot";
    /// RFC 5321 4.1.1.8.
    HELP = 214 "2.0.0" "EHLO HELO MAIL RCPT DATA RSET NOOP QUIT VRFY HELP STARTTLS";

    // Later.
    /// RFC 5321 3.8: the service is going down.
    STOPPING = 421 "4.3.2" "the service is stopping, come back soon";
    /// RFC 5321 3.8 and 4.5.3.2.7: nothing came for too long.
    IDLE = 421 "4.4.2" "waited too long for a command";
    /// RFC 5321 4.5.3.2.5: the message came too slowly.
    TOO_SLOW = 421 "4.4.2" "the message comes too slowly";
    TOO_MANY_ERRORS = 421 "4.7.0" "too many errors";
    TOO_MANY_CONNECTIONS = 421 "4.7.0" "too many connections from your network";
    TOO_MANY_SESSIONS = 421 "4.3.2" "too many connections, come back soon";
    /// RFC 5321 4.2.3: a fault on this side.
    FAULT = 451 "4.3.0" "something failed here, try again later";
    /// RFC 5321 4.2.2: no room for mail.
    FULL = 452 "4.3.1" "no room for mail at the moment";
    /// RFC 5321 4.5.3.1.10.
    TOO_MANY_RECIPIENTS = 452 "4.5.3" "too many recipients, send the rest in another transaction";

    // Never.
    /// RFC 5321 4.2.4: not a command.
    UNKNOWN = 500 "5.5.2" "unknown command";
    /// RFC 5321 4.5.3.1.4.
    COMMAND_TOO_LONG = 500 "5.5.2" "the command line is too long";
    /// RFC 5321 2.3.8.
    BAD_LINE = 500 "5.5.2" "a command ends with CR LF and holds no control characters";
    /// RFC 5321 4.5.3.1.6.
    TEXT_LINE_TOO_LONG = 500 "5.5.2" "a line of the message is too long";
    BAD_ARGUMENTS = 501 "5.5.4" "bad arguments";
    BAD_HELO = 501 "5.5.4" "a host name is needed, without control characters";
    BAD_SENDER = 501 "5.1.7" "bad sender address";
    BAD_RECIPIENT = 501 "5.1.3" "bad recipient address";
    NOT_IMPLEMENTED = 502 "5.5.1" "command not implemented";
    /// RFC 5321 4.1.4.
    EHLO_FIRST = 503 "5.5.1" "send EHLO first";
    MAIL_FIRST = 503 "5.5.1" "send MAIL first";
    RCPT_FIRST = 503 "5.5.1" "send RCPT first";
    NESTED_MAIL = 503 "5.5.1" "a transaction is open already";
    TLS_TWICE = 503 "5.5.1" "TLS is active already";
    /// RFC 5321 7.7 and RFC 3207: no command may be sent behind STARTTLS.
    TLS_INJECTION = 554 "5.5.1" "nothing may follow STARTTLS";
    NOT_SMTP = 554 "5.5.1" "this is an SMTP server";
    /// Sent instead of the greeting (RFC 5321 3.1), so without an enhanced code.
    EARLY = 554 "" "wait for the greeting";
    NO_VALID_RECIPIENTS = 554 "5.5.1" "no valid recipients";
    /// RFC 5321 4.1.1.11.
    BAD_PARAMETER = 555 "5.5.4" "parameter not known";
    /// RFC 5321 7.9: no relaying.
    NOT_OURS = 550 "5.7.1" "mail for that domain is not taken here";
    NO_SUCH_MAILBOX = 550 "5.1.1" "no such mailbox here";
    /// RFC 5321 6.3.
    LOOP = 550 "5.4.6" "the mail runs in a loop";
    /// It holds a sign-in link, or answers a mail that held one: no ticket shows such a thing.
    ACCOUNT = 550 "5.7.1" "mails about an account are not answered or passed on; write a new mail";
    /// RFC 5321 2.3.8 and 4.1.1.4: what another server could take for the end of the mail.
    LONE_DOT = 550 "5.6.0" "the mail holds a lone dot next to a bare CR, LF or NUL";
    /// RFC 1870 6.1 and 6.3.
    TOO_BIG = 552 "5.3.4" "the mail is too big";
    /// RFC 6531 3.5.
    NEEDS_SMTPUTF8 = 553 "5.6.7" "that address needs SMTPUTF8";
}

impl Reply {
    /// Makes a reply of one line. `status` is `""` where RFC 2034 wants none.
    #[must_use]
    pub const fn new(code: u16, status: &'static str, text: &'static str) -> Self {
        Self {
            code,
            status,
            text: Cow::Borrowed(text),
            more: Vec::new(),
        }
    }

    /// Says that a message is kept under this name. Only after it is durable (RFC 5321 6.1).
    #[must_use]
    pub fn kept(receipt: &str) -> Self {
        Self {
            text: Cow::Owned(format!("kept {}", printable(receipt))),
            ..Self::new(250, "2.0.0", "")
        }
    }

    /// RFC 5321 3.1: the first thing a client hears. Without an enhanced code (RFC 2034, 4).
    #[must_use]
    pub fn greeting(hostname: &str) -> Self {
        Self {
            text: Cow::Owned(format!("{} ESMTP", printable(hostname))),
            ..Self::new(220, "", "")
        }
    }

    /// RFC 5321 4.1.1.1: the answer to HELO, or to EHLO with its keywords.
    #[must_use]
    pub fn hello(hostname: &str, keywords: Vec<String>) -> Self {
        Self {
            text: Cow::Owned(printable(hostname)),
            more: keywords,
            ..Self::new(250, "", "")
        }
    }

    #[must_use]
    pub fn code(&self) -> u16 {
        self.code
    }

    /// RFC 5321 4.2.1: 2yz, the request was done.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// True for a 4yz reply that tells of our trouble, not of the client's fault.
    #[must_use]
    pub fn is_our_trouble(&self) -> bool {
        self.status.starts_with("4.3.")
    }

    /// The first line as the client reads it, without CR LF.
    #[must_use]
    pub fn line(&self) -> String {
        match self.status {
            "" => format!("{} {}", self.code, self.text),
            status => format!("{} {status} {}", self.code, self.text),
        }
    }

    /// The text alone, without codes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The enhanced code; `""` where there is none.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.status
    }

    /// The bytes for the wire.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let first = self.line();
        let mut lines = vec![first.get(4..).unwrap_or_default()];
        lines.extend(self.more.iter().map(String::as_str));
        let last = lines.len() - 1;
        let mut out = Vec::new();
        for (number, text) in lines.into_iter().enumerate() {
            // RFC 5321 4.2.1: a hyphen on all lines but the last.
            let mark = if number == last { ' ' } else { '-' };
            let mut line = format!("{}{mark}{text}", self.code).into_bytes();
            line.truncate(LINE_OCTETS - 2);
            out.extend_from_slice(&line);
            out.extend_from_slice(b"\r\n");
        }
        out
    }
}

// RFC 5321 4.2: textstring is HT and %d32-126.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == ' ' || c.is_ascii_graphic() {
                c
            } else {
                '?'
            }
        })
        .collect()
}
