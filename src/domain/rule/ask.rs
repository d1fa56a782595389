//! Answers the conditions of rules about one event. Walks over long texts once, however many
//! conditions look into them.

use std::time::Duration;

use crate::domain::{id::MailboxId, ticket::Priority, time::Timestamp};

use super::{
    action::Around,
    condition::{Condition, Field, Operator, Value},
    facts::{Facts, Folded, TicketFacts},
    needles::{self, Found},
    set::{Ready, RuleSet, Test},
};

/// One event, ready to be asked about.
pub struct Asker<'a> {
    pub set: &'a RuleSet,
    pub facts: &'a Facts,
    now: Timestamp,
    customer: Vec<Folded>,
    /// The name that a rule gave to a ticket that no mail made.
    renamed: Option<Folded>,
    subject: Found,
    body: Found,
}

impl<'a> Asker<'a> {
    #[must_use]
    pub fn new(set: &'a RuleSet, facts: &'a Facts, now: Timestamp) -> Self {
        let scan = |text: Option<&Folded>| {
            let folded = text.map_or("", |text| text.folded.as_str());
            set.needles.scan(folded)
        };
        let (subject, body) = facts.texts();
        let customer = facts.ticket.customer.iter();
        Self {
            set,
            facts,
            now,
            customer: customer.map(|it| Folded::new(it)).collect(),
            renamed: None,
            subject: scan(subject),
            body: scan(body),
        }
    }

    /// Looks at the name that a ticket has now, where that stands for a subject.
    pub fn follow_name(&mut self, ticket: &TicketFacts) {
        if self.facts.mail.is_some() || self.facts.own.is_none() {
            return;
        }
        let renamed = ticket.name != self.facts.ticket.name;
        self.renamed = renamed.then(|| Folded::new(&ticket.name));
        let folded = self.subject().map_or("", |it| it.folded.as_str());
        self.subject = self.set.needles.scan(folded);
    }

    /// Asks one rule: whether it matches, and the answer of each condition in their order.
    ///
    /// `before` is what it answered to the same event earlier, or nothing: where no rule can have
    /// changed what a condition looks at, that answer stands.
    #[must_use]
    pub fn ask(&self, ready: &Ready, ticket: &TicketFacts, before: &[bool]) -> (bool, Vec<bool>) {
        let mut tests = ready.tests.iter();
        let mut answers = Vec::with_capacity(tests.len());
        let matched = ready.rule.conditions.judge(&mut |condition| {
            let test = tests.next().unwrap_or(&Test::Plain);
            let answer = match before.get(answers.len()) {
                Some(answer) if !condition.field.can_change() => *answer,
                _ => self.holds(condition, test, ticket),
            };
            answers.push(answer);
            answer
        });
        (matched, answers)
    }

    fn holds(&self, condition: &Condition, test: &Test, ticket: &TicketFacts) -> bool {
        use Operator::{Greater, Is, IsNot, IsNotSet, IsSet, Less};
        match (condition.field, condition.operator, &condition.value) {
            (Field::Attachment, operator, _) => self.has_attachment() == (operator == IsSet),
            (Field::Automatic | Field::BusinessHours | Field::Overdue, Is, Value::Flag(flag)) => {
                self.flag(condition.field, ticket) == *flag
            }
            (Field::Status, Is, Value::Status(status)) => ticket.status == *status,
            (Field::Status, IsNot, Value::Status(status)) => ticket.status != *status,
            (Field::Priority, operator, Value::Priority(priority)) => {
                compares(operator, ticket.priority, *priority)
            }
            (Field::AttachmentSize, Greater, Value::Number(size)) => self.largest() > Some(*size),
            (Field::AttachmentSize, Less, Value::Number(size)) => {
                self.largest().is_some_and(|largest| largest < *size)
            }
            (Field::DueIn | Field::AnswerDueIn | Field::SolutionDueIn, operator, value) => {
                let due = due(condition.field, ticket);
                matches!(value, Value::Number(seconds)
                    if due.is_some_and(|due| self.is_near(operator, due, *seconds)))
            }
            (field, operator, Value::Number(seconds)) => {
                let lasted = self.number(field, ticket);
                lasted.is_some_and(|lasted| match operator {
                    // To the second: a wait of four hours is over when four hours have passed.
                    Greater => lasted >= *seconds,
                    _ => lasted < *seconds,
                })
            }
            (Field::Tag, Is, Value::Tag(tag)) => ticket.tags.contains(tag),
            (Field::Tag, IsNot, Value::Tag(tag)) => !ticket.tags.contains(tag),
            (Field::Tag, operator, _) => ticket.tags.is_empty() == (operator == IsNotSet),
            (Field::Assignee, Is, Value::Assignee(assignee)) => ticket.assignee == *assignee,
            (Field::Assignee, IsNot, Value::Assignee(assignee)) => ticket.assignee != *assignee,
            (Field::Assignee, operator, _) => ticket.assignee.is_none() == (operator == IsNotSet),
            (Field::Mailbox, operator, value) => self.of_mailbox(operator, value, ticket),
            _ => self.of_text(condition, test),
        }
    }

