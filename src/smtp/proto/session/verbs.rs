//! One function per command (RFC 5321 4.1.1). Decides by state; asks where the site must know.

use super::{
    Action, Closing, Command, Framer, MailParameters, Path, Reply, Session, State, Tls,
    Transaction, Utf8,
};

impl<R> Session<R> {
    pub(super) fn command(&mut self, command: Command<'_>, behind: &[u8]) {
        match command {
            Command::Ehlo(name) => self.ehlo(name),
            Command::Helo(name) => self.helo(name),
            Command::Mail(path, parameters) => self.mail(path, parameters),
            Command::Rcpt(path) => self.rcpt(path),
            Command::Data => self.data(),
            Command::Rset => self.rset(),
            Command::Noop => self.idle_command(Reply::OK),
            Command::Vrfy => self.idle_command(Reply::VRFY),
            Command::Help => self.idle_command(Reply::HELP),
            // RFC 5321 3.5.1 and 7.3: a list of members is nobody's affair.
            Command::Expn | Command::NotSpoken => self.fail(Reply::NOT_IMPLEMENTED),
            Command::StartTls => self.starttls(behind),
            Command::Foreign => self.refuse_and_close(Reply::NOT_SMTP),
            Command::Quit => {
                self.say(Reply::BYE);
                self.close(Closing::Quit);
            }
        }
    }

    // RFC 5321 4.1.4: EHLO and HELO end a running transaction, as RSET does.
    fn named(&mut self, name: String) {
        self.end_transaction();
        if self.helo.replace(name).is_some() {
            self.junk += 1;
        }
    }

    fn ehlo(&mut self, name: String) {
        self.named(name);
        let mut keywords = vec![
            "PIPELINING".to_owned(),                         // RFC 2920
            format!("SIZE {}", self.options.max_size_bytes), // RFC 1870
        ];
        // RFC 3207 4.2: not offered once TLS is active.
        if self.options.tls == Tls::Offered {
            keywords.push("STARTTLS".to_owned());
        }
        keywords.extend([
            "8BITMIME".to_owned(),            // RFC 6152
            "SMTPUTF8".to_owned(),            // RFC 6531
            "ENHANCEDSTATUSCODES".to_owned(), // RFC 2034
        ]);
        self.say_or_fail(Reply::hello(&self.options.hostname, keywords));
    }

    fn helo(&mut self, name: String) {
        self.named(name);
        self.say_or_fail(Reply::hello(&self.options.hostname, Vec::new()));
    }

    // RFC 5321 4.1.1.2.
    fn mail(&mut self, inner: &[u8], parameters: MailParameters) {
        if self.helo.is_none() {
            return self.fail(Reply::EHLO_FIRST);
        }
        if self.transaction.is_some() {
            return self.fail(Reply::NESTED_MAIL);
        }
        // RFC 6531 3.5: without the parameter an address beyond ASCII is refused.
        if !inner.is_ascii() && parameters.smtputf8 == Utf8::NotAsked {
            self.transaction = Some(Transaction::new(
                String::from_utf8_lossy(inner).into_owned(),
            ));
            return self.refuse_mail(Reply::NEEDS_SMTPUTF8);
        }
        // RFC 5321 4.5.5: the null sender is always taken.
        let mail_from = if inner.is_empty() {
            String::new()
        } else {
            match Path::parse(inner) {
                Ok(path) if path.domain.is_some() && !path.has_stray_at() => path.text,
                _ => return self.fail(Reply::BAD_SENDER),
            }
        };
        self.transaction = Some(Transaction::new(mail_from));
        self.utf8 = parameters.smtputf8;
        // RFC 1870 6.1: what is declared too big is not begun.
        if parameters
            .size
            .is_some_and(|size| size > self.options.max_size_bytes)
        {
            return self.refuse_mail(Reply::TOO_BIG);
        }
        self.state = State::AskedRoom;
        self.out.push_back(Action::Room);
    }

    fn refuse_mail(&mut self, reply: Reply) {
        self.fail(reply);
        self.end_transaction();
    }

    // RFC 5321 4.1.1.3.
    fn rcpt(&mut self, inner: &[u8]) {
        let Some(transaction) = &mut self.transaction else {
            return self.fail(if self.helo.is_some() {
                Reply::MAIL_FIRST
            } else {
                Reply::EHLO_FIRST
            });
        };
        if transaction.recipients.len() >= self.options.max_recipients {
            // RFC 5321 4.5.3.1.10: the client sends the rest later, which is no error of its.
            transaction.refusal = Some(Reply::TOO_MANY_RECIPIENTS);
            return self.idle_command(Reply::TOO_MANY_RECIPIENTS);
        }
        if !inner.is_ascii() && self.utf8 == Utf8::NotAsked {
            transaction
                .rcpt_to
                .push(String::from_utf8_lossy(inner).into_owned());
            return self.fail(Reply::NEEDS_SMTPUTF8);
        }
        let Ok(path) = Path::parse(inner) else {
            return self.fail(Reply::BAD_RECIPIENT);
        };
        transaction.rcpt_to.push(path.text.clone());
        // RFC 5321 4.5.1 and 4.1.1.3: without a domain there is postmaster alone, in any case.
        if path.domain.is_none() && !path.local.eq_ignore_ascii_case("postmaster") {
            return self.fail(Reply::NO_SUCH_MAILBOX);
        }
        self.state = State::AskedRecipient;
        self.out.push_back(Action::Recipient(path));
    }

    // RFC 5321 4.1.1.4.
    fn data(&mut self) {
        let reply = match &mut self.transaction {
            None if self.helo.is_none() => Reply::EHLO_FIRST,
            None => Reply::MAIL_FIRST,
            Some(transaction) if !transaction.recipients.is_empty() => {
                // From here on the refusal of single recipients is not what ends the mail.
                transaction.refusal = None;
                self.say(Reply::START_DATA);
                self.state = State::Data(Box::new(Framer::new(self.options.max_size_bytes)));
                return;
            }
            Some(transaction) if transaction.rcpt_to.is_empty() => Reply::RCPT_FIRST,
            // RFC 2920 3.1: the client could not know yet that all recipients were refused.
            Some(_) => Reply::NO_VALID_RECIPIENTS,
        };
        self.fail(reply);
    }

    // RFC 5321 4.1.1.5.
    fn rset(&mut self) {
        self.end_transaction();
        self.idle_command(Reply::OK);
    }

    // RFC 3207 4.
    fn starttls(&mut self, behind: &[u8]) {
        match self.options.tls {
            Tls::Absent => self.fail(Reply::NOT_IMPLEMENTED),
            Tls::Active => self.fail(Reply::TLS_TWICE),
            Tls::Offered if self.helo.is_none() => self.fail(Reply::EHLO_FIRST),
            // RFC 3207 6 and RFC 5321 7.7: commands behind it in clear must not survive into
            // the protected session (CVE-2011-0411); such a client is cut off.
            Tls::Offered if !behind.is_empty() => self.refuse_and_close(Reply::TLS_INJECTION),
            Tls::Offered => {
                self.end_transaction();
                self.say(Reply::READY_FOR_TLS);
                self.state = State::AwaitTls;
                self.out.push_back(Action::StartTls);
            }
        }
    }

    // A command that brings no mail nearer.
    fn idle_command(&mut self, reply: Reply) {
        self.junk += 1;
        self.say_or_fail(reply);
    }

    fn say_or_fail(&mut self, reply: Reply) {
        if self.junk > super::JUNK_MOST {
            self.fail(reply);
        } else {
            self.say(reply);
        }
    }
}
