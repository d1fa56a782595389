//! What is wrong with a rule as somebody wrote it, and where.

use super::{ACTIONS, CONDITIONS, DEPTH, PATTERNS, RULES};

/// One fault. Each says what to do, in the API as it stands here, on a page by `rule-fault-<word>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    #[error("write something here")]
    Empty,
    #[error("at most {0} characters fit here")]
    TooLong(usize),
    #[error("expected {0}")]
    Expected(&'static str),
    #[error("there is no such field here; there are: {0}")]
    UnknownKey(String),
    #[error("`{given}` is none of: {known}")]
    UnknownWord { given: String, known: String },
    #[error("there is no {noun} `{name}`; there are: {known}")]
    NoSuch {
        noun: &'static str,
        name: String,
        known: String,
    },
    #[error("this person may not see tickets, so they would never see this one")]
    MayNotSee,
    #[error("write a regular expression that can be compiled: {0}")]
    Pattern(String),
    #[error("this pattern becomes too large: make it shorter, or count less in it")]
    PatternSize,
    #[error("write a time span such as 30m, 4h or 3d")]
    Span,
    #[error("write a time span in business hours, such as 30m or 4h")]
    Hours,
    #[error(
        "write a time span of at most ten years, such as 30m, 4h or 2d; none takes the due time away"
    )]
    Due,
    #[error("write how long, such as 4h or 2d, or until when: business, 09:00, monday 09:00")]
    Sleep,
    #[error(
        "time that passes starts a rule only if a condition speaks of a time, such as how long the ticket has waited for us"
    )]
    NoTime,
    #[error("write a size such as 500 KB or 2 MB")]
    Size,
    #[error("choose at least one event that starts the rule")]
    NoEvent,
    #[error("add an action, or stop later rules")]
    NoAction,
    #[error("a rule has at most {CONDITIONS} conditions")]
    TooManyConditions,
    #[error("a rule has at most {ACTIONS} actions")]
    TooManyActions,
    #[error("groups stand at most {DEPTH} deep")]
    TooDeep,
    #[error("the desk has at most {RULES} rules")]
    TooManyRules,
    #[error("all rules together have at most {PATTERNS} patterns: look for texts instead")]
    TooManyPatterns,
    #[error("the default rule is always on, always last, and asks nothing")]
    Default,
    #[error("a new ticket cannot be closed by default: nobody would see it")]
    DefaultClosed,
    #[error("only the default rule does this")]
    OfDefault,
    #[error("somebody changed this rule meanwhile")]
    Changed,
}

impl RuleFault {
    /// The word behind `rule-fault-` in the catalogues.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong(_) => "too-long",
            Self::Expected(_) => "expected",
            Self::UnknownKey(_) => "unknown-key",
            Self::UnknownWord { .. } => "unknown-word",
            Self::NoSuch { .. } => "no-such",
            Self::MayNotSee => "may-not-see",
            Self::Pattern(_) => "pattern",
            Self::PatternSize => "pattern-size",
            Self::Span => "span",
            Self::Hours => "hours",
            Self::Due => "due",
            Self::Sleep => "sleep",
            Self::NoTime => "no-time",
            Self::Size => "size",
            Self::NoEvent => "no-event",
            Self::NoAction => "no-action",
            Self::TooManyConditions => "too-many-conditions",
            Self::TooManyActions => "too-many-actions",
            Self::TooDeep => "too-deep",
            Self::TooManyRules => "too-many-rules",
            Self::TooManyPatterns => "too-many-patterns",
            Self::Default => "default",
            Self::DefaultClosed => "default-closed",
            Self::OfDefault => "of-default",
            Self::Changed => "changed",
        }
    }
}

/// A fault and its place: `name`, `conditions.all.0.value`, `actions.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAt {
    pub path: String,
    pub fault: RuleFault,
}