    fn of_text(&self, condition: &Condition, test: &Test) -> bool {
        let part = condition.part;
        if let Test::Needle(number) = test {
            let in_subject = self.subject.has(*number, part);
            let in_body = self.body.has(*number, part);
            let found = match condition.field {
                Field::Subject => in_subject,
                Field::Body => in_body,
                _ => in_subject || in_body,
            };
            return found == (condition.operator == Operator::Contains);
        }
        let any = |fits: &dyn Fn(&str) -> bool| {
            self.one_of(condition.field, &condition.name, |it| fits(&it.folded))
        };
        match (condition.operator, test) {
            (Operator::IsSet, _) => any(&|_| true),
            (Operator::IsNotSet, _) => !any(&|_| true),
            (Operator::Is, Test::Text(text)) => any(&|it| it.trim() == text.trim()),
            (Operator::IsNot, Test::Text(text)) => !any(&|it| it.trim() == text.trim()),
            (Operator::StartsWith, Test::Text(text)) => {
                any(&|it| it.trim_start().starts_with(text.trim_start()))
            }
            (Operator::EndsWith, Test::Text(text)) => {
                any(&|it| it.trim_end().ends_with(text.trim_end()))
            }
            (Operator::Contains, Test::Text(text)) => {
                any(&|it| needles::find(it, text, part).is_some())
            }
            (Operator::DoesNotContain, Test::Text(text)) => {
                !any(&|it| needles::find(it, text, part).is_some())
            }
            (Operator::Matches, Test::Pattern(pattern)) => any(&|it| pattern.is_match(it)),
            // A rule with such a condition is refused when it is written.
            _ => false,
        }
    }

    fn of_mailbox(&self, operator: Operator, value: &Value, ticket: &TicketFacts) -> bool {
        let own = ticket.mailbox.as_slice();
        let mail = self.facts.mail.as_ref();
        let mailboxes = mail.map_or(own, |mail| &mail.mailboxes);
        match (operator, value) {
            (Operator::Is, Value::Mailbox(id)) => mailboxes.contains(id),
            (Operator::IsNot, Value::Mailbox(id)) => !mailboxes.contains(id),
            (operator, _) => mailboxes.is_empty() == (operator == Operator::IsNotSet),
        }
    }

    fn has_attachment(&self) -> bool {
        let mail = self.facts.mail.as_ref();
        mail.is_some_and(|mail| !mail.attachments.is_empty())
    }

    fn largest(&self) -> Option<u64> {
        let attachments = self.facts.mail.iter().flat_map(|mail| &mail.attachments);
        attachments.map(|it| it.size_bytes).max()
    }

    fn is_automatic(&self, ticket: &TicketFacts) -> bool {
        let mail = self.facts.mail.as_ref();
        mail.map_or(ticket.automatic, |mail| mail.automatic)
    }

    /// What is late is nearer than everything.
    fn is_near(&self, operator: Operator, due: Timestamp, seconds: u64) -> bool {
        let near = due.minus(Duration::from_secs(seconds)) <= self.now;
        near == (operator == Operator::Less)
    }

