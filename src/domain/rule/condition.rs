//! What a condition may look at and how it compares: one list, which the form, the API, the
//! documentation and the catalogues follow.
//!
//! To add a field: a line in `fields!`, what it is in `facts`, and its words `rule-field-<word>` in
//! both catalogues.

mod operator;

use serde::{Deserialize, Serialize};

use crate::domain::{
    assignee::Assignee,
    id::{MailboxId, TagId},
    ticket::{Priority, Status},
};

pub use operator::Operator;

/// Most characters of a text that a condition compares with.
pub const TEXT_CHARS: usize = 1_000;
/// Most bytes that a pattern may take once it is compiled.
pub const PATTERN_BYTES: usize = 256 << 10;

/// What a field holds, which decides how it can be compared and what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One text or several; several are enough if one of them fits.
    Text,
    Status,
    /// In order: low, medium, high, urgent.
    Priority,
    /// Yes or no.
    Flag,
    /// Bytes; written as a number of bytes, or with KB or MB behind it.
    Size,
    /// A time span, written as a number with `m`, `h` or `d` behind it.
    Span,
    /// A time span in business hours, written with `m` or `h` behind it.
    Hours,
    Mailbox,
    Tag,
    Assignee,
    /// There or not.
    Presence,
}

impl Shape {
    /// How a field of this shape can be compared; the first is what a new condition begins with.
    #[must_use]
    pub fn operators(self) -> &'static [Operator] {
        use Operator::{
            Contains, DoesNotContain, EndsWith, Greater, Is, IsNot, IsNotSet, IsSet, Less, Matches,
            StartsWith,
        };
        match self {
            Self::Text => &[
                Contains,
                DoesNotContain,
                Is,
                IsNot,
                StartsWith,
                EndsWith,
                Matches,
                IsSet,
                IsNotSet,
            ],
            Self::Status => &[Is, IsNot],
            Self::Priority => &[Is, IsNot, Greater, Less],
            Self::Flag => &[Is],
            Self::Size | Self::Span | Self::Hours => &[Greater, Less],
            Self::Mailbox | Self::Tag | Self::Assignee => &[Is, IsNot, IsSet, IsNotSet],
            Self::Presence => &[IsSet, IsNotSet],
        }
    }

    /// The word of the documentation, and behind `rule-shape-` in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Flag => "flag",
            Self::Size => "size",
            Self::Span => "span",
            Self::Hours => "hours",
            Self::Mailbox => "mailbox",
            Self::Tag => "tag",
            Self::Assignee => "assignee",
            Self::Presence => "presence",
        }
    }
}

/// Where a field comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Only there when a mail came.
    Mail,
    /// From the mail when one came, else from the ticket.
    Either,
    Ticket,
}

macro_rules! fields {
    ($($field:ident = $code:literal, $word:literal, $shape:ident, $origin:ident, $about:literal;)*) => {
        /// What a condition looks at. Codes are on disk: never renumber.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Field { $(#[doc = $about] $field = $code),* }

        impl Field {
            /// In the order of the form.
            pub const ALL: &[Self] = &[$(Self::$field),*];

            /// The word of the API, and behind `rule-field-` in the catalogues.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$field => $word),* }
            }

            #[must_use]
            pub fn shape(self) -> Shape {
                match self { $(Self::$field => Shape::$shape),* }
            }

            #[must_use]
            pub fn origin(self) -> Origin {
                match self { $(Self::$field => Origin::$origin),* }
            }

            /// What the documentation says of it.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$field => $about),* }
            }
        }
    };
}

fields! {
    Subject = 0, "subject", Text, Either,
        "The subject of the mail; the name of a ticket that no mail made.";
    Body = 1, "body", Text, Either,
        "The new text of the mail, without quotes and signature; else the description.";
    SubjectOrBody = 2, "subject_or_body", Text, Either,
        "Subject or body: one of them is enough.";
    Sender = 3, "sender", Text, Mail,
        "The address in From. Anybody can write any address there.";
    SenderDomain = 4, "sender_domain", Text, Mail,
        "What stands behind the @ of the address in From. Anybody can write any address there.";
    Mailbox = 5, "mailbox", Mailbox, Either,
        "A mailbox that the mail was sent to; else the one that the ticket is answered from.";
    Cc = 6, "cc", Text, Mail,
        "Each address in Cc.";
    Header = 7, "header", Text, Mail,
        "Each header field of the mail with the name that is given beside it.";
    Attachment = 8, "attachment", Presence, Mail,
        "Whether there is an attachment; pictures inside of the text do not count.";
    AttachmentName = 9, "attachment_name", Text, Mail,
        "The file name of each attachment.";
    AttachmentType = 10, "attachment_type", Text, Mail,
        "The media type of each attachment, such as application/pdf.";
    AttachmentSize = 11, "attachment_size", Size, Mail,
        "The size of the largest attachment.";
    Automatic = 12, "automatic", Flag, Either,
        "Whether the mail was written by a program: a report, an absence notice, a list.";
    Customer = 13, "customer", Text, Ticket,
        "The name and each address of the customer.";
    Tag = 14, "tag", Tag, Ticket,
        "The tags of the ticket.";
    Status = 15, "status", Status, Ticket,
        "The status of the ticket.";
    Priority = 16, "priority", Priority, Ticket,
        "The priority of the ticket.";
    Assignee = 17, "assignee", Assignee, Ticket,
        "Who has the ticket.";
    Age = 18, "age", Span, Ticket,
        "How long ago the ticket was made.";
    Idle = 19, "idle", Span, Ticket,
        "How long ago the ticket changed before this.";
    WaitingOnUs = 20, "waiting_on_us", Span, Ticket,
        "How long it has been our turn: since the first mail of the customer that nobody answered. Not while the ticket waits for the customer or is closed.";
    WaitingOnUsBusiness = 21, "waiting_on_us_business", Hours, Ticket,
        "The same in business hours of the ticket's calendar; every hour counts where there is none.";
    AgeBusiness = 22, "age_business", Hours, Ticket,
        "How long ago the ticket was made, in business hours.";
    BusinessHours = 23, "business_hours", Flag, Ticket,
        "Whether it is business hours by the ticket's calendar.";
    DueIn = 24, "due_in", Span, Ticket,
        "How long until the next due time of the ticket: its first answer, its solution, or a time that was set. What is late is less than everything.";
    AnswerDueIn = 25, "answer_due_in", Span, Ticket,
        "How long until the first answer is due by the target of the priority.";
    SolutionDueIn = 26, "solution_due_in", Span, Ticket,
        "How long until the solution is due by the target of the priority.";
    Overdue = 27, "overdue", Flag, Ticket,
        "Whether a due time of the ticket has passed.";
}

