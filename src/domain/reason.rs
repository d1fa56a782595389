//! Why a mail was not delivered, as far as this desk says it: stored and logged in English, shown in the
//! language of who reads. What another server or the system said is shown word for word.

#[cfg(test)]
mod tests;

macro_rules! reasons {
    ($($name:ident = $word:literal, $english:literal;)*) => {
        /// What the desk says by itself. Some are about a name or a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason { $($name),* }

        impl Reason {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its word in catalogues.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// `{}` stands for what it is about; what led to it goes on behind a colon at the end.
            fn english(self) -> &'static str {
                match self { $(Self::$name => $english),* }
            }
        }
    };
}

reasons! {
    Lost = "lost", "the message is no longer in the store";
    LinkEnded = "link-ended", "the link in it ended before it could be sent";
    LinkReplaced = "link-replaced", "a newer link took its place";
    Sealed = "sealed", "it was sealed under another guichet.key";
    BareLineEnd = "bare-line-end", "the message holds a bare CR, LF or NUL and was not sent";
    RouteSealed = "route-sealed", "the password of the mailbox's own server cannot be opened; enter it again in the mailbox's settings";
    TookAnHour = "took-an-hour", "the attempt took longer than an hour";
    Inside = "inside", "the attempt failed inside the desk; its log says why";
    Clear = "clear", "the smarthost {} is spoken to in clear, but is neither on this machine nor in an allowed net";
    Private = "private", "the mail server {} has a private address or one of this machine, which mail is not sent to";
    NoServer = "no-server", "{} has no mail server";
    NoDomain = "no-domain", "the domain {} does not exist";
    NoAddress = "no-address", "the domain {} has no mail server and no address";
    NoHost = "no-host", "the mail server {} does not exist";
    NoHostAddress = "no-host-address", "the mail server {} has no address";
    DnsUnsure = "dns-unsure", "DNS was unsure of {}";
    DnsSilent = "dns-silent", "DNS does not answer for {}: ";
    NoneFound = "none-found", "no server was found";
    NoLiteral = "no-literal", "[{}] is no address that mail can be sent to";
    NullMx = "null-mx", "{} takes no mail (null MX, RFC 7505)";
    Ourselves = "ourselves", "the mail server of {} is this desk, which has no such mailbox";
    CutOff = "cut-off", "the connection ended while the message was sent: ";
    Closed = "closed", "the server closed the connection";
    NoAnswer = "no-answer", "no answer within {} s";
    LongReply = "long-reply", "its reply is longer than 100 lines or 64 KiB";
    NoReply = "no-reply", "its reply is no SMTP reply";
    MoreThanStartTls = "more-than-starttls", "it sent more than its answer to STARTTLS";
    NoStartTls = "no-starttls", "it offers no STARTTLS, which the settings demand";
    PasswordInClear = "password-in-clear", "a password is never sent without TLS";
    NoSignIn = "no-sign-in", "it offers no sign-in that we know (PLAIN, LOGIN)";
    NoSmtpUtf8 = "no-smtputf8", "the server takes no addresses beyond ASCII (no SMTPUTF8)";
    NoEightBit = "no-8bitmime", "the server takes no 8-bit message (no 8BITMIME)";
    TooLarge = "too-large", "the message is larger than the {} bytes that the server takes";
    Tls = "tls", "TLS: ";
    HandshakeSlow = "handshake-slow", "the handshake took too long";
    GivenUp = "given-up", "given up after {} attempts in 5 days: ";
    AddressRefused = "address-refused", "the address is not accepted";
    NoMailbox = "no-mailbox", "there is no such mailbox";
    DomainRefuses = "domain-refuses", "the domain takes no mail";
    AddressWrong = "address-wrong", "the address is not written correctly";
    Moved = "moved", "the mailbox has moved and left no address";
    OursRefused = "ours-refused", "our address was not accepted";
    MailboxOff = "mailbox-off", "the mailbox is switched off";
    MailboxFull = "mailbox-full", "the mailbox is full";
    TooBig = "too-big", "the mail is too big for the other side";
    ListSilent = "list-silent", "the mailing list could not be reached";
    MailboxTrouble = "mailbox-trouble", "the mailbox has a problem";
    ServerFull = "server-full", "the other mail server is full";
    ServerTrouble = "server-trouble", "the other mail server has a problem";
    ServerSilent = "server-silent", "the other mail server did not answer";
    NoWay = "no-way", "no way was found to the other mail server";
    Overloaded = "overloaded", "the other mail server is overloaded";
    TooLate = "too-late", "the other mail server could not be reached in time";
    Unreadable = "unreadable", "the other side cannot read this kind of mail";
    NotAllowed = "not-allowed", "the other side does not allow this mail";
    SecurityRule = "security-rule", "a security rule of the other side refused the mail";
    SenderChecks = "sender-checks", "the sender checks of the other side failed";
    NotDelivered = "not-delivered", "the mail could not be delivered";
    Arrived = "arrived", "the mail was delivered";
    HandedOn = "handed-on", "the mail was handed to a system that reports no further";
}

