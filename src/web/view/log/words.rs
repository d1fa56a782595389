//! Closed sets of the log as words, as templates and catalogues name them.

use serde::Serialize;

use crate::domain::activity::{Cause, LinkReason, Source, Wake};

/// [`Source`] as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceWord {
    Mail,
    Hand,
    Api,
}

impl From<Source> for SourceWord {
    fn from(source: Source) -> Self {
        match source {
            Source::Mail => Self::Mail,
            Source::Hand => Self::Hand,
            Source::Api => Self::Api,
        }
    }
}

/// [`Cause`] as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CauseWord {
    Asked,
    CustomerWrote,
    Sent,
    FirstReply,
    Left,
    Made,
    OutsideWrote,
}

impl From<Cause> for CauseWord {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Asked => Self::Asked,
            Cause::CustomerWrote => Self::CustomerWrote,
            Cause::Sent => Self::Sent,
            Cause::FirstReply => Self::FirstReply,
            Cause::Left => Self::Left,
            Cause::Made => Self::Made,
            Cause::OutsideWrote => Self::OutsideWrote,
        }
    }
}

/// [`Wake`] as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WakeWord {
    Time,
    CustomerWrote,
    Asked,
    OutsideWrote,
}

impl From<Wake> for WakeWord {
    fn from(why: Wake) -> Self {
        match why {
            Wake::Time => Self::Time,
            Wake::CustomerWrote => Self::CustomerWrote,
            Wake::Asked => Self::Asked,
            Wake::OutsideWrote => Self::OutsideWrote,
        }
    }
}

/// [`LinkReason`] as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkReasonWord {
    NumberOnly,
    ReceivedIdOnly,
    ClosedLongAgo,
    Deleted,
    Asked,
}

impl From<LinkReason> for LinkReasonWord {
    fn from(reason: LinkReason) -> Self {
        match reason {
            LinkReason::NumberOnly => Self::NumberOnly,
            LinkReason::ReceivedIdOnly => Self::ReceivedIdOnly,
            LinkReason::ClosedLongAgo => Self::ClosedLongAgo,
            LinkReason::Deleted => Self::Deleted,
            LinkReason::Asked => Self::Asked,
        }
    }
}