impl Field {
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.word() == word)
    }

    /// True for what a sender can write freely, so that nothing is proven by it.
    #[must_use]
    pub fn can_be_forged(self) -> bool {
        matches!(self, Self::Sender | Self::SenderDomain)
    }

    /// True for what a rule can change while others wait for their turn.
    #[must_use]
    pub fn can_change(self) -> bool {
        match self {
            // The name of a ticket that no mail made.
            Self::Subject | Self::SubjectOrBody => true,
            Self::Tag | Self::Status | Self::Priority | Self::Assignee => true,
            Self::WaitingOnUs | Self::WaitingOnUsBusiness => true,
            Self::DueIn | Self::SolutionDueIn | Self::Overdue => true,
            _ => false,
        }
    }

    /// True for what becomes another by time alone.
    #[must_use]
    pub fn is_time(self) -> bool {
        matches!(
            self,
            Self::Age | Self::Idle | Self::DueIn | Self::AnswerDueIn
        ) || matches!(
            self,
            Self::SolutionDueIn | Self::Overdue | Self::WaitingOnUs
        ) || self.is_business()
    }

    /// True for what is counted by a calendar.
    #[must_use]
    pub fn is_business(self) -> bool {
        matches!(
            self,
            Self::WaitingOnUsBusiness | Self::AgeBusiness | Self::BusinessHours
        )
    }

    /// True for the field that needs the name of a header beside it.
    #[must_use]
    pub fn is_named(self) -> bool {
        self == Self::Header
    }
}

/// On disk as its code, so that a field can be added anywhere in the list.
impl Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u8(*self as u8)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = u8::deserialize(from)?;
        let known = Self::ALL.iter().copied().find(|field| *field as u8 == code);
        known.ok_or_else(|| serde::de::Error::custom("no such field"))
    }
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// For operators that compare with nothing.
    None,
    Text(String),
    Flag(bool),
    /// Bytes, or seconds.
    Number(u64),
    Status(Status),
    Priority(Priority),
    Mailbox(MailboxId),
    Tag(TagId),
    /// None is nobody.
    Assignee(Option<Assignee>),
}

/// Where a text may stand in another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    #[default]
    Anywhere,
    /// Between the ends of words.
    WholeWord,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub field: Field,
    /// The name of the header field for [`Field::Header`], else empty.
    pub name: String,
    pub operator: Operator,
    pub value: Value,
    /// Where a text that is contained may stand.
    pub part: Part,
}

/// A condition, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    Is(Condition),
    /// True if each is true: an empty one is.
    All(Vec<Node>),
    /// True if one is true; an empty one asks nothing and is true as well.
    Any(Vec<Node>),
}

impl Node {
    /// Its conditions in the order in which they are written.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut found = Vec::new();
        self.gather(&mut found);
        found
    }

    fn gather<'a>(&'a self, found: &mut Vec<&'a Condition>) {
        match self {
            Self::Is(condition) => found.push(condition),
            Self::All(nodes) | Self::Any(nodes) => {
                nodes.iter().for_each(|node| node.gather(found));
            }
        }
    }

    /// How deep groups stand within groups; 0 for a condition.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::Is(_) => 0,
            Self::All(nodes) | Self::Any(nodes) => {
                1 + nodes.iter().map(Self::depth).max().unwrap_or(0)
            }
        }
    }

    /// Asks each of its conditions, in their order, and joins the answers.
    ///
    /// None is skipped, even where the answer is certain: each is to be explained afterwards.
    pub fn judge(&self, ask: &mut impl FnMut(&Condition) -> bool) -> bool {
        match self {
            Self::Is(condition) => ask(condition),
            Self::All(nodes) => nodes.iter().fold(true, |all, node| node.judge(ask) & all),
            Self::Any(nodes) => {
                let any = nodes.iter().fold(false, |any, node| node.judge(ask) | any);
                any || nodes.is_empty()
            }
        }
    }
}