/// One part of a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// By this desk, about nothing or about a name or a number.
    Desk { reason: Reason, about: String },
    /// Which server the next part is of.
    Server(String),
    /// By somebody else, word for word.
    Theirs(String),
}

impl Reason {
    /// Its English, about nothing or about a name or a number.
    #[must_use]
    pub fn say(self, about: &str) -> String {
        self.english().replacen("{}", about, 1)
    }

    /// The same with what led to it.
    #[must_use]
    pub fn because(self, about: &str, cause: &str) -> String {
        self.say(about) + cause
    }

    /// What it is about and what stands behind its colon, if a text is or begins with it.
    fn find(self, text: &str) -> Option<(&str, &str)> {
        let english = self.english();
        let Some((before, after)) = english.split_once("{}") else {
            let rest = text.strip_prefix(english)?;
            return (english.ends_with(": ") || rest.is_empty()).then_some(("", rest));
        };
        let rest = text.strip_prefix(before)?;
        let (about, behind) = match after {
            "" => (rest, ""),
            after if after.ends_with(": ") => rest.split_once(after)?,
            after => (rest.strip_suffix(after)?, ""),
        };
        // A name or a number: what has spaces is another sentence.
        let is_one = !about.is_empty() && !about.contains(' ');
        is_one.then_some((about, behind))
    }
}

/// Reads a reason into what the desk said and what others did.
#[must_use]
pub fn read(text: &str) -> Vec<Said> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        if let Some((said, behind)) = sentence(rest) {
            parts.push(said);
            rest = behind;
            continue;
        }
        // `mx.example [192.0.2.1]: ` stands before what happened there.
        let server = rest.split_once("]: ");
        // What a report says stands in brackets behind our words for it.
        let report = rest.strip_suffix(')').and_then(|it| it.split_once(" ("));
        if let Some((server, behind)) = server.filter(|(_, it)| sentence(it).is_some()) {
            let name = server.split_once(" [").map_or(server, |(name, _)| name);
            parts.push(Said::Server(name.to_owned()));
            rest = behind;
        } else if let Some((said, theirs)) = report.and_then(|(plain, theirs)| {
            let (said, behind) = sentence(plain)?;
            behind.is_empty().then_some((said, theirs))
        }) {
            parts.extend([said, Said::Theirs(theirs.to_owned())]);
            break;
        } else {
            parts.push(Said::Theirs(rest.to_owned()));
            break;
        }
    }
    parts
}

/// The sentence that a text is or begins with, and what stands behind its colon.
fn sentence(text: &str) -> Option<(Said, &str)> {
    Reason::ALL.iter().find_map(|reason| {
        let (about, behind) = reason.find(text)?;
        let (reason, about) = (*reason, about.to_owned());
        Some((Said::Desk { reason, about }, behind))
    })
}
