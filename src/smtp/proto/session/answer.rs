//! What the driver answers, and how errors are counted. Never takes a mail that was not kept.

use super::{
    Action, Closing, ERROR_DELAY, ERRORS_FREE, ERRORS_MOST, RecipientAnswer, Refused, Reply, Room,
    Session, State, Tls,
};

impl<R> Session<R> {
    /// Answers [`Action::Room`].
    pub fn room(&mut self, room: Room) {
        if !matches!(self.state, State::AskedRoom) {
            return;
        }
        self.state = State::Command;
        match room {
            Room::Enough => {
                self.mail_seen = true;
                self.say(Reply::SENDER_OK);
            }
            // RFC 5321 4.2.2: 452, never 5yz, for what time mends.
            Room::Full => {
                self.fail(Reply::FULL);
                self.end_transaction();
            }
        }
    }

    /// Answers [`Action::Recipient`].
    pub fn recipient(&mut self, answer: RecipientAnswer<R>) {
        if !matches!(self.state, State::AskedRecipient) {
            return;
        }
        self.state = State::Command;
        match (answer, &mut self.transaction) {
            (RecipientAnswer::Ours(recipient), Some(transaction)) => {
                transaction.recipients.push(recipient);
                self.say(Reply::RECIPIENT_OK);
            }
            (RecipientAnswer::Ours(_), None) | (RecipientAnswer::Later, _) => {
                self.fail(Reply::FAULT);
            }
            (RecipientAnswer::NotOurs, _) => self.fail(Reply::NOT_OURS),
            (RecipientAnswer::NoSuchMailbox, _) => self.fail(Reply::NO_SUCH_MAILBOX),
        }
    }

    /// Answers [`Action::Message`]. A 2yz reply says that the mail is kept, durably.
    pub fn message(&mut self, reply: Reply) {
        if matches!(self.state, State::AskedMessage) {
            self.settle(reply);
        }
    }

    // The one reply to the end of the text.
    pub(super) fn settle(&mut self, reply: Reply) {
        self.state = State::Command;
        if reply.is_positive() {
            // RFC 5321 4.1.1.4: buffers are cleared; who delivers mail has paid for its errors.
            self.transaction = None;
            self.errors = 0;
            self.junk = 0;
            self.say(reply);
        } else {
            self.fail(reply);
            self.end_transaction();
        }
    }

    /// Says that the handshake is done. RFC 3207 4.2: all that was said before is forgotten.
    pub fn tls_active(&mut self) {
        self.options.tls = Tls::Active;
        self.helo = None;
        self.line.start_over();
        self.state = State::Command;
    }

    pub(super) fn room_unknown(&mut self) {
        self.state = State::Command;
        self.fail(Reply::FAULT);
        self.end_transaction();
    }

    pub(super) fn recipient_unknown(&mut self) {
        self.recipient(RecipientAnswer::Later);
    }

    pub(super) fn say(&mut self, reply: Reply) {
        self.out.push_back(Action::Reply(reply));
    }

    // A reply that is no consent. Too many of them cost time, then the session.
    pub(super) fn fail(&mut self, reply: Reply) {
        self.note_refusal(&reply);
        if !reply.is_our_trouble() {
            self.errors += 1;
        }
        if self.errors >= ERRORS_MOST {
            // RFC 5321 4.2.3 and 3.8: 421 may answer any command.
            self.say(Reply::TOO_MANY_ERRORS);
            return self.close(Closing::Ours);
        }
        if self.errors > ERRORS_FREE {
            self.out.push_back(Action::Delay(ERROR_DELAY));
        }
        self.say(reply);
    }

    pub(super) fn refuse_and_close(&mut self, reply: Reply) {
        self.note_refusal(&reply);
        self.say(reply);
        self.close(Closing::Ours);
    }

    pub(super) fn note_refusal(&mut self, reply: &Reply) {
        match &mut self.transaction {
            Some(transaction) => transaction.refusal = Some(reply.clone()),
            None => self.connection_refusal = Some(reply.clone()),
        }
    }

    pub(super) fn note_size(&mut self, size_bytes: u64) {
        if let Some(transaction) = &mut self.transaction {
            transaction.size_bytes = size_bytes;
        }
    }

    // One record for each MAIL that was understood and brought no mail.
    pub(super) fn end_transaction(&mut self) {
        if let Some(transaction) = self.transaction.take() {
            self.mail_seen = true;
            let refused = transaction.refused(self.helo.as_deref().unwrap_or_default());
            self.out.push_back(Action::Refused(refused));
        }
    }

    pub(super) fn close(&mut self, closing: Closing) {
        self.end_transaction();
        // And one for a connection that never came to MAIL and was refused something.
        if let (false, Some(reply)) = (self.mail_seen, self.connection_refusal.take()) {
            self.out.push_back(Action::Refused(Refused {
                helo: self.helo.clone().unwrap_or_default(),
                mail_from: None,
                rcpt_to: Vec::new(),
                size_bytes: 0,
                reply: Some(reply),
            }));
        }
        self.state = State::Closed;
        self.out.push_back(Action::Close(closing));
    }
}