    /// What an action needs besides the ticket.
    #[must_use]
    pub fn around(&self) -> Around<'_> {
        Around {
            teams: &self.facts.teams,
            hours: &self.facts.service.hours,
            now: self.now,
        }
    }

    /// What a condition looked at, in words that need no catalogue; blank texts are left out.
    #[must_use]
    pub fn texts_of(&self, condition: &Condition) -> Vec<&Folded> {
        let mut texts = Vec::new();
        self.one_of(condition.field, &condition.name, |text| {
            texts.push(text);
            false
        });
        texts
    }

    /// True if one of the texts that a field holds fits; blank ones do not count.
    fn one_of<'b>(
        &'b self,
        field: Field,
        name: &str,
        mut fits: impl FnMut(&'b Folded) -> bool,
    ) -> bool {
        let mut fits = |text: &'b Folded| !text.is_blank() && fits(text);
        let mail = self.facts.mail.as_ref();
        let body = self.facts.texts().1;
        match field {
            Field::Subject => self.subject().is_some_and(fits),
            Field::Body => body.is_some_and(fits),
            Field::SubjectOrBody => self.subject().into_iter().chain(body).any(fits),
            Field::Sender => mail.and_then(|it| it.sender.as_ref()).is_some_and(fits),
            Field::SenderDomain => {
                let domain = mail.and_then(|it| it.sender_domain.as_ref());
                domain.is_some_and(fits)
            }
            Field::Cc => mail.is_some_and(|it| it.cc.iter().any(fits)),
            Field::Header => {
                let mut headers = mail.into_iter().flat_map(|it| &it.headers);
                headers.any(|(own, value)| own.eq_ignore_ascii_case(name) && fits(value))
            }
            Field::AttachmentName => {
                mail.is_some_and(|it| it.attachments.iter().any(|it| fits(&it.name)))
            }
            Field::AttachmentType => {
                mail.is_some_and(|it| it.attachments.iter().any(|it| fits(&it.content_type)))
            }
            Field::Customer => self.customer.iter().any(fits),
            _ => false,
        }
    }

    fn subject(&self) -> Option<&Folded> {
        self.renamed.as_ref().or(self.facts.texts().0)
    }

    /// The mailboxes that a condition looked at.
    #[must_use]
    pub fn mailboxes<'b>(&'b self, ticket: &'b TicketFacts) -> &'b [MailboxId] {
        let mail = self.facts.mail.as_ref();
        mail.map_or(ticket.mailbox.as_slice(), |mail| &mail.mailboxes)
    }

    /// The size of the largest attachment, or how long ago it is, in seconds.
    #[must_use]
    pub fn number(&self, field: Field, ticket: &TicketFacts) -> Option<u64> {
        match field {
            Field::AttachmentSize => self.largest(),
            Field::Age => Some(self.now.since(ticket.created).as_secs()),
            Field::Idle => Some(self.now.since(ticket.updated).as_secs()),
            Field::WaitingOnUs => ticket.timing.waited,
            Field::WaitingOnUsBusiness => ticket.timing.waited_business,
            Field::AgeBusiness => Some(ticket.timing.age_business),
            Field::Attachment => {
                let mail = self.facts.mail.as_ref();
                mail.map(|mail| mail.attachments.len() as u64)
            }
            _ => None,
        }
    }

    /// Whether something that is yes or no is so.
    #[must_use]
    pub fn flag(&self, field: Field, ticket: &TicketFacts) -> bool {
        match field {
            Field::BusinessHours => ticket.timing.is_business,
            Field::Overdue => self
                .left(Field::DueIn, ticket)
                .is_some_and(|left| left <= 0),
            _ => self.is_automatic(ticket),
        }
    }

    /// Seconds until something is due; below 0 if it is late.
    #[must_use]
    pub fn left(&self, field: Field, ticket: &TicketFacts) -> Option<i64> {
        let due = due(field, ticket)?;
        Some((due.0 - self.now.0).div_euclid(1_000_000))
    }
}

fn due(field: Field, ticket: &TicketFacts) -> Option<Timestamp> {
    let dues = &ticket.timing.dues;
    match field {
        Field::AnswerDueIn => dues.answer,
        Field::SolutionDueIn => dues.solution,
        _ => dues.next().map(|(_, at)| at),
    }
}

fn compares(operator: Operator, own: Priority, other: Priority) -> bool {
    match operator {
        Operator::Is => own == other,
        Operator::IsNot => own != other,
        Operator::Greater => own > other,
        _ => own < other,
    }
}
